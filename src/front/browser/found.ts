/** What was read off papers, drawn: the verdict, each step of it, and what was published, to compare with the paper. */
import { sayStep, verifyNotice, type Step } from '../../kernel/ledger/browser/index.ts'
import { parseVkey } from '../../kernel/ledger/note.ts'
import type { PaperNotice } from '../../kernel/ledger/paper.ts'
import { readReceipt } from '../../kernel/receipts/receipt.read.ts'
import { sayTime } from '../../platform/clock.ts'
import { part } from '../../web/scripts/dom.ts'
import { postAt } from '../../kernel/people/postAt.ts'

/** What the columns of each item are called, by their keys, in the order of the form. */
export type Names = Record<string, Record<string, string>>
/** What a record says beside the content, as `record.ts` of disclosure writes it. */
type Told = {
  title?: string
  publishedOn?: string
  hands?: { at: string; step: string; post: string; name: string; place: string }[]
}
type Content = { item?: string; rows?: Row[]; note?: string; nothing?: string | null }
type Row = Record<string, unknown>

export function receiptSection(text: string, vkey: string): HTMLElement {
  const read = readReceipt(text, parseVkey(vkey)!.publicKey)
  if (!read) return section('回执', [{ ok: false, label: '这不是阳光村务的回执，或者没有读完整。' }])
  const { code, at } = read.statement
  return section('回执', [
    read.genuine
      ? { ok: true, label: `回执是真的：编号 ${code}，${sayTime(new Date(at), true)} 收到。` }
      : { ok: false, label: '签名不对：回执被改过，或者不是这个县发的。' },
  ])
}

export function noticeSection(n: PaperNotice, names: Names): HTMLElement {
  const head = `编号 ${n.code}，第 ${n.version} 版`
  if (!n.evidence) return section(head, [{ ok: null, label: '只读到了内容。请再拍旁边那个“存证”的码，才能核对。' }])
  const steps: Step[] = verifyNotice(n.evidence)
  if (n.missing > 0) steps.push({ ok: null, label: `内容的码还差 ${n.missing} 个（共 ${n.known} 个），请接着拍。` })
  if (n.known === 0)
    steps.push({ ok: null, label: '还没有读到内容的码。内容太长、放不进码里的，请联网到公开的网页上核对。' })
  // What does not fit the log is shown to nobody: it may be anything.
  const told = steps.some((s) => s.ok === false) ? undefined : parsed<Told>(n.evidence.record)
  return section(
    told?.title ? `${told.title}（${head}）` : head,
    steps,
    told ? published(told, parsed<Content>(n.evidence.content), names) : [],
  )
}

function published(told: Told, content: Content | undefined, names: Names): HTMLElement[] {
  const facts = [
    ['公开日期', told.publishedOn],
    ...(told.hands ?? []).map((h) => [
      h.step,
      `${h.name}（${postAt(h.place, h.post)}）${sayTime(new Date(h.at), true)}`,
    ]),
    ['说明', content?.note],
    ['本期没有', content?.nothing],
  ].filter((f): f is [string, string] => typeof f[1] === 'string' && f[1] !== '')
  const rows = content?.rows ?? []
  const called = names[content?.item ?? ''] ?? {}
  const filled = new Set(rows.flatMap((r) => Object.keys(r).filter((k) => shown(r[k]) !== '')))
  // In the order of the form; what it does not know comes last.
  const columns = [...Object.keys(called).filter((k) => filled.delete(k)), ...filled]
  return [
    part('p', { text: '公开的就是下面这些。请和纸上的逐项对一对，不一样的就是纸被改过。' }),
    list(facts),
    ...(rows.length === 1 ? [list(columns.map((k) => [called[k] ?? k, shown(rows[0]![k])]))] : []),
    ...(rows.length > 1 ? [table(rows, columns, called)] : []),
  ]
}

function list(facts: readonly (readonly [string, string])[]): HTMLElement {
  const pairs = facts.map(([label, value]) => part('div', {}, part('dt', { text: label }), part('dd', { text: value })))
  return part('dl', { class: 'facts' }, ...pairs)
}

function table(rows: readonly Row[], columns: readonly string[], called: Record<string, string>): HTMLElement {
  const heads = columns.map((k) => Object.assign(part('th', { text: called[k] ?? k }), { scope: 'col' }))
  const lines = rows.map((r) => part('tr', {}, ...columns.map((k) => part('td', { text: shown(r[k]) }))))
  const made = part('table', {}, part('thead', {}, part('tr', {}, ...heads)), part('tbody', {}, ...lines))
  return Object.assign(part('div', { class: 'sheet', role: 'region', label: '公开的内容' }, made), { tabIndex: 0 })
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? Object.values(value).map(shown).join(' ') : String(value)
}

function section(head: string, steps: readonly Step[], more: readonly HTMLElement[] = []): HTMLElement {
  const wrong = steps.some((s) => s.ok === false)
  const verdict = wrong
    ? '✗ 对不上，请不要相信这张纸。请留好它，向乡镇或县里反映。'
    : steps.every((s) => s.ok)
      ? '✓ 是真的，一个字没有改过。'
      : '能核对的都对得上，还有没核对的，见下面。'
  return part(
    'section',
    { class: 'panel' },
    part('h2', { text: head }),
    part('p', { class: wrong ? 'note bad' : 'note' }, part('b', { text: verdict })),
    part('ul', { class: 'steps' }, ...steps.map((s) => part('li', { text: sayStep(s) }))),
    ...more,
  )
}

const parsed = <T>(text: string | undefined): T | undefined =>
  text === undefined ? undefined : (JSON.parse(text) as T)
