/**
 * Checking an archive offline: every file, every notice's place in the log, every content's commitment; each fault is
 * named.
 */
import {
  archiveFormat,
  hexSha256,
  manifestFiles,
  manifestNoteText,
  manifestSchema,
  type Manifest,
} from './archive.manifest.ts'
import { fromUtf8 } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { toldSteps } from './browser/verifyNotice.ts'
import { entryKindLabels, parseEntry, type LedgerEntry } from './entry.ts'
import { parseNote, type VerifierKey } from './note.ts'
import { checkProof, parseProof } from './proof.ts'
import { checkLogSignature, checkWitnesses, newReport, readLogKey, type Report, type Trust } from './report.ts'

type Files = ReadonlyMap<string, Uint8Array>

/** Checks the unpacked files. Without `trust.vkey` the archive's own key is used and the report says so. */
export async function verifyArchive(files: Files, trust: Trust = {}): Promise<Report> {
  const report = newReport()
  const manifest = readManifest(report, files)
  const key = manifest && readLogKey(report, trust.vkey ?? manifest.logKey)
  if (!manifest || !key) return report
  if (trust.vkey && trust.vkey.trim() !== manifest.logKey)
    report.problems.push('归档里写的日志公钥与您给出的不同：这不是您要核对的那个日志的归档，或目录被人换过。')

  await checkManifestSignature(report, files, manifest, key)
  checkFiles(report, files, manifest)
  const checkpoint = await checkCheckpoint(report, files, manifest, key, trust)
  for (const notice of manifest.notices) await checkNotice(report, files, notice, key)
  if (report.problems.length > 0) return report

  report.confirmed.unshift(
    `归档完好：${manifest.region}，${manifest.period}，共 ${manifest.files.length} 个文件、${manifest.notices.length} 份公告，与公开存证（第 ${checkpoint} 条为止）全部相符。`,
  )
  if (!trust.vkey)
    report.confirmed.push(`核对用的是归档自带的公钥：${manifest.logKey}。请与县里公布的公钥比对，或用 --key 给出。`)
  return report
}

function readManifest(report: Report, files: Files): Manifest | undefined {
  const bytes = files.get(manifestFiles.manifest)
  if (!bytes) {
    report.problems.push(`缺少目录文件 ${manifestFiles.manifest}：这不是阳光村务的归档，或目录被删除。`)
    return undefined
  }
  const parsed = manifestSchema.safeParse(readJson(bytes))
  if (!parsed.success) {
    const faults = parsed.error.issues
      .slice(0, 5)
      .map((issue) => `${issue.path.join('.') || '全文'}（${issue.message}）`)
    report.problems.push(`目录文件 ${manifestFiles.manifest} 不符合 ${archiveFormat} 的格式：${faults.join('；')}。`)
  }
  return parsed.data
}

async function checkManifestSignature(report: Report, files: Files, manifest: Manifest, key: VerifierKey) {
  const digest = hexSha256(files.get(manifestFiles.manifest)!)
  const stated = files.get(manifestFiles.sha256)
  if (!stated) report.problems.push(`缺少 ${manifestFiles.sha256}。`)
  else if (fromUtf8(stated) !== `${digest}  ${manifestFiles.manifest}\n`)
    report.problems.push(`目录文件 ${manifestFiles.manifest} 被改过：与 ${manifestFiles.sha256} 不符。`)

  const signed = files.get(manifestFiles.note)
  const note = signed && parseNote(fromUtf8(signed) ?? '')
  if (!note) report.problems.push(`缺少目录的签名 ${manifestFiles.note}，或签名文件已损坏。`)
  else if (note.text !== manifestNoteText(manifest.format, manifest.logOrigin, digest))
    report.problems.push(`目录的签名 ${manifestFiles.note} 不是对这份目录签的：目录被改过。`)
  else checkLogSignature(report, note, key, `目录（${manifestFiles.note}）`)
}

function checkFiles(report: Report, files: Files, manifest: Manifest) {
  const listed = new Set<string>(Object.values(manifestFiles))
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = files.get(path)
    if (listed.has(path)) report.problems.push(`目录里两次列出「${path}」。`)
    listed.add(path)
    if (!file) report.problems.push(`缺少文件「${path}」。`)
    else if (file.length !== bytes || hexSha256(file) !== sha256)
      report.problems.push(`文件「${path}」被改过：与目录里的 SHA-256 不符。`)
  }
  for (const path of files.keys())
    if (!listed.has(path)) report.problems.push(`多出文件「${path}」：目录里没有，是后来加进去的。`)
}

/** Returns the checkpoint's size. */
async function checkCheckpoint(
  report: Report,
  files: Files,
  manifest: Manifest,
  key: VerifierKey,
  trust: Trust,
): Promise<number | undefined> {
  const parsed = parseCheckpoint(fromUtf8(files.get(manifest.checkpoint) ?? new Uint8Array()) ?? '')
  if (!parsed) {
    report.problems.push(`日志检查点 ${manifest.checkpoint} 缺少或读不出来。`)
    return undefined
  }
  if (parsed.checkpoint.origin !== manifest.logOrigin)
    report.problems.push(`日志检查点是「${parsed.checkpoint.origin}」的，不是「${manifest.logOrigin}」的。`)
  checkLogSignature(report, parsed.note, key, `日志检查点（${manifest.checkpoint}）`)
  checkWitnesses(report, parsed.note, trust.witnesses ?? [])
  return parsed.checkpoint.size
}

async function checkNotice(report: Report, files: Files, notice: Manifest['notices'][number], key: VerifierKey) {
  const say = (what: string) => report.problems.push(`公告 ${notice.code} 第 ${notice.version} 版：${what}`)
  const entryFile = files.get(notice.entry)
  const proofFile = files.get(notice.proof)
  if (!entryFile || !proofFile) return say(`缺少存证记录或证明（${notice.entry}、${notice.proof}）。`)
  const entry = parseEntry(entryFile)
  if (!entry) return say(`存证记录 ${notice.entry} 读不出来。`)
  // Packages of before 2026-11-30 name the period alone where the log names its stage as well ("E:…/construction").
  const period = entry.period === notice.period || entry.period?.split('/')[0] === notice.period
  const same = period && (['code', 'version', 'item'] as const).every((field) => entry[field] === notice[field])
  if (!same)
    say(
      `存证记录说的是另一份公告（${entryKindLabels[entry.kind]} ${entry.code ?? ''} 第 ${entry.version ?? '?'} 版）。`,
    )

  const proof = parseProof(fromUtf8(proofFile) ?? '')
  const checked = proof && checkProof(proof, entryFile)
  if (!checked) say(`证明 ${notice.proof} 读不出来。`)
  else if (!checked.included) say(`证明 ${notice.proof} 与存证记录不符：公开日志里没有这条记录。`)
  else
    checkLogSignature(report, checked.note, key, `公告 ${notice.code} 第 ${notice.version} 版的证明（${notice.proof}）`)

  checkTold(files, notice, entry, say)
}

/** The record and the content against the leaf. A withdrawn notice has neither. */
function checkTold(
  files: Files,
  notice: Manifest['notices'][number],
  entry: LedgerEntry,
  say: (what: string) => unknown,
) {
  const text = (path: string | null | undefined) =>
    path === null || path === undefined ? undefined : fromUtf8(files.get(path) ?? new Uint8Array())
  if (notice.content !== null && !files.has(notice.content)) return say(`缺少内容 ${notice.content}。`)
  if (notice.record && !files.has(notice.record)) return say(`缺少经办记录 ${notice.record}。`)
  const steps = toldSteps(entry, {
    content: text(notice.content),
    salt: notice.salt ?? undefined,
    record: text(notice.record),
    recordSalt: notice.recordSalt ?? undefined,
  })
  for (const step of steps) if (step.ok === false) say(step.label)
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? '')
  } catch {
    return undefined
  }
}
