/** Starts a process: data folder, database, county, worker, site. Returns how to end it cleanly. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createProbe, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { systemClock, type Clock } from '../platform/clock.ts'
import { connect } from '../platform/db.ts'
import type { Env, WrongSetting } from '../platform/env.ts'
import { freeMb, isDiskFull, needSpace, needWritable, roomKeeper } from '../platform/disk.ts'
import { StartError } from '../platform/errors.ts'
import { log, setLogLevel } from '../platform/log.ts'
import { PageCache } from '../platform/pageCache.ts'
import { folderShelf } from '../kernel/files/folderShelf.ts'
import { s3Shelf } from '../kernel/files/s3Shelf.ts'
import { clamd } from '../kernel/files/clamd.ts'
import { scanWith } from '../kernel/files/scanner.ts'
import { readWords } from '../kernel/intake/ocr/ocr.ts'
import { fileStore } from '../kernel/files/store.ts'
import { loadOrCreateKey, type LogKey } from '../kernel/ledger/keys.ts'
import { makeAuth } from '../kernel/people/signin.ts'
import { makeListener } from './app.ts'
import { channelsOf, identityOf, speechOf } from './channels.ts'
import { openDatabase } from './database.ts'
import { firstStart, type Say } from './first.ts'
import { secretsFor } from './keys.ts'
import { holdLogKey, notedLogKey } from './keyPrints.ts'
import { originOf } from './logOrigin.ts'
import { takeFolder } from './lock.ts'
import { ringFor } from './ring.ts'
import { holdRing } from '../platform/sealing/ring.ts'
import { preflight } from './preflight.ts'
import { probeListener } from './probes.ts'
import { refuseFaultyProcedures, refuseStrandedCases } from './procedures.ts'
import type { Office } from '../kernel/office.ts'
import type { Secrets } from './secrets.ts'
import { startJobs } from '../platform/jobs.ts'
import { handlersOf, startWorker } from './worker.ts'

export type Running = { office: Office; port: number; url: string; stop(): Promise<void> }

/**
 * Starts everything; throws `StartError` with a sentence and a way out. `wrong`: settings that were left out of `env`.
 */
export async function start(
  env: Env,
  say: Say,
  now: Clock = systemClock,
  wrong: readonly WrongSetting[] = [],
): Promise<Running> {
  setLogLevel(env.logLevel)
  const first = !existsSync(join(env.data, 'keys'))
  const needsMb = env.databaseUrl ? 20 : first ? firstNeedsMb(env) : 50
  await preflight(env, needsMb, now(), wrong)
  needWritable(env.data)
  needSpace(env.data, needsMb)
  // A database that has no room left breaks the connection without saying why.
  return startUp(env, say, now).catch((error: unknown) => {
    if (!(error instanceof StartError) && (isDiskFull(error) || freeMb(env.data) < 20))
      needSpace(env.data, Math.max(50, freeMb(env.data) + 1))
    throw error
  })
}

/** An empty cluster takes 45 MB and its first journals as much again; the demo's life about 400 MB. */
const firstNeedsMb = (env: Env) => (env.demo === 'full' ? 1_000 : 250)

async function startUp(env: Env, say: Say, now: Clock): Promise<Running> {
  refuseFaultyProcedures()
  await refuseBusyPort(env)
  readWords(env.ocr)
  scanWith(env.clamd && { scanner: clamd(env.clamd.address), required: env.clamd.required })
  const secrets = await secretsFor(env)
  const ring = ringFor(env)
  holdRing(secrets.session, ring)
  const release = env.databaseUrl ? () => undefined : takeFolder(env.data)
  const database = await openDatabase(env, secrets, say).catch((error: unknown) => {
    release()
    throw error
  })
  const app = connect(database.urls.app, { max: 20, name: 'sunlit-app' })
  const pub = connect(database.urls.public, { max: 20, name: 'sunlit-public', statementTimeoutMs: 10_000 })
  const resident = connect(database.urls.resident, { max: 5, name: 'sunlit-resident', statementTimeoutMs: 10_000 })
  let ending = false
  void database.cluster?.exited.then(() => {
    if (!ending) loseDatabase()
  })
  const closers: (() => Promise<unknown> | unknown)[] = [
    () => app.close(),
    () => pub.close(),
    () => resident.close(),
    () => database.stop(),
    release,
  ]
  const stop = async () => {
    ending = true
    for (const close of closers) await close()
  }
  try {
    await refuseStrandedCases(app.db)
    const base = env.baseUrl ?? `http://localhost:${env.port}`
    const logKey = await openLogKey(env, secrets, database.urls.owner)
    if (logKey.origin !== originOf(env)) say(`公开存证日志的名称是 ${logKey.origin}，不随网址变。`)
    const office: Office = {
      db: app.db,
      pool: app.pool,
      public: pub.db,
      publicPool: pub.pool,
      resident: resident.db,
      channels: channelsOf(env),
      speech: speechOf(env),
      identity: identityOf(env, env.demo !== 'none'),
      logKey,
      now,
      baseUrl: env.baseUrl,
      proxies: env.proxies,
      production: env.production,
      demo: false,
      secret: secrets.session,
      folder: env.data,
      jobs: noJobs,
      auth: makeAuth({
        pool: app.pool,
        secret: secrets.session,
        baseUrl: base,
        hours: 24,
        secure: base.startsWith('https:'),
      }),
      files: fileStore(
        env.s3 ? s3Shelf(env.s3) : folderShelf(env.data),
        createHash('sha256').update(secrets.files).digest(),
        ring,
        // Files in a bucket still pass through the database in pieces, which may be our own.
        roomKeeper(env.data, env.s3 && env.databaseUrl ? 0 : env.filesReserveMb),
      ),
    }
    office.jobs = await startJobs(database.urls.owner, office.db, env.role === 'web' ? undefined : handlersOf(office))
    closers.unshift(() => office.jobs.stop())
    office.demo = await firstStart(env, office, database.urls.owner, say)
    const cache = new PageCache(office.public, env.pageCacheMb * 1024 * 1024)
    await cache.start()
    closers.unshift(() => cache.stop())
    if (env.role !== 'web') closers.unshift(await startWorker(office))
    const port = await listen(
      env,
      env.role === 'worker'
        ? probeListener(office, cache)
        : makeListener(office, cache, env.accessLog && { ...env.accessLog, proxies: env.proxies }),
      closers,
    )
    log.info('started', { port, role: env.role, demo: office.demo })
    return { office, port, url: env.baseUrl ?? `http://localhost:${port}`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Without its database a process is of no use: it ends as after a crash, and the launcher starts both anew. */
function loseDatabase(): never {
  log.error('database ended')
  process.stderr.write(
    '\n数据库意外停止了，服务随之结束；由 npm start 或 systemd 启动的会自动重新启动。\n磁盘满了也会这样，请看数据文件夹里的 postgres.log。\n',
  )
  process.exit(1)
}

/** Until the queue is there (the first moments of a start) nothing can be sent. */
const noJobs: Office['jobs'] = {
  send: () => Promise.reject(new StartError('任务队列还没有准备好。', '请稍后再试。')),
  stop: async () => undefined,
}

/** On a database of the operator's the log has one name and one key, whichever machine asks. */
async function openLogKey(env: Env, secrets: Secrets, ownerUrl: string): Promise<LogKey> {
  if (!env.databaseUrl) return loadOrCreateKey(env.data, originOf(env), { privateKey: secrets.log })
  const noted = await notedLogKey(ownerUrl)
  const key = await loadOrCreateKey(env.data, noted?.split('+')[0] ?? originOf(env), { privateKey: secrets.log })
  await holdLogKey(ownerUrl, key.vkey)
  return key
}

async function listen(env: Env, listener: RequestListener, closers: (() => unknown)[]): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer({ keepAliveTimeout: 65_000 }, listener).listen(env.port, env.host, () =>
      done((server.address() as AddressInfo).port),
    )
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'EADDRINUSE'
          ? busy(env)
          : new StartError(`网站打不开端口 ${env.port}（${error.code}）。`, `请用 ${portName(env)} 换一个端口。`),
      ),
    )
    closers.unshift(
      () =>
        new Promise<void>((closed) => {
          server.close(() => closed())
          server.closeIdleConnections()
          setTimeout(() => server.closeAllConnections(), 5_000).unref()
        }),
    )
  })
}

const portName = (env: Env) => (env.role === 'worker' ? 'PROBE_PORT' : 'PORT')
const busy = (env: Env) =>
  new StartError(
    `端口 ${env.port} 已被别的程序占用。`,
    `请停下那个程序，或换一个端口启动：${portName(env)}=${env.port + 1} npm start。`,
  )

/** Says so before minutes are spent on the database. */
async function refuseBusyPort(env: Env) {
  if (env.port === 0) return
  await new Promise<void>((done, fail) => {
    const probe = createProbe()
      .once('error', (e: NodeJS.ErrnoException) =>
        fail(
          e.code === 'EADDRINUSE'
            ? busy(env)
            : new StartError(
                `网站打不开 ${env.host}:${env.port}（${e.code}）。`,
                `请用 ${portName(env)} 或 HOST 换一个。`,
              ),
        ),
      )
      .listen(env.port, env.host, () => probe.close(() => done()))
  })
}
