/** Checking one `.tlog-proof` file that someone was handed. */
import { sayTime } from '../../platform/clock.ts'
import { fromUtf8, sameBytes } from './bytes.ts'
import { toldSteps } from './browser/verifyNotice.ts'
import { canonicalBytes } from './commitment.ts'
import { entryKindLabels, parseEntry } from './entry.ts'
import { checkProof, parseProof } from './proof.ts'
import { checkLogSignature, checkWitnesses, newReport, readLogKey, type Report, type Trust } from './report.ts'

/**
 * What may lie beside the proof: the entry's bytes, and the content with its salt (base64url), with the record and its
 * own where the leaf knows one.
 */
export type Beside = {
  entry?: Uint8Array
  content?: { content: unknown; salt: string; record?: unknown; recordSalt?: string }
}

export async function verifyProofFile(text: string, trust: Trust, beside: Beside = {}): Promise<Report> {
  const report = newReport()
  const proof = parseProof(text)
  const checked = proof && checkProof(proof, beside.entry ?? proof.extra)
  if (!proof || !checked) {
    report.problems.push(
      proof && !beside.entry && !proof.extra
        ? '证明里没有存证记录，旁边也没有 .entry.json 文件。'
        : '这不是完整的存证证明文件（c2sp.org/tlog-proof@v1）。',
    )
    return report
  }
  if (beside.entry && proof.extra && !sameBytes(beside.entry, proof.extra))
    report.problems.push('旁边的存证记录与证明里带的不同。')
  if (!checked.included) report.problems.push('存证记录与证明不符：公开日志里没有这条记录。')
  else
    report.confirmed.push(
      `这条记录是日志「${checked.checkpoint.origin}」的第 ${proof.index + 1} 条，共 ${checked.checkpoint.size} 条。`,
    )

  const key = trust.vkey === undefined ? undefined : readLogKey(report, trust.vkey)
  if (key) checkLogSignature(report, checked.note, key, '日志检查点')
  if (trust.vkey === undefined)
    report.problems.push('没有核对签名：请用 --key 给出日志公钥（县里公布的，或网站 /log/key 上的一行）。')
  checkWitnesses(report, checked.note, trust.witnesses ?? [])
  checkEntry(report, beside.entry ?? proof.extra!, beside.content)
  return report
}

function checkEntry(report: Report, bytes: Uint8Array, content: Beside['content']) {
  const entry = parseEntry(bytes)
  if (!entry) {
    report.problems.push('存证记录不是阳光村务的格式。')
    return
  }
  const notice = entry.code ? `，编号 ${entry.code}${entry.version ? ` 第 ${entry.version} 版` : ''}` : ''
  report.confirmed.push(
    `记录内容：${entryKindLabels[entry.kind]}${notice}，${[entry.region, entry.item, entry.period].filter(Boolean).join('，')}，时间 ${sayTime(new Date(entry.at), true)}${entry.demo ? '（演示数据）' : ''}。`,
  )
  if (!content) return
  const steps = toldSteps(entry, {
    content: canonicalText(content.content),
    salt: content.salt,
    record: content.record === undefined ? undefined : canonicalText(content.record),
    recordSalt: content.recordSalt,
  })
  for (const { ok, label } of steps) (ok ? report.confirmed : report.problems).push(label)
}

const canonicalText = (value: unknown) => fromUtf8(canonicalBytes(value))
