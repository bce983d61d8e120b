/**
 * OpenStack Swift with its S3 door on loopback: one folder, one replica. A store that checks signatures and hashes,
 * unlike small imitations.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { freePort } from '../src/platform/postgres.ts'

export type Swift = { endpoint: string; accessKeyId: string; secretAccessKey: string; stop(): Promise<void> }

/**
 * Below it a bucket is called by its own name (county.store.example): nobody's domain (RFC 2606), the test says where
 * it lies.
 */
export const storageDomain = 'store.example'

const kinds = ['account', 'container', 'object'] as const

export const swiftInstalled = (): boolean =>
  [...kinds, 'proxy'].every((k) => spawnSync('which', [`swift-${k}-server`]).status === 0) &&
  ['swift-ring-builder', 'memcached'].every((name) => spawnSync('which', [name]).status === 0)

/**
 * Starts it with an account of its own; `makeBucket` has to be called before files are put. Throws with its own words
 * if it ends.
 */
export async function startSwift(): Promise<Swift> {
  const dir = mkdtempSync(join(tmpdir(), 'sunlit-swift-'))
  mkdirSync(join(dir, 'node/disk'), { recursive: true })
  const port = await freePort()
  writeFileSync(
    join(dir, 'swift.conf'),
    '[swift-hash]\nswift_hash_path_suffix = sunlit\n[storage-policy:0]\nname = one\ndefault = yes\n',
  )
  const children: ChildProcess[] = []
  for (const kind of kinds) {
    const at = await freePort()
    makeRing(dir, kind, at)
    children.push(run(dir, kind, storage(dir, kind, at)))
  }
  const cache = await freePort()
  children.push(memory(cache), run(dir, 'proxy', proxy(dir, port, cache)))
  const endpoint = `http://127.0.0.1:${port}`
  const stop = async () => {
    await Promise.all(children.map(ended))
    rmSync(dir, { recursive: true, force: true })
  }
  while (!(await answers(endpoint)))
    if (children.some((c) => c.exitCode !== null)) {
      const said = readFileSync(join(dir, 'said'), 'utf8')
      await stop()
      throw new Error(`swift: ${said.slice(-2_000)}`)
    }
  return { endpoint, accessKeyId: 'county:sunlit', secretAccessKey: 'testing', stop }
}

export async function makeBucket(swift: Swift, bucket: string): Promise<void> {
  const made = await new AwsClient({ ...swift, region: 'us-east-1', service: 's3' }).fetch(
    `${swift.endpoint}/${bucket}`,
    {
      method: 'PUT',
    },
  )
  if (!made.ok) throw new Error(`bucket: ${made.status} ${await made.text()}`)
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const over = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await over
}

const answers = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/healthcheck`).then(
    (r) => r.ok,
    () => new Promise<false>((later) => setTimeout(() => later(false), 100)),
  )

function makeRing(dir: string, kind: string, port: number): void {
  for (const args of [['create', '4', '1', '0'], ['add', `r1z1-127.0.0.1:${port}/disk`, '1'], ['rebalance']]) {
    const done = spawnSync('swift-ring-builder', [join(dir, `${kind}.builder`), ...args], { encoding: 'utf8' })
    // 1 is a warning.
    if ((done.status ?? 2) > 1) throw new Error(`swift-ring-builder: ${done.stdout}${done.stderr}`)
  }
}

function run(dir: string, kind: string, settings: string): ChildProcess {
  const file = join(dir, `${kind}.conf`)
  writeFileSync(file, settings)
  const child = spawn('sh', ['-c', `exec swift-${kind}-server "$0" >>"$1" 2>&1`, file, join(dir, 'said')], {
    stdio: 'ignore',
  })
  return child
}

const common = (dir: string, port: number) =>
  `bind_ip = 127.0.0.1\nbind_port = ${port}\nworkers = 0\nuser = ${userInfo().username}\nswift_dir = ${dir}\nlog_address = ${join(dir, 'no-log')}\n`

const storage = (dir: string, kind: string, port: number): string => `[DEFAULT]
${common(dir, port)}devices = ${join(dir, 'node')}
mount_check = false
fallocate_reserve = 0
[pipeline:main]
pipeline = ${kind}-server
[app:${kind}-server]
use = egg:swift#${kind}
`

const memory = (port: number): ChildProcess =>
  spawn('memcached', ['-l', '127.0.0.1', '-p', String(port), '-U', '0', '-u', userInfo().username], { stdio: 'ignore' })

const proxy = (dir: string, port: number, cache: number): string => `[DEFAULT]
${common(dir, port)}[pipeline:main]
pipeline = catch_errors healthcheck cache s3api tempauth slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${cache}
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
storage_domain = ${storageDomain}
[filter:tempauth]
use = egg:swift#tempauth
user_county_sunlit = testing .admin
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
`
