/**
 * The only reader of process.env. Every setting, its default and its meaning: docs/operate/settings.md is written from
 * this list.
 */
import { resolve } from 'node:path'
import { z } from 'zod'
import { root } from './root.ts'

// Days and hours are those of Asia/Shanghai whatever the machine or a service's unit says: some of what we call reads
// the process's zone.
process.env['TZ'] = 'Asia/Shanghai'

const flag = z
  .enum(['', '0', '1', 'false', 'true'])
  .default('')
  .transform((v) => v === '1' || v === 'true')
/** How many proxies of the operator's stand before the server; "true" is one. */
const hops = z
  .string()
  .regex(/^(?:|false|true|[0-5])$/, '须是代理的层数，0 到 5')
  .default('0')
  .transform((v) => (v === 'true' ? 1 : Number(v) || 0))
const url = z
  .string()
  .regex(/^postgres(ql)?:\/\//, '须以 postgres:// 开头')
  .optional()

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('网站端口'),
  PROBE_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(3001)
    .describe('ROLE=worker 的进程只在这个端口听 /healthz、/readyz、/metrics'),
  HOST: z.string().default('127.0.0.1').describe('监听地址；要让别的机器访问，设为 0.0.0.0'),
  SUNLIT_DATA: z.string().default('data').describe('数据文件夹：数据库、附件、密钥'),
  DATABASE_URL: url.describe('自备 PostgreSQL 的所有者连接；不填则用随程序带来的 PostgreSQL'),
  DATABASE_APP_URL: url.describe('自备数据库不允许建角色时：应用角色的连接；三个连接要一起给，用三个不同的角色'),
  DATABASE_PUBLIC_URL: url.describe('自备数据库不允许建角色时：公众只读角色的连接'),
  DATABASE_RESIDENT_URL: url.describe('自备数据库不允许建角色时：登录村民只读角色的连接'),
  DATABASE_READ_URL: url.describe('只读副本，公众页面从这里读'),
  ROLE: z.enum(['all', 'web', 'worker']).default('all').describe('进程角色；web 与 worker 分开时须有 DATABASE_URL'),
  BASE_URL: z
    .string()
    .regex(/^https?:\/\/[^/]+$/, '须如 https://cunwu.example.cn，末尾不带斜杠')
    .optional()
    .describe('对外网址，用于二维码和订阅'),
  SUNLIT_SECRET: z
    .string()
    .min(32, '至少 32 个字符')
    .optional()
    .describe(
      '总密钥；不填则首次启动时生成在数据文件夹。有 DATABASE_URL 时，角色密码、附件密钥、存证私钥都由它得出，各台机器填同一个，以后不能改',
    ),
  SUNLIT_COUNTY: z.string().default('counties/demo').describe('首次启动时装入的县包；正式环境不装演示县，另给一个'),
  SUNLIT_PAST_GO_LIVE: z.iso
    .date('须写成 2026-01-31')
    .optional()
    .describe('首次启动时县包里的上线日期已经过去的，不启动；确实要从那天算起，这里写同一个日期'),
  SUNLIT_DEMO: z.enum(['full', 'small', 'none']).default('full').describe('演示数据的多少；正式环境只能是 none'),
  FILES_RESERVE_MB: z.coerce
    .number()
    .int()
    .min(0)
    .default(200)
    .describe('磁盘剩下不到多少兆时不再收文件，留给数据库；0 为不留'),
  PAGE_CACHE_MB: z.coerce.number().int().min(0).default(200).describe('每个进程在内存里留多少兆网页；0 为不留'),
  SUNLIT_LOG_ORIGIN: z
    .string()
    .regex(/^[^\s+]+$/, '不能有空格和加号，须如 cunwu.example.cn/sunlit-log')
    .optional()
    .describe(
      '公开存证日志的名称；首次启动时定下（不填就用 BASE_URL 的域名加 /sunlit-log），以后不变。后来换了域名的，这里写原来的名称，表示日志照旧',
    ),
  SUNLIT_LOG_KEY: z.string().optional().describe('公开存证私钥（PEM），多进程时由环境给出'),
  SMS_DRIVER: z
    .enum(['outbox', 'http', 'aliyun', 'tencent'])
    .default('outbox')
    .describe('短信从哪里发：outbox 不发出去，只记在发件箱；http 通用接口；aliyun 阿里云；tencent 腾讯云'),
  SMS_URL: z.url('须是网址').optional().describe('SMS_DRIVER=http 的接口网址'),
  SMS_KEY_ID: z.string().default('').describe('短信账号：阿里云 AccessKeyId，腾讯云 SecretId'),
  SMS_KEY_SECRET: z.string().default('').describe('短信密钥：阿里云、腾讯云的 Secret，http 接口的 Bearer 令牌'),
  SMS_SIGN: z.string().default('').describe('短信签名'),
  SMS_APP_ID: z.string().default('').describe('腾讯云短信的 SdkAppId'),
  SMS_REGION: z.string().default('ap-guangzhou').describe('腾讯云短信的地域'),
  SMS_TEMPLATES: z.string().default('').describe('短信模板编号，如 signInCode=SMS_1,reportAnswered=SMS_2'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, '须如 smtps://用户:密码@主机:465')
    .optional()
    .describe(
      '给单位发邮件用的 SMTP（smtp:// 自动用 STARTTLS，smtps:// 全程加密；没有加密就不发密码）；邮件服务器用自签证书时，用 Node 的 `NODE_EXTRA_CA_CERTS` 指明它的根证书；不填就只记在发件箱',
    ),
  MAIL_FROM: z.string().default('').describe('发件人地址'),
  SPEECH_URL: z
    .url('须是网址')
    .optional()
    .describe(
      '语音转文字服务的完整网址（OpenAI 兼容的 /v1/audio/transcriptions）；不填就只由人听写。录音会发给这个地址，请用县里自己的服务器',
    ),
  SPEECH_KEY: z.string().default('').describe('语音转文字服务的 Bearer 令牌，不要令牌就不填'),
  SPEECH_MODEL: z.string().default('whisper-1').describe('语音转文字用的模型名'),
  IDENTITY_URL: z
    .url('须是网址')
    .optional()
    .describe(
      '实名核对网关的完整网址（POST 姓名和身份证号，带 HMAC 签名）；不填就由工作人员当面核对。姓名和身份证号会发给这个地址，由申请人自己点',
    ),
  IDENTITY_KEY: z.string().default('').describe('实名核对网关的签名密钥'),
  IDENTITY_NAME: z.string().default('上级实名认证').describe('给申请人看的实名核对名称'),
  SUNLIT_KEYRING: z
    .string()
    .optional()
    .describe('加密存放用的密钥环，新的在前，用逗号隔开；多台机器共用时填，各台一样；不填就用数据文件夹里的 keys/ring'),
  SUNLIT_CLAMD: z
    .string()
    .regex(/^(tcp:\/\/[^/]+|unix:\/.+)$/, '须如 tcp://127.0.0.1:3310 或 unix:/run/clamav/clamd.ctl')
    .optional()
    .describe(
      '查毒：ClamAV 的 clamd 在哪里听，如 tcp://127.0.0.1:3310 或 unix:/run/clamav/clamd.ctl；clamd 的 StreamMaxLength 要不小于 40M；不填就不查毒',
    ),
  SUNLIT_CLAMD_REQUIRED: flag.describe('设为 1：clamd 没有回答时一律不收文件；不设则收下，并提醒办事人员这份没有查过'),
  SUNLIT_OCR: z
    .enum(['on', 'off'])
    .default('on')
    .describe('公开附件里的图片和扫描页，装了文字识别（npm run ocr）就由机器先读一遍；off：不读，一律请人看'),
  NODE_ENV: z.string().default('').describe('正式环境设为 production：拒绝演示账号和默认密钥'),
  TRUST_PROXY: hops.describe(
    '前面有几层反向代理：一层设为 1，两层（如 SLB 加 nginx）设为 2；来访地址从 X-Forwarded-For 的右边数到第几个',
  ),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('日志级别'),
  ACCESS_LOG: z
    .enum(['off', 'on', 'address'])
    .default('off')
    .describe(
      '访问日志：off 不记；on 每个请求一行，记方法、路径、状态、毫秒，路径里的编号和问号后面的不记；address 再加来访地址（IPv6 只记前 64 位）',
    ),
  S3_ENDPOINT: z
    .string()
    .regex(/^https?:\/\/[^/]+/, '须如 https://oss-cn-beijing.aliyuncs.com')
    .optional()
    .describe('附件放到 S3 时的地址'),
  S3_BUCKET: z.string().optional().describe('S3 桶'),
  S3_STYLE: z
    .enum(['path', 'virtual'])
    .default('path')
    .describe('S3 桶名写在哪里：path 在地址后面（自建的多是这样），virtual 在地址前面（阿里云、腾讯云、AWS）'),
  S3_REGION: z.string().default('us-east-1').describe('S3 区域'),
  S3_ACCESS_KEY_ID: z.string().optional().describe('S3 账号'),
  S3_SECRET_ACCESS_KEY: z.string().optional().describe('S3 密钥'),
})

export type Env = ReturnType<typeof envOf>

type Given = z.infer<typeof schema>
/** What is wrong with a setting or with several together. `names`: theirs, so that nothing else is told of them. */
export type WrongSetting = { names: readonly string[]; say: string }

/** Reads and checks the settings. Throws `SettingsError` with one line per wrong setting. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const { env, wrong } = readLoosely(source)
  if (wrong.length > 0) throw new SettingsError(wrong.map((w) => w.say).join('\n'))
  return env
}

/** The settings with what is wrong in them left out, so that whatever else is wrong can be looked at, too. */
export function readLoosely(source: Record<string, string | undefined> = process.env): {
  env: Env
  wrong: WrongSetting[]
} {
  const given = Object.fromEntries(Object.entries(source).filter(([, v]) => v !== undefined && v !== ''))
  const wrong = (schema.safeParse(given).error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0])
    return { names: [name], say: `环境变量 ${name} 不对：${issue.message}` }
  })
  const left = new Set(wrong.flatMap((w) => w.names))
  const e = schema.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !left.has(name))))
  const apart = misfits(e, given).filter((w) => !w.names.some((name) => left.has(name)))
  return { env: envOf(e, apart), wrong: [...wrong, ...apart] }
}

/** What does not go together. */
function misfits(e: Given, given: Readonly<Record<string, string | undefined>>): WrongSetting[] {
  const found: WrongSetting[] = []
  if ((e.S3_ENDPOINT === undefined) !== (e.S3_BUCKET === undefined))
    found.push({
      names: ['S3_ENDPOINT', 'S3_BUCKET'],
      say: 'S3_ENDPOINT 和 S3_BUCKET 要一起填：只填一个，附件会存到别的地方去。',
    })
  const roles = oneRole(e)
  if (roles) found.push({ names: ['DATABASE_URL', ...ownRoles], say: roles })
  if (e.ROLE !== 'all' && !e.DATABASE_URL)
    found.push({
      names: ['ROLE', 'DATABASE_URL'],
      say: `ROLE=${e.ROLE} 时须设 DATABASE_URL：随程序带来的数据库只供单进程使用。`,
    })
  if (e.NODE_ENV === 'production' && e.SUNLIT_DEMO !== 'none' && given['SUNLIT_DEMO'])
    found.push({
      names: ['SUNLIT_DEMO'],
      say: '正式环境（NODE_ENV=production）不能装演示数据，请去掉 SUNLIT_DEMO 或设为 none。',
    })
  return found
}

const ownRoles = ['DATABASE_APP_URL', 'DATABASE_PUBLIC_URL', 'DATABASE_RESIDENT_URL'] as const

function envOf(given: Given, apart: readonly WrongSetting[]) {
  const e = { ...given }
  // Of roles that do not go together none is tried.
  if (apart.some((w) => w.names.includes(ownRoles[0]))) for (const name of ownRoles) delete e[name]
  const production = e.NODE_ENV === 'production'
  return {
    port: e.ROLE === 'worker' ? e.PROBE_PORT : e.PORT,
    host: e.HOST,
    data: resolve(root, e.SUNLIT_DATA),
    role: e.ROLE,
    baseUrl: e.BASE_URL,
    secret: e.SUNLIT_SECRET,
    databaseUrl: e.DATABASE_URL,
    databaseAppUrl: e.DATABASE_APP_URL,
    databasePublicUrl: e.DATABASE_PUBLIC_URL,
    databaseResidentUrl: e.DATABASE_RESIDENT_URL,
    databaseReadUrl: e.DATABASE_READ_URL,
    accessLog: e.ACCESS_LOG === 'off' ? undefined : { address: e.ACCESS_LOG === 'address' },
    county: e.SUNLIT_COUNTY,
    pastGoLive: e.SUNLIT_PAST_GO_LIVE,
    demo: production ? ('none' as const) : e.SUNLIT_DEMO,
    production,
    proxies: e.TRUST_PROXY,
    logLevel: e.LOG_LEVEL,
    logKey: e.SUNLIT_LOG_KEY,
    logOrigin: e.SUNLIT_LOG_ORIGIN,
    pageCacheMb: e.PAGE_CACHE_MB,
    filesReserveMb: e.FILES_RESERVE_MB,
    sms: {
      driver: e.SMS_DRIVER,
      url: e.SMS_URL ?? '',
      keyId: e.SMS_KEY_ID,
      keySecret: e.SMS_KEY_SECRET,
      sign: e.SMS_SIGN,
      appId: e.SMS_APP_ID,
      region: e.SMS_REGION,
      templates: Object.fromEntries(
        e.SMS_TEMPLATES.split(',')
          .filter((t) => t.includes('='))
          .map((t) => t.trim().split('=') as [string, string]),
      ),
    },
    speech: { url: e.SPEECH_URL, key: e.SPEECH_KEY, model: e.SPEECH_MODEL },
    identity: { url: e.IDENTITY_URL, key: e.IDENTITY_KEY, name: e.IDENTITY_NAME },
    keyring: e.SUNLIT_KEYRING,
    clamd: e.SUNLIT_CLAMD ? { address: e.SUNLIT_CLAMD, required: e.SUNLIT_CLAMD_REQUIRED } : undefined,
    ocr: e.SUNLIT_OCR === 'on',
    mail: { url: e.SMTP_URL, from: e.MAIL_FROM },
    s3:
      e.S3_ENDPOINT && e.S3_BUCKET
        ? {
            endpoint: e.S3_ENDPOINT,
            bucket: e.S3_BUCKET,
            region: e.S3_REGION,
            style: e.S3_STYLE,
            accessKeyId: e.S3_ACCESS_KEY_ID ?? '',
            secretAccessKey: e.S3_SECRET_ACCESS_KEY ?? '',
          }
        : undefined,
  }
}

/** Name, default and meaning of every setting, for the documentation and its test. */
export function settingsList() {
  const initial = schema.parse({}) as Record<string, unknown>
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    initial: String(initial[name] ?? ''),
    description: field.description ?? '',
  }))
}

export class SettingsError extends Error {}

/** The roles that the operator made: all three, each another, none the owner, who may do everything. */
function oneRole(e: Given): string | undefined {
  const connections = ownRoles.flatMap((name) => e[name] ?? [])
  if (connections.length === 0) return undefined
  if (connections.length < 3 || !e.DATABASE_URL)
    return 'DATABASE_APP_URL、DATABASE_PUBLIC_URL、DATABASE_RESIDENT_URL 要一起给，并且要有 DATABASE_URL：少了的角色没有人建。'
  return new Set([e.DATABASE_URL, ...connections].map((u) => new URL(u).username)).size < 4
    ? 'DATABASE_URL、DATABASE_APP_URL、DATABASE_PUBLIC_URL、DATABASE_RESIDENT_URL 要用四个不同的角色：同一个角色，公众能读的就和程序一样多。'
    : undefined
}
