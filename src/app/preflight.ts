/**
 * What a production server must have before it opens, looked at all at once: whoever installs it reads one list with
 * what to do, and nothing has been written yet. What the start itself asks for is asked here by the same functions.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf } from '../platform/clock.ts'
import { databaseOf, needRoles, ownNames, refuseForeignRoles } from '../platform/roles.ts'
import { needSpace, needWritable } from '../platform/disk.ts'
import { SettingsError, type Env, type WrongSetting } from '../platform/env.ts'
import { StartError } from '../platform/errors.ts'
import { needBucket } from '../kernel/files/needBucket.ts'
import { isPlaceholderHost, isPlaceholderKey } from '../kernel/pack/placeholder.ts'
import { packedSettings } from '../kernel/pack/county/settings.part.ts'
import { channelsOf } from './channels.ts'
import { needSameOrigin } from './logOrigin.ts'
import { givenRoles, reach, rolesRemedy } from './database.ts'
import { checkedCounty, refuseFaults, refuseLate } from './first.ts'

/**
 * Looks at nothing but the settings where the server is not for production. `wrong`: settings that `env` does without.
 * @throws StartError with everything that is to be mended.
 */
export async function preflight(
  env: Env,
  needsMb: number,
  now: Date,
  wrong: readonly WrongSetting[] = [],
): Promise<void> {
  if (!env.production) {
    if (wrong.length > 0) throw new SettingsError(wrong.map((w) => w.say).join('\n'))
    return
  }
  const found = await lookedAt(env, needsMb, now, wrong)
  if (found.length === 1) throw found[0]!
  if (found.length > 1)
    throw new StartError(
      `有 ${found.length} 处要先改好：\n${found.map((f, i) => `${i + 1}. ${f.message}${f.wayOut}`).join('\n')}`,
      '请逐条改好，再启动。现在什么都还没有写入。',
    )
}

/** Everything that stands in the way, in the order in which somebody sets it. */
export async function lookedAt(
  env: Env,
  needsMb: number,
  now: Date,
  wrong: readonly WrongSetting[] = [],
): Promise<StartError[]> {
  const isWrong = (name: string) => wrong.some((w) => w.names.includes(name))
  const { known, found } = await lookAtDatabase(env, now)
  return [
    ...wrong.map((w) => new StartError(endsWell(w.say), '说明见 docs/operate/settings.md。')),
    ...(isWrong('BASE_URL') ? [] : await toldBy(() => needAddress(env))),
    ...(await toldBy(() => needFilled(env))),
    ...(isWrong('BASE_URL') ? [] : await toldBy(() => needSameOrigin(env))),
    ...(known ? [] : await lookAtCounty(env, now).catch(asFound)),
    ...(isWrong('SUNLIT_SECRET') ? [] : await toldBy(() => needSecret(env))),
    ...found,
    ...(await toldBy(() => env.s3 && needBucket(env.s3, now))),
    ...(await toldBy(() => channelsOf(env))),
    ...(await toldBy(() => needClock(now))),
    ...(await toldBy(() => needWritable(env.data))),
    ...(await toldBy(() => needSpace(env.data, needsMb))),
  ]
}

const endsWell = (text: string) => (text.endsWith('。') ? text : `${text}。`)

/** What a check refuses; nothing where it passes. */
const toldBy = (check: () => unknown): Promise<StartError[]> => (async () => check())().then(() => [], asFound)

function asFound(error: unknown): StartError[] {
  if (error instanceof StartError) return [error]
  throw error
}

function needAddress({ baseUrl }: Env): void {
  if (baseUrl === undefined)
    throw new StartError(
      '没有设 BASE_URL：二维码、短信和订阅里的网址会是错的。',
      '请设为村民打开的网址，如 https://cunwu.example.cn。',
    )
}

/** What was copied from a manual and not replaced. */
function needFilled({ baseUrl, secret, s3, sms, mail }: Env): void {
  const hosts = { BASE_URL: baseUrl, S3_ENDPOINT: s3?.endpoint, SMS_URL: sms.url, SMTP_URL: mail.url }
  const keys = {
    SUNLIT_SECRET: secret,
    S3_BUCKET: s3?.bucket,
    S3_ACCESS_KEY_ID: s3?.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3?.secretAccessKey,
    SMS_KEY_ID: sms.keyId,
    SMS_KEY_SECRET: sms.keySecret,
    SMS_SIGN: sms.sign,
  }
  const open = [
    ...Object.entries(hosts).filter(([, url]) => url && isPlaceholderHost(URL.parse(url)?.hostname ?? url)),
    ...Object.entries(keys).filter(([, key]) => key && isPlaceholderKey(key)),
  ].map(([name]) => name)
  if (open.length > 0) throw new StartError(`${open.join('、')} 还是说明里举例的、占位的字。`, '请换成本县自己的。')
}

/** Only before the county is loaded: afterwards the database says what it is. */
async function lookAtCounty(env: Env, now: Date): Promise<StartError[]> {
  if (env.county === '' || env.county === 'counties/demo')
    return [
      new StartError(
        '没有设 SUNLIT_COUNTY，或者设的还是演示县 counties/demo：不知道是哪个县。',
        '请先用 npm run county -- new 生成本县的资料，再设为它的文件夹。',
      ),
    ]
  const { pack, faults, unfilled } = await checkedCounty(env)
  const { county } = pack.of(packedSettings)
  return [
    ...(await toldBy(() => refuseFaults(env, '错误', faults))),
    ...(await toldBy(() => refuseFaults(env, '占位的字没有换', unfilled))),
    ...(county?.fictional ? [new StartError('这是虚构的演示县，正式环境不能装。', '请用本县的资料。')] : []),
    ...(await toldBy(() => refuseLate(env, pack, now))),
  ]
}

function needSecret({ secret, role }: Env): void {
  if (secret === undefined && role !== 'all')
    throw new StartError(
      '多进程运行时要用环境变量给出 SUNLIT_SECRET。',
      '请生成一个至少 32 个字符的随机值，各进程用同一个。',
    )
  if (secret !== undefined && new Set(secret).size < 10)
    throw new StartError(
      'SUNLIT_SECRET 太好猜：只有几个不同的字符。',
      '请换成随机的，例如 openssl rand -base64 32 给出的。',
    )
}

/** The operator's own database through each of the addresses that are given; whether it holds a county already. */
async function lookAtDatabase(env: Env, now: Date): Promise<{ known: boolean; found: StartError[] }> {
  // The one that comes along is not running yet; its folder says whether it has been here.
  if (env.databaseUrl === undefined) return { known: existsSync(join(env.data, 'keys')), found: [] }
  let known = false
  const found = await toldBy(async () => {
    known = await needOwner(env, now)
  })
  const others = {
    DATABASE_APP_URL: env.databaseAppUrl,
    DATABASE_PUBLIC_URL: env.databasePublicUrl,
    DATABASE_RESIDENT_URL: env.databaseResidentUrl,
    DATABASE_READ_URL: env.databaseReadUrl,
  }
  for (const [setting, url] of Object.entries(others))
    if (url !== undefined) found.push(...(await toldBy(async () => (await reach(setting, url)).end())))
  return { known, found }
}

/** Whoever makes the tables. Returns whether a county is there already. */
async function needOwner(env: Env, now: Date): Promise<boolean> {
  const client = await reach('DATABASE_URL', env.databaseUrl!)
  try {
    const { rows } = await client.query<{ roles: boolean; tables: boolean; at: Date; known: boolean }>(`
      SELECT r.rolsuper OR r.rolcreaterole AS roles,
        r.rolsuper OR has_database_privilege(current_database(), 'CREATE') AS tables,
        now() AS at, to_regclass('public.settings') IS NOT NULL AS known
      FROM pg_roles r
      WHERE r.rolname = current_user`)
    const { roles, tables, at, known } = rows[0]!
    const apart = Math.round(Math.abs(at.getTime() - now.getTime()) / 1_000)
    if (apart > 60)
      throw new StartError(`数据库的时钟和这台机器差 ${apart} 秒，时限会算错。`, '请在两边打开时间同步（NTP）。')
    const given = givenRoles(env)
    if (!roles && !given)
      throw new StartError('DATABASE_URL 的用户没有 CREATEROLE 权限，建不了要用的角色。', rolesRemedy)
    if (given) await needRoles(client, given)
    else await refuseForeignRoles(client, ownNames(await databaseOf(client)))
    if (!tables) throw new StartError('DATABASE_URL 的用户不能在这个库里建表。', '请让它做这个库的所有者。')
    return known
  } finally {
    await client.end()
  }
}

/** A machine whose battery is empty wakes in 1970. */
function needClock(now: Date): void {
  if (now.getUTCFullYear() < 2026)
    throw new StartError(`这台机器的日期是 ${dayOf(now)}，不对。`, '请校准时间，打开时间同步（NTP）。')
}
