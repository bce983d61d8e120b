/**
 * What a production server must have before it opens, looked at all at once: whoever installs it reads one list with what to do, and
 * nothing has been written yet.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { dayOf } from '../platform/clock.ts'
import { openClient } from '../platform/db.ts'
import { freeMb } from '../platform/disk.ts'
import type { Env } from '../platform/env.ts'
import { StartError } from '../platform/errors.ts'
import { root } from '../platform/root.ts'
import { probeBucket } from '../kernel/files/probeBucket.ts'
import { checkPack } from '../kernel/pack/county/check.ts'
import { packedSettings } from '../kernel/pack/county/settings.part.ts'
import { rooms } from './rooms.ts'

export type Found = { say: string; remedy: string }

/** Does nothing where the server is not for production. @throws StartError with everything that is to be mended. */
export async function preflight(env: Env, needsMb: number, now: Date): Promise<void> {
  if (!env.production) return
  const found = await lookedAt(env, needsMb, now)
  if (found.length === 0) return
  const [one] = found
  if (found.length === 1) throw new StartError(one!.say, one!.remedy)
  throw new StartError(
    `有 ${found.length} 处要先改好：\n${found.map((f, i) => `${i + 1}. ${f.say}${f.remedy}`).join('\n')}`,
    '请逐条改好，再启动。现在什么都还没有写入。',
  )
}

/** Everything that stands in the way, in the order in which somebody sets it. */
export async function lookedAt(env: Env, needsMb: number, now: Date): Promise<Found[]> {
  const { known, found } = await database(env, now)
  return [
    ...address(env),
    ...(known ? [] : await county(env, now)),
    ...secrets(env),
    ...found,
    ...(env.s3 ? await probeBucket(env.s3, now) : []),
    ...clock(now),
    ...disk(env, needsMb),
  ]
}

const address = ({ baseUrl }: Env): Found[] =>
  baseUrl === undefined
    ? [
        {
          say: '没有设 BASE_URL：二维码、短信和订阅里的网址会是错的。',
          remedy: '请设为村民打开的网址，如 https://cunwu.example.cn。',
        },
      ]
    : []

/** Only before the county is loaded: afterwards the database says what it is. */
async function county(env: Env, now: Date): Promise<Found[]> {
  const usual = env.county === '' || env.county === 'counties/demo'
  if (usual)
    return [
      {
        say: '没有设 SUNLIT_COUNTY：不知道是哪个县。',
        remedy: '请先用 npm run county -- new 生成本县的资料，再设为它的文件夹。',
      },
    ]
  const folder = resolve(root, env.county)
  if (!existsSync(folder))
    return [{ say: `没有找到县包 ${env.county}。`, remedy: '请核对 SUNLIT_COUNTY，从程序的文件夹算起。' }]
  const { pack, faults, placeholders } = await checkPack(folder, rooms)
  const check = `请运行 npm run county -- check ${env.county}，照它列的改好。`
  const found: Found[] = []
  const [first] = faults
  if (first)
    found.push({
      say: `县包 ${env.county} 有 ${faults.length} 处错误，第一处：${first.file} 第 ${first.line} 行：${first.say}`,
      remedy: check,
    })
  if (placeholders.length > 0)
    found.push({
      say: `县包 ${env.county} 有 ${placeholders.length} 处还是样本里的字，第一处：${placeholders[0]!.say}`,
      remedy: check,
    })
  const settings = pack.of(packedSettings).county
  if (settings?.fictional) found.push({ say: '这是虚构的演示县，正式环境不能装。', remedy: '请用本县的资料。' })
  if (settings && settings.goLive < dayOf(now))
    found.push({
      say: `县包里的上线日期 ${settings.goLive} 已经过去，以前各期一上线就都算逾期。`,
      remedy: '请在 county.json 里把 goLive 改成今天或以后的一天。',
    })
  return found
}

function secrets({ secret, role }: Env): Found[] {
  if (secret === undefined)
    return role === 'all'
      ? []
      : [
          {
            say: '多进程运行时要用环境变量给出 SUNLIT_SECRET。',
            remedy: '请生成一个至少 32 个字符的随机值，各进程用同一个。',
          },
        ]
  return new Set(secret).size < 10
    ? [
        {
          say: 'SUNLIT_SECRET 太好猜：只有几个不同的字符。',
          remedy: '请换成随机的，例如 openssl rand -base64 32 给出的。',
        },
      ]
    : []
}

/** The operator's own database through each of the addresses that are given; whether it holds a county already. */
async function database(env: Env, now: Date): Promise<{ known: boolean; found: Found[] }> {
  // The one that comes along is not running yet; its folder says whether it has been here.
  if (env.databaseUrl === undefined) return { known: existsSync(join(env.data, 'keys')), found: [] }
  const found: Found[] = []
  let known = false
  for (const [name, url] of addressesOf(env)) {
    const reached = await reach(name, url, now)
    found.push(...reached.found)
    if (name === 'DATABASE_URL') {
      known = reached.known
      if (reached.superuser === false && !reached.createRole && !(env.databaseAppUrl && env.databasePublicUrl))
        found.push({
          say: 'DATABASE_URL 的用户没有 CREATEROLE 权限，建不了 app、web_public、web_resident 这些角色。',
          remedy:
            '请给它 CREATEROLE，或者自己建好角色，用 DATABASE_APP_URL、DATABASE_PUBLIC_URL、DATABASE_RESIDENT_URL 给出连接。',
        })
    }
  }
  return { known, found }
}

const addressesOf = (env: Env): [name: string, url: string][] =>
  (
    [
      ['DATABASE_URL', env.databaseUrl],
      ['DATABASE_APP_URL', env.databaseAppUrl],
      ['DATABASE_PUBLIC_URL', env.databasePublicUrl],
      ['DATABASE_RESIDENT_URL', env.databaseResidentUrl],
      ['DATABASE_READ_URL', env.databaseReadUrl],
    ] as const
  ).flatMap(([name, url]) => (url === undefined ? [] : [[name, url]]))

type Reached = { known: boolean; createRole: boolean; superuser: boolean | undefined; found: Found[] }

async function reach(name: string, url: string, now: Date): Promise<Reached> {
  const nothing = { known: false, createRole: false, superuser: undefined }
  const client = await openClient(url).catch((error: Error & { code?: string }) => error)
  if (client instanceof Error)
    return {
      ...nothing,
      found: [
        {
          say: `连不上 ${name} 指的数据库（${(client as { code?: string }).code ?? client.message}）。`,
          remedy: '请核对地址、端口、库名、用户和密码，并确认数据库已启动。',
        },
      ],
    }
  try {
    const { rows } = await client.query<{
      version: string
      createRole: boolean
      superuser: boolean
      at: Date
      known: boolean
      creates: boolean
    }>(`
      SELECT current_setting('server_version_num') AS version, r.rolcreaterole AS "createRole", r.rolsuper AS superuser,
        now() AS at, to_regclass('public.settings') IS NOT NULL AS known,
        has_database_privilege(current_database(), 'CREATE') AS creates
      FROM pg_roles r
      WHERE r.rolname = current_user`)
    const { version, createRole, superuser, at, known, creates } = rows[0]!
    const found: Found[] = []
    if (Number(version) < 150_000)
      found.push({ say: `${name} 指的数据库版本太旧。`, remedy: '需要 PostgreSQL 15 以上。' })
    if (Math.abs(at.getTime() - now.getTime()) > 60_000)
      found.push({
        say: `数据库的时钟和这台机器差 ${Math.round(Math.abs(at.getTime() - now.getTime()) / 1_000)} 秒，时限会算错。`,
        remedy: '请在两边打开时间同步（NTP）。',
      })
    if (name === 'DATABASE_URL' && !creates && !superuser)
      found.push({ say: 'DATABASE_URL 的用户不能在这个库里建表。', remedy: '请让它做这个库的所有者。' })
    return { known, createRole, superuser, found }
  } finally {
    await client.end()
  }
}

/** Built this year or later: a machine whose battery is empty wakes in 1970. */
const clock = (now: Date): Found[] =>
  now.getUTCFullYear() < 2026
    ? [{ say: `这台机器的日期是 ${dayOf(now)}，不对。`, remedy: '请校准时间，打开时间同步（NTP）。' }]
    : []

function disk({ data }: Env, needsMb: number): Found[] {
  const free = freeMb(data)
  return free < needsMb
    ? [
        {
          say: `磁盘空间不够：${data} 所在的盘只剩 ${free} MB，至少要有 ${needsMb} MB。`,
          remedy: '请清理磁盘，或用 SUNLIT_DATA 换到别的盘。',
        },
      ]
    : []
}
