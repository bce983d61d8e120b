/** Secrets of a data folder: made at the first start, readable by the owner only. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../platform/errors.ts'

export type Secrets = { session: string; database: Record<'owner' | 'app' | 'web_public' | 'web_resident' | 'backup', string>; files: string }

/** Reads or makes the secrets in `data/keys/secrets.json`. A session secret from the environment wins. */
export function secretsIn(data: string, given: { session?: string }): Secrets {
  const dir = join(data, 'keys')
  try {
    mkdirSync(data, { recursive: true, mode: 0o755 })
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const file = join(dir, 'secrets.json')
    if (!existsSync(file)) writeFileSync(file, JSON.stringify(fresh(), null, 1), { mode: 0o600, flag: 'wx' })
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Secrets
    return { ...kept, session: given.session ?? kept.session }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOSPC') throw new StartError(`磁盘满了，写不进 ${data}。`, '请清理磁盘，或用 SUNLIT_DATA 换到别的盘。')
    throw new StartError(`数据文件夹 ${data} 不能读写（${code ?? (error as Error).message}）。`, '请检查权限，或用 SUNLIT_DATA 换一个文件夹。')
  }
}

const random = () => randomBytes(32).toString('base64url')
const fresh = (): Secrets => ({ session: random(), database: { owner: random(), app: random(), web_public: random(), web_resident: random(), backup: random() }, files: randomBytes(32).toString('hex') })
