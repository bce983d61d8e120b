/** What a production server is refused for: everything at once, each with what to do, before anything is written. */
import { createServer } from 'node:http'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { filledInPack } from '../../test/countyPack.ts'
import { testDb, type TestDb } from '../../test/db.ts'
import { readEnv, readLoosely } from '../platform/env.ts'
import { lookedAt, preflight } from './preflight.ts'
import { start } from './start.ts'

const folders: string[] = []
const folder = (made = mkdtempSync(join(tmpdir(), 'sunlit-pre-'))) => {
  folders.push(made)
  return made
}
let t: TestDb
beforeAll(async () => {
  t = await testDb()
})
afterAll(async () => {
  await t.close()
  for (const f of folders) rmSync(f, { recursive: true, force: true })
})

const good = () => ({
  NODE_ENV: 'production',
  SUNLIT_DATA: folder(),
  BASE_URL: 'https://cunwu.qinghe.gov.cn',
  SUNLIT_COUNTY: folder(filledInPack()),
})
const found = async (more: Record<string, string> = {}, now = new Date(), needsMb = 1) =>
  (await lookedAt(readEnv({ ...good(), ...more }), needsMb, now)).map((f) => f.message + f.wayOut)

test('with everything in order nothing is in the way', async () => expect(await found()).toEqual([]))

test.each<[what: string, more: () => Record<string, string>, say: RegExp]>([
  ['no address', () => ({ BASE_URL: '' }), /BASE_URL/],
  ['the address of the manual', () => ({ BASE_URL: 'https://cunwu.example.cn' }), /BASE_URL 还是说明里举例的/],
  [
    'keys that nobody has replaced',
    () => ({ SUNLIT_SECRET: 'change-me-change-me-change-me-0123456789', SMS_SIGN: '请填签名' }),
    /SUNLIT_SECRET、SMS_SIGN 还是说明里举例的/,
  ],
  [
    'a county whose lists still stand for another',
    () => {
      const county = folder(filledInPack())
      const file = join(county, 'regions.csv')
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('河西村', '（村名）'))
      return { SUNLIT_COUNTY: county }
    },
    /占位的字没有换.*regions\.csv 第 4 行.*（村名）/,
  ],
  ['no county', () => ({ SUNLIT_COUNTY: '' }), /SUNLIT_COUNTY/],
  ['a mistyped county', () => ({ SUNLIT_COUNTY: 'counties/moi' }), /没有找到县包 counties\/moi/],
  ['the demo county', () => ({ SUNLIT_COUNTY: 'counties/demo/' }), /演示县/],
  ['a sample', () => ({ SUNLIT_COUNTY: 'counties/yanshan-4-29' }), /占位的字没有换.*county -- check/],
  [
    'a day to go live that is past',
    () => ({ SUNLIT_COUNTY: folder(filledInPack('2026-01-01')) }),
    /2026-01-01 已经过去，一装入就有 [1-9]\d* 项逾期.*SUNLIT_PAST_GO_LIVE=2026-01-01/,
  ],
  ['a carrier of messages without its keys', () => ({ SMS_DRIVER: 'aliyun' }), /短信的设置不全：缺 SMS_KEY_ID/],
  ['a secret that is easily guessed', () => ({ SUNLIT_SECRET: 'a'.repeat(40) }), /SUNLIT_SECRET 太好猜/],
  [
    'a database that is not there',
    () => ({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', SUNLIT_SECRET: 'a secret of this test, long enough' }),
    /连不上 DATABASE_URL.*ECONNREFUSED/,
  ],
  [
    'one of its roles',
    () => ({
      DATABASE_URL: inject('clusterUrl'),
      DATABASE_APP_URL: 'postgres://nobody@127.0.0.1:1/none',
      DATABASE_PUBLIC_URL: t.urls.public,
      DATABASE_RESIDENT_URL: t.urls.resident,
      SUNLIT_SECRET: 'a secret of this test, long enough',
    }),
    /连不上 DATABASE_APP_URL/,
  ],
  [
    'a role of the operator’s that is not there',
    () => ({
      DATABASE_URL: inject('clusterUrl'),
      DATABASE_APP_URL: 'postgres://not_made@127.0.0.1:1/none',
      DATABASE_PUBLIC_URL: t.urls.public,
      DATABASE_RESIDENT_URL: t.urls.resident,
      SUNLIT_SECRET: 'a secret of this test, long enough',
    }),
    /没有角色 not_made/,
  ],
  [
    'an owner who may make no roles',
    () => ({ DATABASE_URL: t.urls.public, SUNLIT_SECRET: 'a secret of this test, long enough' }),
    /CREATEROLE/,
  ],
])('%s', async (_, more, say) => {
  const all = await found(more())
  expect(all.join('\n')).toMatch(say)
})

test('a day to go live that is past is taken where it is named, and asked about also where nothing is late by it', async () => {
  const county = folder(filledInPack('2026-01-01'))
  expect(await found({ SUNLIT_COUNTY: county, SUNLIT_PAST_GO_LIVE: '2026-01-01' })).toEqual([])
  expect((await found({ SUNLIT_COUNTY: county, SUNLIT_PAST_GO_LIVE: '2026-01-02' })).length).toBe(1)
  const text = readFileSync(join(county, 'county.json'), 'utf8')
  writeFileSync(join(county, 'county.json'), text.replace(/"graceDays": \d+/, '"graceDays": 366'))
  expect(await found({ SUNLIT_COUNTY: county }, new Date('2026-11-01'))).toEqual([
    expect.stringMatching(/2026-01-01 已经过去，一装入就有 0 项逾期.*SUNLIT_PAST_GO_LIVE=2026-01-01/s),
  ])
  expect(await found({ SUNLIT_COUNTY: county, SUNLIT_PAST_GO_LIVE: '2026-01-01' }, new Date('2026-11-01'))).toEqual([])
  // A server for trying is asked as well.
  const env = readEnv({
    SUNLIT_DATA: folder(),
    SUNLIT_DEMO: 'none',
    PORT: '0',
    SUNLIT_COUNTY: folder(filledInPack('2026-01-01')),
  })
  await expect(start(env, () => undefined)).rejects.toThrow(/项逾期/)
})

test('settings that cannot be read stand in the same list as everything else, each once', async () => {
  const { env, wrong } = readLoosely({
    ...good(),
    BASE_URL: 'cunwu.qinghe.gov.cn/',
    PORT: '99999',
    SUNLIT_SECRET: 'short',
    S3_BUCKET: 'papers',
    SUNLIT_COUNTY: 'counties/moi',
    SMS_DRIVER: 'aliyun',
  })
  const error = await preflight(env, 1, new Date(), wrong).then(
    () => undefined,
    (e: Error) => e,
  )
  const lines = error!.message.split('\n').slice(1)
  const about = ['PORT', 'BASE_URL', 'SUNLIT_SECRET', 'S3_ENDPOINT', '县包', '短信']
  expect(about.map((what) => lines.filter((line) => line.includes(what)).length)).toEqual(about.map(() => 1))
  expect(lines).toHaveLength(6)
  const trying = preflight({ ...env, production: false }, 1, new Date(), wrong)
  await expect(trying).rejects.toThrow(/环境变量 PORT 不对/)
})

test.each([
  ['of a data folder', {}],
  ['of a folder that was tried without an address', { known: 'localhost/sunlit-log' }],
] as const)('an address that comes later and is another is asked about: %s', async (_, how) => {
  const known = 'known' in how ? how.known : 'alt.qinghe.gov.cn/sunlit-log'
  const data = folder()
  mkdirSync(join(data, 'keys'))
  writeFileSync(join(data, 'keys/log.origin'), `${known}\n`)
  const all = await found({ SUNLIT_DATA: data })
  expect(all).toEqual([expect.stringContaining(`SUNLIT_LOG_ORIGIN=${known}`)])
  expect(await found({ SUNLIT_DATA: data, SUNLIT_LOG_ORIGIN: known })).toEqual([])
  expect((await found({ SUNLIT_DATA: data, SUNLIT_LOG_ORIGIN: 'neu.cn/log' })).join()).toContain('定了不能改')
  writeFileSync(join(data, 'keys/log.origin'), 'cunwu.qinghe.gov.cn/sunlit-log\n')
  expect(await found({ SUNLIT_DATA: data })).toEqual([])
})

test('a clock that is wrong, a disk that is full', async () => {
  expect((await found({}, new Date('1970-01-02'))).join()).toMatch(/日期是 1970-01-02/)
  expect((await found({}, new Date(), 1e12)).join()).toMatch(/磁盘空间不够/)
  const late = new Date(Date.now() + 3_600_000)
  const more = { DATABASE_URL: inject('clusterUrl'), SUNLIT_SECRET: 'a secret of this test, long enough' }
  expect((await found(more, late)).join()).toMatch(/数据库的时钟和这台机器差 3\d{3} 秒/)
})

test.each([
  [404, 'NoSuchBucket', /没有叫 papers 的桶/],
  [403, 'SignatureDoesNotMatch', /密钥不对/],
  [403, 'InvalidAccessKeyId', /没有这个账号/],
  [403, 'RequestTimeTooSkewed', /时钟/],
  [403, 'AccessDenied', /读写权限/],
  [507, 'QuotaExceeded', /507 QuotaExceeded/],
])('a store of files that answers %i %s', async (status, code, say) => {
  const store = createServer((_, answer) =>
    answer.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`),
  )
  await new Promise<void>((listening) => store.listen(0, '127.0.0.1', listening))
  const all = await found({
    S3_ENDPOINT: `http://127.0.0.1:${(store.address() as AddressInfo).port}`,
    S3_BUCKET: 'papers',
    S3_ACCESS_KEY_ID: 'a',
    S3_SECRET_ACCESS_KEY: 'b',
  })
  store.close()
  expect(all).toEqual([expect.stringMatching(say)])
})

test('all of it stands in one list, and nothing was written', async () => {
  const data = folder()
  const county = folder(filledInPack('2026-01-01'))
  writeFileSync(join(county, 'person.csv'), '姓名\n')
  const env = readEnv({
    NODE_ENV: 'production',
    SUNLIT_DATA: data,
    SUNLIT_COUNTY: county,
    SUNLIT_SECRET: 'b'.repeat(32),
  })
  const error = await start(env, () => undefined).then(
    () => undefined,
    (e: Error) => e,
  )
  expect(error?.message).toMatch(
    /有 4 处要先改好：\n1\. 没有设 BASE_URL.*\n2\. 县包.*person\.csv.*\n3\. .*已经过去.*\n4\. SUNLIT_SECRET/,
  )
  expect(existsSync(join(data, 'keys'))).toBe(false)
})

test('a server for trying is not asked', async () => {
  await preflight(readEnv({ SUNLIT_DATA: folder() }), 1e12, new Date('1970-01-02'))
})
