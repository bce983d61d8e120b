import { beforeAll, describe, expect, test } from 'vitest'
import { auditLog } from './audit.ts'
import { checkConsistency, verifyNotice } from './browser/index.ts'
import { fromUtf8, toBase64url } from './bytes.ts'
import { canonicalBytes } from './commitment.ts'
import { smallLog, type SmallLog } from './fixtures/smallLog.ts'
import { verifyProofFile } from './proof.file.ts'

let young: SmallLog
let log: SmallLog
let forged: SmallLog

beforeAll(async () => {
  young = await smallLog(200)
  log = await smallLog(600, young.key)
  forged = await smallLog(600, young.key, '（改）')
})

const serve = (from: SmallLog, change: (r: Map<string, Uint8Array>) => void = () => undefined) => {
  const resources = new Map(from.resources)
  change(resources)
  return async (path: string) => resources.get(path)
}

describe('a running log, seen from outside', () => {
  test('is recomputed whole, and an older checkpoint is found in it', async () => {
    const report = await auditLog(serve(log), { vkey: log.key.vkey }, young.checkpoint)
    expect(report).toEqual({
      problems: [],
      confirmed: [
        '日志完好：「cunwu.example.cn/log」共 600 条，逐条重算的结果与签名的检查点一致。',
        '您保存的旧检查点（200 条）完整保留在现在的日志里，旧记录一条没改。',
      ],
    })
    expect((await auditLog(serve(log), {})).confirmed.at(-1)).toContain('用的是网站自己公布的公钥')
  })

  test('that rewrote its past is caught by the older checkpoint although it is signed and whole', async () => {
    expect((await auditLog(serve(forged), { vkey: log.key.vkey })).problems).toEqual([])
    expect((await auditLog(serve(forged), { vkey: log.key.vkey }, young.checkpoint)).problems).toEqual([
      '您保存的旧检查点（200 条）与现在的日志对不上：旧记录被改过。请保存好两份检查点，这是篡改的证据。',
    ])
    expect((await auditLog(serve(young), { vkey: log.key.vkey }, log.checkpoint)).problems[0]).toContain('日志变短了')
  })

  test('with one changed entry, one changed tile or one missing bundle', async () => {
    const entry = await auditLog(
      serve(log, (r) => r.set('tile/entries/001', r.get('tile/entries/001')!.with(5, 65))),
      {},
    )
    expect(entry.problems).toContain('第 257 条不是阳光村务的存证记录。')
    expect(entry.problems).toContain('由全部记录重算的根与签名的检查点不符：有记录被改过、删过或加过。')
    const tile = await auditLog(
      serve(log, (r) => r.set('tile/1/000.p/2', r.get('tile/1/000.p/2')!.with(5, 65))),
      {},
    )
    expect(tile.problems).toEqual(['哈希块 tile/1/000.p/2 取不到，或与存证记录不符。'])
    const missing = await auditLog(
      serve(log, (r) => r.delete('tile/entries/002.p/88')),
      {},
    )
    expect(missing.problems).toContain('存证记录 tile/entries/002.p/88 取不到或不完整，后面的没有再核对。')
  })

  test('with a checkpoint of another key, or none', async () => {
    const other = await smallLog(600)
    expect((await auditLog(serve(other), { vkey: log.key.vkey })).problems[0]).toBe(
      '网站现在公布的公钥与您给出的不同。',
    )
    expect(
      (
        await auditLog(
          serve(log, (r) => r.delete('checkpoint')),
          {},
        )
      ).problems[0],
    ).toContain('取不到日志的检查点')
  })
})

describe('one proof file', () => {
  test('stands alone, and with its content beside it', async () => {
    const notice = log.notices[7]!
    const content = { content: notice.content, salt: toBase64url(notice.salt) }
    const report = await verifyProofFile(notice.proof, { vkey: log.key.vkey }, { entry: notice.entry, content })
    expect(report.problems).toEqual([])
    expect(report.confirmed).toEqual([
      '这条记录是日志「cunwu.example.cn/log」的第 8 条，共 600 条。',
      '记录内容：公开，编号 NOTICE0007 第 1 版，liushu，C04-01，2026-09，时间 2026 年 10 月 8 日 09:20。',
      '内容与公开时一字不差。',
    ])
  })

  test('says what does not fit, and does not pass without a key', async () => {
    const [a, b] = [log.notices[7]!, log.notices[8]!]
    expect((await verifyProofFile(a.proof, {})).problems[0]).toContain('请用 --key')
    expect((await verifyProofFile(a.proof, { vkey: log.key.vkey }, { entry: b.entry })).problems).toContain(
      '存证记录与证明不符：公开日志里没有这条记录。',
    )
    const wrong = await verifyProofFile(
      a.proof,
      { vkey: log.key.vkey },
      { content: { content: b.content, salt: toBase64url(a.salt) } },
    )
    expect(wrong.problems).toEqual(['内容与公开时不同：被改过，或不是这份公告的内容。'])
    expect(
      (await verifyProofFile(a.proof.replace('index 7', 'index 6'), { vkey: log.key.vkey })).problems[0],
    ).toContain('没有这条记录')
    expect((await verifyProofFile('hello', {})).problems).toEqual([
      '这不是完整的存证证明文件（c2sp.org/tlog-proof@v1）。',
    ])
  })
})

describe('in the visitor’s browser', () => {
  const evidence = (n: number) => {
    const notice = log.notices[n]!
    return {
      content: fromUtf8(canonicalBytes(notice.content))!,
      salt: toBase64url(notice.salt),
      entry: fromUtf8(notice.entry)!,
      proof: notice.proof,
      vkey: log.key.vkey,
    }
  }

  test('an unchanged notice: three steps, all right', async () => {
    const steps = verifyNotice(evidence(299))
    expect(steps.map((s) => s.ok)).toEqual([true, true, true])
    expect(steps[0]!.label).toBe('内容与公开时一字不差。')
  })

  test('the time of the record is said as people say it', async () => {
    expect(verifyNotice(evidence(299))[1]!.label).toBe(
      '这份公告是公开存证的第 300 条（共 600 条），记录时间 2026 年 10 月 8 日 09:20。',
    )
  })

  test('a changed content, entry or signature: the step that fails says so', async () => {
    expect(verifyNotice({ ...evidence(3), content: evidence(4).content }).map((s) => s.ok)).toEqual([false, true, true])
    expect(verifyNotice({ ...evidence(3), entry: evidence(4).entry }).map((s) => s.ok)).toEqual([false, false, true])
    expect(verifyNotice({ ...evidence(3), vkey: (await smallLog(1)).key.vkey }).map((s) => s.ok)).toEqual([
      true,
      true,
      false,
    ])
    expect(verifyNotice({ ...evidence(3), proof: '' })).toEqual([
      { ok: false, label: '存证证明读不出来，请刷新页面再试。' },
    ])
  })

  test('a withdrawn notice: its place in the log is still proved', async () => {
    expect(verifyNotice({ ...evidence(3), content: undefined, salt: undefined }).map((s) => s.ok)).toEqual([
      null,
      true,
      true,
    ])
  })

  test('a browser without WebCrypto, an old phone’s or over plain http, checks all the same', () => {
    const original = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!
    Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true })
    try {
      expect(verifyNotice(evidence(3))[2]).toEqual({
        ok: true,
        label: `日志「${log.key.origin}」的签名有效。`,
      })
    } finally {
      Object.defineProperty(globalThis, 'crypto', original)
    }
  })

  test('an old checkpoint is continued, or not, or cannot be checked', async () => {
    const from = (l: SmallLog) => async (path: string) => l.resources.get(path)!
    expect(await checkConsistency(young.checkpoint, log.checkpoint, from(log))).toEqual({
      ok: true,
      label: '以前的 200 条都在，一条没改；现在共 600 条。',
    })
    expect((await checkConsistency(young.checkpoint, forged.checkpoint, from(forged))).ok).toBe(false)
    expect((await checkConsistency(log.checkpoint, young.checkpoint, from(log))).label).toContain('日志变短了')
    expect(
      (await checkConsistency(young.checkpoint, log.checkpoint, () => Promise.reject(new Error('offline')))).ok,
    ).toBeNull()
    expect((await checkConsistency('', log.checkpoint, from(log))).ok).toBe(false)
  })
})
