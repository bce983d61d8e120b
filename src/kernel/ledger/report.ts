/** What a check found, in sentences for people. Nothing in `problems`: it holds. */
import { sayTime } from '../../platform/clock.ts'
import { verifyCosignature } from './cosignature.ts'
import { parseVkey, verifyNote, type Note, type VerifierKey } from './note.ts'

export type Report = { problems: string[]; confirmed: string[] }

/** What the person who checks trusts: the log's verifier key, and those of witnesses. */
export type Trust = { vkey?: string; witnesses?: readonly string[] }

export const newReport = (): Report => ({ problems: [], confirmed: [] })

/** Reads a log's verifier key; a malformed one becomes a problem. */
export function readLogKey(report: Report, vkey: string): VerifierKey | undefined {
  const key = parseVkey(vkey.trim())
  if (!key)
    report.problems.push(
      `日志公钥写法不对：「${vkey.trim().slice(0, 80)}」。须是「名称+编号+公钥」一行，见网站的 /log/key。`,
    )
  return key
}

/** Whether the log itself signed this note; `what` names it in the sentence. */
export function checkLogSignature(report: Report, note: Note, key: VerifierKey, what: string): boolean {
  const verdict = verifyNote(note, key)
  if (verdict === 'invalid') report.problems.push(`${what}的签名不对：内容在签名之后被改过，或不是这个日志签的。`)
  if (verdict === 'absent')
    report.problems.push(`${what}上没有日志「${key.name}」用这把公钥签的名。请核对公钥是否拿对。`)
  return verdict === 'valid'
}

/** Every witness named must have cosigned; says when each did. */
export function checkWitnesses(report: Report, note: Note, vkeys: readonly string[]): void {
  for (const vkey of vkeys) {
    const key = parseVkey(vkey.trim())
    if (!key) {
      report.problems.push(
        `见证方公钥写法不对：「${vkey.trim().slice(0, 80)}」。须是「名称+编号+公钥」一行，请向见证方索要。`,
      )
      continue
    }
    const { verdict, seconds } = verifyCosignature(note, key)
    if (seconds !== undefined)
      report.confirmed.push(`见证方 ${key.name} 于 ${sayTime(new Date(seconds * 1000), true)} 见证过这个检查点。`)
    else
      report.problems.push(
        verdict === 'absent' ? `检查点上没有见证方 ${key.name} 的签名。` : `见证方 ${key.name} 的签名不对。`,
      )
  }
}
