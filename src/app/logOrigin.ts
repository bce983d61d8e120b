/**
 * The public log's name is fixed at the first start: every proof that was ever given out names it. An address that
 * comes later may be another, but then somebody says that it is meant so; a mistyped one would stand on every QR code.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../platform/env.ts'
import { StartError } from '../platform/errors.ts'
import { notedLogKey } from './keyPrints.ts'

/** The name that a first start gives. */
export const originOf = (env: Env): string =>
  env.logOrigin ?? `${env.baseUrl ? new URL(env.baseUrl).host : 'localhost'}/sunlit-log`

/** @throws StartError where the log has a name that the settings neither follow nor name. */
export async function needSameOrigin(env: Env): Promise<void> {
  const known = await knownOrigin(env)
  if (known === undefined || known === originOf(env)) return
  const address = env.baseUrl ?? '没有设'
  throw new StartError(
    env.logOrigin === undefined
      ? `BASE_URL（${address}）和首次启动时的不一样：公开存证日志的名称是 ${known}。`
      : `SUNLIT_LOG_ORIGIN（${env.logOrigin}）和公开存证日志的名称 ${known} 不一样，日志的名称定了不能改。`,
    `网址写错了的，请改回；确实换了域名、日志照旧的，请设 SUNLIT_LOG_ORIGIN=${known}（旧域名要继续指向这里，已经印出去的二维码才打得开）；要从头开始另一本日志的，请换一个空的数据文件夹和数据库。`,
  )
}

/** As the database noted it, else the data folder; `undefined` before the first start. */
async function knownOrigin(env: Env): Promise<string | undefined> {
  if (env.databaseUrl) return (await notedLogKey(env.databaseUrl).catch(() => undefined))?.split('+')[0]
  try {
    return readFileSync(join(env.data, 'keys', 'log.origin'), 'utf8').trim()
  } catch {
    return undefined
  }
}
