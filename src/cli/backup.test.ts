/**
 * A county is backed up while it works, and put back elsewhere: into a folder with a database of its own, and into
 * another database.
 */
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { tarWriter } from '../platform/backup/tar.write.ts'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { connect, openClient, rows, sql, transact, type Db } from '../platform/db.ts'
import { readEnv } from '../platform/env.ts'
import { newId } from '../platform/ids.ts'
import { checkBackup } from '../platform/backup/verify.ts'
import { refuseForeign } from '../platform/backup/load.ts'
import { makeBackup, type BackupInput } from '../platform/backup/make.ts'
import type { Manifest } from '../platform/backup/manifest.ts'
import { openKeys, sealKeys } from '../platform/backup/keys.ts'
import { sorted } from '../platform/backup/tables.ts'
import { tarEntries } from '../platform/backup/tar.read.ts'
import { startPostgres } from '../platform/postgres.ts'
import { sayMissing } from '../platform/backup/missing.ts'
import { namingQueries } from '../kernel/files/keeper.ts'
import { folderShelf } from '../kernel/files/folderShelf.ts'
import { listFolder } from '../kernel/intake/listFiles.ts'
import { fileStore } from '../kernel/files/store.ts'
import { entryTime } from '../kernel/ledger/entry.ts'
import { stageLeaves } from '../kernel/ledger/stage.ts'
import { admin } from '../../test/cluster.ts'
import { makeWorld, type World } from '../../test/world.ts'
import { restoreIntoDatabase, restoreIntoFolder } from './restore.targets.ts'

const passphrase = '柳湾的荷花开了三百朵以后'
const quiet = () => undefined
let w: World
let home: string
let file: string
let manifest: Manifest
let input: BackupInput
const odd = 'tab\t换行\n反斜杠\\ \\N 引号" 𠮷 ，'

beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  home = mkdtempSync(join(tmpdir(), 'sunlit-backup-'))
  chmodSync(home, 0o755)
  await transact(w.office.db, (tx) =>
    stageLeaves(
      tx,
      Array.from({ length: 300 }, (_, i) => ({
        id: newId(),
        subjectId: `s${i}`,
        at: w.now(),
        entry: {
          v: 1 as const,
          kind: 'reply' as const,
          county: 'qingchuan',
          region: 'liuwan',
          code: `C${i}`,
          at: entryTime(w.now()),
        },
      })),
    ),
  )
  await w.seal()
  await sql`INSERT INTO settings (code, value, set_at)
    VALUES ('odd', ${JSON.stringify(odd)}::jsonb, ${w.now()})`.execute(w.office.db)
  await sql`
    INSERT INTO audit_trail (id, at, action, detail)
    SELECT 'big-' || n, ${w.now()}, 'test', jsonb_build_object('text', repeat(md5(n::text), 128))
    FROM generate_series(1, 3000) n`.execute(w.office.db)
  const store = fileStore(folderShelf(home), Buffer.alloc(32, 7))
  await store.put('original', Buffer.from('原件'))
  await store.put('public', Buffer.from('公开的'))
  file = join(home, 'county.tar')
  input = {
    url: w.t.urls.backup,
    files: { list: () => listFolder(home), read: folderShelf(home).read },
    naming: namingQueries(),
    vkey: w.office.logKey.vkey,
    passphrase,
    program: '0.1.0',
    now: w.now(),
    progress: quiet,
    keys: {
      session: 'session-secret',
      files: 'files-secret',
      logKey: w.office.logKey.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      logOrigin: `${w.office.logKey.origin}\n`,
    },
  }
  // Somebody writes while it runs: what is committed after the snapshot is not in it.
  let late: Promise<unknown> | undefined
  ;({ manifest } = await makeBackup(file, {
    ...input,
    progress: (_done, _total, say) => {
      if (say.includes('appointments'))
        late ??= sql`INSERT INTO settings (code, value, set_at) VALUES ('late', 'true', ${w.now()})`.execute(
          w.office.db,
        )
    },
  }))
  await late
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})

const target = async () => ({ file, ...(await checkBackup(file, passphrase, quiet)), progress: quiet })

/** Every table's rows as text, in an order of their own. */
async function contents(db: Db, tables: Manifest['tables']): Promise<Record<string, string[]>> {
  return Object.fromEntries(
    await Promise.all(
      tables.map(
        async (t) =>
          [
            t.name,
            (await rows(db, sql<{ line: string }>`SELECT x::text AS line FROM ${sql.table(t.name)} x ORDER BY 1`)).map(
              (r) => r.line,
            ),
          ] as const,
      ),
    ),
  )
}

test('any tool can open it: a tar of compressed tables, files, a manifest and sealed keys', async () => {
  const paths: string[] = []
  for await (const entry of tarEntries(file)) paths.push(entry.path)
  expect(paths.slice(-2)).toEqual(['manifest.json', 'keys.json'])
  expect(
    paths.filter((p) => p.startsWith('tables/audit_trail/')).length,
    'a large table comes in parts',
  ).toBeGreaterThan(1)
  expect(paths.filter((p) => p.startsWith('files/'))).toHaveLength(2)
  expect(readFileSync(file).includes('session-secret')).toBe(false)
  expect(manifest.tables.find((t) => t.name === 'regions')!.rows).toBeGreaterThan(20)
  expect(manifest.log).toMatchObject({ size: 300 })
  await expect(makeBackup(file, input), 'never over an older one').rejects.toThrow('已经存在')
})

test('put back into an empty folder it is the same county, and its public log holds', async () => {
  const folder = join(home, 'restored')
  const { report, missing } = await restoreIntoFolder(await target(), folder)
  expect(report[0]).toContain('共 300 条')
  expect(missing.size).toBe(0)
  expect(existsSync(`${folder}.restoring`)).toBe(false)
  const secrets = JSON.parse(readFileSync(join(folder, 'keys', 'secrets.json'), 'utf8'))
  expect(secrets).toMatchObject({ session: 'session-secret', files: 'files-secret' })
  expect((await listFolder(folder)).sort()).toEqual(
    (await listFolder(home)).filter((p) => p.startsWith('files/')).sort(),
  )
  const cluster = await startPostgres(join(folder, 'postgres'), secrets.database.owner, { durable: false })
  const there = connect(cluster.url('sunlit'))
  try {
    await sql`DELETE FROM settings WHERE code = 'late'`.execute(w.t.owner)
    expect(await contents(there.db, manifest.tables)).toEqual(await contents(w.t.owner, manifest.tables))
    expect(await rows(there.db, sql`SELECT value FROM settings WHERE code = 'odd'`)).toEqual([{ value: odd }])
  } finally {
    await there.close()
    await cluster.stop()
  }
  await expect(restoreIntoFolder(await target(), folder), 'never over something').rejects.toThrow('不是空的')
})

test('files that rows name and that are gone are told when it is made, and when it is put back', async () => {
  const sha = (n: number) => n.toString(16).padStart(64, 'a')
  await sql`INSERT INTO paper_uploads VALUES (${sha(1)}, 'somebody', ${w.now()})`.execute(w.t.owner)
  try {
    const without = join(home, 'without.tar')
    const made = await makeBackup(without, input)
    expect([...made.missing]).toEqual([[`files/original/aa/${sha(1)}`, 'paper_uploads']])
    expect(sayMissing(made.missing)).toContain('缺 1 个（paper_uploads 1 个）')
    const whole = { ...(await checkBackup(without, passphrase, quiet)), file: without, progress: quiet }
    const { missing } = await restoreIntoFolder(whole, join(home, 'restored-without'))
    expect([...missing.keys()]).toEqual([`files/original/aa/${sha(1)}`])
    const ended: BackupInput = {
      ...input,
      // The row goes, with its file, while the files are copied.
      files: {
        ...input.files,
        list: async () => {
          await sql`DELETE FROM paper_uploads WHERE sha256 = ${sha(1)}`.execute(w.t.owner)
          return input.files.list()
        },
      },
    }
    expect((await makeBackup(join(home, 'ended.tar'), ended)).missing.size).toBe(0)
  } finally {
    await sql`DELETE FROM paper_uploads WHERE sha256 = ${sha(1)}`.execute(w.t.owner)
  }
})

test('every column that names files is asked, in whatever shape it names them', async () => {
  const client = await openClient(w.t.urls.backup)
  try {
    for (const n of namingQueries()) expect((await client.query(n.query)).fields[0]?.name, n.table).toBe('path')
  } finally {
    await client.end()
  }
})

test('put back into another PostgreSQL, its files and keys go into the data folder', async () => {
  const name = `r_${newId().slice(-8)}`
  await admin(inject('clusterUrl'), `CREATE DATABASE ${name}`)
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  const env = readEnv({ SUNLIT_DATA: join(home, 'elsewhere') })
  try {
    expect((await restoreIntoDatabase(await target(), url.href, env)).report[0]).toContain('共 300 条')
    expect(existsSync(join(env.data, 'keys', 'log.key'))).toBe(true)
    const again = readEnv({ SUNLIT_DATA: join(home, 'third') })
    await expect(restoreIntoDatabase(await target(), url.href, again)).rejects.toThrow('不是空的')
    await expect(restoreIntoDatabase(await target(), 'postgres://nobody@127.0.0.1:1/x', again)).rejects.toThrow(
      '连不上目标数据库',
    )
  } finally {
    await admin(inject('clusterUrl'), `DROP DATABASE ${name} WITH (FORCE)`)
  }
})

describe('a damaged backup is refused with the reason, before anything is written', () => {
  const bytes = () => Buffer.from(readFileSync(file))
  const at = (text: string) => bytes().indexOf(text)
  const changed = (change: (all: Buffer) => Buffer): string => {
    const damaged = join(home, 'damaged.tar')
    writeFileSync(damaged, change(bytes()))
    return damaged
  }
  const flip = (all: Buffer, position: number) => {
    all[position]! ^= 1
    return all
  }

  test.each([
    [
      'a byte of a table',
      () => changed((all) => flip(all, at('tables/regions/') + 512 + 40)),
      /“tables\/regions\/000001.copy.gz”(解不开|的内容和清单不符)/,
    ],
    [
      'a byte of a file',
      () => changed((all) => flip(all, at('files/public/') + 512)),
      /“files\/public\/.*的内容和清单不符/,
    ],
    ['a byte of a header', () => changed((all) => flip(all, at('tables/settings/') + 3)), /有一段损坏/],
    [
      'a figure of the manifest',
      () =>
        changed((all) => {
          all.write('9', all.indexOf('"createdAt": "') + '"createdAt": "202'.length)
          return all
        }),
      /口令不对，或者清单、密钥被改动/,
    ],
    ['the end is missing', () => changed((all) => all.subarray(0, Math.floor(all.length * 0.7))), /不完整/],
    ['something else altogether', () => changed(() => Buffer.from('这不是备份'.repeat(200))), /有一段损坏/],
  ])('%s', async (_what, damaged, why) => {
    await expect(checkBackup(damaged(), passphrase, quiet)).rejects.toThrow(why)
  })

  test('any one part that was taken out is named: a table’s, a file, the manifest, the keys', async () => {
    const all = bytes()
    const parts: { path: string; from: number; to: number }[] = []
    let from = 0
    for await (const { path, bytes: part } of tarEntries(file)) {
      const to = from + 512 + Math.ceil(part.length / 512) * 512
      parts.push({ path, from, to })
      from = to
    }
    const kinds = new Map(parts.map((part) => [part.path.replace(/[^/]+$/, ''), part]))
    const taken = [...[...kinds.values()].filter((_, i) => i % 12 === 0), ...parts.slice(-5)]
    expect(taken.map((part) => part.path)).toEqual(expect.arrayContaining(['manifest.json', 'keys.json']))
    for (const { path, from: start, to } of taken)
      await expect(
        checkBackup(
          changed(() => Buffer.concat([all.subarray(0, start), all.subarray(to)])),
          passphrase,
          quiet,
        ),
        path,
      ).rejects.toThrow(`缺少“${path}”`)
  })

  test('a wrong passphrase, a missing file', async () => {
    await expect(checkBackup(file, '一个完全不对的很长的口令', quiet)).rejects.toThrow('口令不对')
    await expect(checkBackup(join(home, 'none.tar'), passphrase, quiet)).rejects.toThrow('找不到文件')
  })

  test('one of a newer program, or of other migrations', () => {
    expect(() =>
      refuseForeign({
        ...manifest,
        migrations: [...manifest.migrations, { name: '9999_future', sha256: 'a'.repeat(64) }],
      }),
    ).toThrow('请先升级程序')
    expect(() =>
      refuseForeign({
        ...manifest,
        migrations: manifest.migrations.map((m, i) => (i === 0 ? { ...m, sha256: 'b'.repeat(64) } : m)),
      }),
    ).toThrow('0001_platform')
  })

  test('what cannot be finished leaves nothing behind', async () => {
    const whole = await target()
    const folder = join(home, 'unfinished')
    const wrong = {
      ...whole,
      manifest: {
        ...whole.manifest,
        tables: whole.manifest.tables.map((t) => (t.name === 'regions' ? { ...t, rows: t.rows + 1 } : t)),
      },
    }
    await expect(restoreIntoFolder(wrong, folder)).rejects.toThrow('regions')
    expect(readdirSync(home).filter((name) => name.startsWith('unfinished'))).toEqual([])
    const disk: BackupInput = {
      ...input,
      files: {
        list: async () => ['files/public/00/x'],
        read: async () => {
          throw new Error('disk')
        },
      },
    }
    await expect(makeBackup(join(home, 'broken.tar'), disk)).rejects.toThrow('disk')
    const elsewhere: BackupInput = {
      ...input,
      files: { list: async () => [], read: async () => undefined },
      // Whatever has rows here.
      naming: [{ table: 'regions', query: `SELECT 'files/original/00/' || id AS path FROM regions` }],
    }
    await expect(
      makeBackup(join(home, 'broken.tar'), elsewhere),
      'a bucket that is not the right one looks empty',
    ).rejects.toThrow(/数据库里记着 \d+ 个附件.*一个也没有/)
    expect(readdirSync(home).filter((name) => name.startsWith('broken'))).toEqual([])
  })
})

test('keys open only with their passphrase and their manifest', () => {
  const sealed = sealKeys({ a: 1 }, passphrase, Buffer.from('m'))
  expect(openKeys(sealed, passphrase, Buffer.from('m'))).toEqual({ a: 1 })
  expect(openKeys(sealed, passphrase, Buffer.from('n'))).toBeUndefined()
  expect(openKeys(sealed, `${passphrase}。`, Buffer.from('m'))).toBeUndefined()
})

test('the backup role reads every table and writes none', async () => {
  const tables = await rows(
    w.t.owner,
    sql<{
      name: string
      reads: boolean
      writes: boolean
    }>`
      SELECT relname AS name, has_table_privilege(${w.t.names.backup}, oid, 'SELECT') AS reads,
        has_table_privilege(${w.t.names.backup}, oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AS writes
      FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  )
  expect(tables.filter((t) => !t.reads || t.writes).map((t) => t.name)).toEqual([])
})

test('tables are filled in the order of their references; a circle is an error of ours', () => {
  const t = (name: string) => ({ name, columns: [] })
  expect(
    sorted(
      [t('a'), t('b'), t('c')],
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
      ],
    ).map((x) => x.name),
  ).toEqual(['c', 'b', 'a'])
  expect(() =>
    sorted(
      [t('a'), t('b')],
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
      ],
    ),
  ).toThrow('circle')
})

test('a disk that fills up while the backup is written: the writer says so and does not wait for ever', async () => {
  let room = 2_000
  const full = new Writable({
    write(chunk: Buffer, _, done) {
      room -= chunk.length
      done(room < 0 ? Object.assign(new Error('no space left'), { code: 'ENOSPC' }) : null)
    },
  })
  full.on('error', () => undefined)
  const tar = tarWriter(full, new Date())
  await tar.add('first', new Uint8Array(100))
  await expect(tar.add('second', new Uint8Array(3_000))).rejects.toMatchObject({ code: 'ENOSPC' })
  await expect(tar.add('third', new Uint8Array(10))).rejects.toMatchObject({ code: 'ENOSPC' })
})
