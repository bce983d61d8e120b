/** The county's virus scanner, where it has one: every upload passes it before anything else opens the file. */
import { UserError } from '../../platform/errors.ts'
import { log } from '../../platform/log.ts'
import { FileRefused } from './refused.ts'

/**
 * What the scanner says of a file: nothing found, or the name of what was found. @throws Error where it cannot be
 * asked.
 */
export type Scanner = (bytes: Uint8Array) => Promise<{ found?: string }>
type Scanning = {
  scanner: Scanner
  /** Without the scanner's word nothing is taken in. */
  required: boolean
}

let scanning: Scanning | undefined

/** Set once when the process starts; `undefined` where the county has no scanner. */
export function scanWith(set: Scanning | undefined): void {
  scanning = set
}

export const hasScanner = (): boolean => scanning !== undefined

export const notScanned = '查毒服务没有回答，这份文件没有查过病毒。下载打开前，请先用电脑上的杀毒软件查一遍。'

/**
 * Whether the scanner has seen the file and found nothing; false where there is no scanner, or it does not answer and
 * need not.
 * @throws FileRefused where something was found; UserError 503 where the scanner must answer and does not.
 */
export async function scanned(bytes: Uint8Array): Promise<boolean> {
  if (!scanning) return false
  const told = await scanning.scanner(bytes).catch((error: unknown) => {
    log.error('virus scanner', { say: error instanceof Error ? error.message : String(error) })
    return undefined
  })
  if (told?.found !== undefined) {
    log.error('virus found', { name: told.found })
    throw new FileRefused('文件里查出了病毒，不能上传。请用杀毒软件把手机或电脑查一遍，重新拍照或另存一份再传。')
  }
  if (told === undefined && scanning.required)
    throw new UserError(503, '查毒服务现在没有回答，文件先不能收。请过一会儿再传，填的内容没有丢。')
  return told !== undefined
}
