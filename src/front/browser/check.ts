/** Checks papers by their codes: from photographs, files or pasted text, with a key that this browser has kept. Nothing leaves the phone. */
import { decodeQRBatch } from 'qr/decode.js'
import { verifyNotice, type Step } from '../../kernel/ledger/browser/index.ts'
import { parseVkey } from '../../kernel/ledger/note.ts'
import { noticesRead, nothingRead, takeCode, type PaperNotice } from '../../kernel/ledger/paper.ts'
import { readReceipt } from '../../kernel/receipts/receipt.read.ts'
import { sayTime } from '../../platform/clock.ts'

const keptAs = 'sunlit-key'
/** Wider photographs are made smaller first: a code of 60 mm keeps more than six dots to a square. */
const widest = 2600

type Names = Record<string, Record<string, string>>
/** What a record says beside the content, as `commitment.ts` writes it. */
type Told = {
  title?: string
  publishedOn?: string
  dueOn?: string
  nothing?: boolean
  hands?: { at: string; step: string; post: string; name: string; place: string }[]
}
type Content = {
  item?: string
  rows?: Record<string, unknown>[]
  totals?: Record<string, unknown>
  note?: string
  nothing?: string | null
}

const box = document.querySelector<HTMLElement>('[data-reader]')
if (box) start(box)

function start(box: HTMLElement) {
  const one = <T extends HTMLElement>(q: string) => box.querySelector<T>(q)!
  const [file, text, key] = [
    one<HTMLInputElement>('#file'),
    one<HTMLTextAreaElement>('#scanned'),
    one<HTMLTextAreaElement>('#key'),
  ]
  const [status, found, again] = [one('[role=status]'), one('[data-found]'), one<HTMLButtonElement>('[data-again]')]
  const names = JSON.parse(box.dataset['names']!) as Names
  let read = nothingRead()
  let receipts: string[] = []
  box.hidden = false
  keepKey(key, one('[data-kept]'))

  const show = () => {
    const vkey = key.value.trim()
    if (!parseVkey(vkey)) return void (status.textContent = '公钥写法不对，请从县里公布的地方整行复制。')
    const notices = noticesRead(read, vkey)
    found.replaceChildren(
      ...receipts.map((r) => section('回执', receiptSteps(r, vkey), [])),
      ...notices.map((n) => noticeSection(n, names)),
    )
    again.hidden = found.childElementCount === 0
    if (found.childElementCount > 0) status.textContent = ''
  }
  const take = (texts: readonly string[]): number => {
    let taken = 0
    for (const t of texts) {
      if (t.trim().startsWith('SUNLIT-R1.')) receipts = [...new Set([...receipts, t.trim()])]
      else if (!takeCode(read, t)) continue
      taken += 1
    }
    return taken
  }
  file.addEventListener('change', async () => {
    status.textContent = '正在看图片……'
    let taken = 0
    for (const f of file.files ?? []) taken += take(await textsIn(f))
    file.value = ''
    show()
    if (taken === 0)
      status.textContent =
        '没有认出阳光村务的二维码。请把码拍满画面，拍正、拍清楚，不要反光，再试一次；也可以用别的扫码工具扫出文字，贴在下面。'
  })
  one('[data-check]').addEventListener('click', () => {
    const typed = text.value
    if (typed.trim() === '') return void (status.textContent = '请先拍二维码，或贴上扫出来的文字。')
    // Several texts may have been pasted under one another; a proof has lines of its own.
    const lines = typed.split('\n').filter((l) => l.startsWith('SUNLIT-'))
    const proof = /c2sp\.org\/tlog-proof@v1[^]*?(?=\nSUNLIT-|$)/.exec(typed)?.[0]
    const taken = take([...lines, ...(proof ? [`${proof.trim()}\n`] : [])])
    show()
    if (taken === 0) status.textContent = '这不是阳光村务的二维码里的文字，或者没有贴完整。'
  })
  again.addEventListener('click', () => {
    read = nothingRead()
    receipts = []
    text.value = ''
    show()
    file.focus()
  })
}

/** Keeps the key at the first visit; says so when the site names another one later. */
function keepKey(key: HTMLTextAreaElement, place: HTMLElement) {
  const theirs = key.dataset['theirs']!
  try {
    const kept = localStorage.getItem(keptAs)
    if (kept === null) localStorage.setItem(keptAs, theirs)
    place.textContent =
      kept === null || kept === theirs
        ? '这把公钥已经存在这个浏览器里，以后换了会告诉您。'
        : '注意：这里给的公钥和您的浏览器以前存的不一样。下面用的是以前存的那把；为什么换，请向县里问清楚。'
    if (kept !== null && kept !== theirs) {
      key.value = kept
      place.closest('details')!.open = true
    }
  } catch {
    // A saved file or a private window keeps nothing: the key is the one written in it.
    place.textContent = ''
  }
}

/** Texts in a file: of every code in a picture, or the file's own. */
async function textsIn(file: File): Promise<string[]> {
  if (!file.type.startsWith('image/')) return file.size > 100_000 ? [] : [await file.text()]
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (!bitmap) return []
  const scale = Math.min(1, widest / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  const pen = canvas.getContext('2d', { willReadFrequently: true })!
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height)
  const [results] = await decodeQRBatch([{ data, width, height }], { effort: 10, timeLimit: 4000 })
  return (results ?? []).filter((r): r is string => typeof r === 'string')
}

function receiptSteps(text: string, vkey: string): Step[] {
  const read = readReceipt(text, parseVkey(vkey)!.publicKey)
  if (!read) return [{ ok: false, label: '这不是阳光村务的回执，或者没有读完整。' }]
  return read.genuine
    ? [
        {
          ok: true,
          label: `回执是真的：编号 ${read.statement.code}，${sayTime(new Date(read.statement.at), true)} 收到。`,
        },
      ]
    : [{ ok: false, label: '签名不对：回执被改过，或者不是这个县发的。' }]
}

function noticeSection(n: PaperNotice, names: Names): HTMLElement {
  const head = `编号 ${n.code}，第 ${n.version} 版`
  if (!n.evidence) return section(head, [{ ok: null, label: '只读到了内容。请再拍旁边那个“存证”的码，才能核对。' }], [])
  const steps = verifyNotice(n.evidence)
  const told = parsed<Told>(n.evidence.record)
  const genuine = steps.every((s) => s.ok !== false)
  return section(
    told?.title ? `${told.title}（${head}）` : head,
    [
      ...steps,
      ...(n.missing > 0 ? [{ ok: null, label: `内容的码还差 ${n.missing} 个（共 ${n.known} 个），请接着拍。` }] : []),
      ...(n.known === 0
        ? [{ ok: null, label: '还没有读到内容的码。内容太长、放不进码里的，请联网到公开的网页上核对。' }]
        : []),
    ],
    genuine && told ? printed(told, parsed<Content>(n.evidence.content), names) : [],
  )
}

/** What was published, for the eye to compare with the paper. */
function printed(told: Told, content: Content | undefined, names: Names): HTMLElement[] {
  const facts = [
    ['公开日期', told.publishedOn],
    ...(told.hands ?? []).map((h) => [h.step, `${h.name}（${h.place}${h.post}）${sayTime(new Date(h.at), true)}`]),
    ['说明', content?.note],
    ['本期没有', content?.nothing ?? undefined],
  ].filter((f): f is [string, string] => typeof f[1] === 'string' && f[1] !== '')
  const rows = content?.rows ?? []
  const columns = [...new Set(rows.flatMap((r) => Object.keys(r)))].filter((k) => rows.some((r) => shown(r[k]) !== ''))
  const called = names[content?.item ?? ''] ?? {}
  columns.sort((a, b) => place(called, a) - place(called, b))
  return [
    element('p', {}, '公开的就是下面这些。请和纸上的逐项对一对，不一样的就是纸被改过。'),
    list(facts),
    ...(rows.length === 1 ? [list(columns.map((k) => [called[k] ?? k, shown(rows[0]![k])]))] : []),
    ...(rows.length > 1 ? [table(rows, columns, called)] : []),
  ]
}

const list = (facts: readonly (readonly [string, string])[]) =>
  element(
    'dl',
    { class: 'facts' },
    ...facts.map(([label, value]) => element('div', {}, element('dt', {}, label), element('dd', {}, value))),
  )

function table(rows: readonly Record<string, unknown>[], columns: readonly string[], called: Record<string, string>) {
  const made = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...columns.map((k) => element('th', { scope: 'col' }, called[k] ?? k)))),
    element('tbody', {}, ...rows.map((r) => element('tr', {}, ...columns.map((k) => element('td', {}, shown(r[k])))))),
  )
  return element('div', { class: 'sheet', tabindex: '0', role: 'region', 'aria-label': '公开的内容' }, made)
}

const place = (called: Record<string, string>, key: string) => {
  const at = Object.keys(called).indexOf(key)
  return at < 0 ? Infinity : at
}

const shown = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? Object.values(value).map(shown).join(' ')
      : String(value)

function section(head: string, steps: readonly Step[], more: readonly HTMLElement[]): HTMLElement {
  const wrong = steps.some((s) => s.ok === false)
  const verdict = wrong
    ? '✗ 对不上，请不要相信这张纸。请留好它，向乡镇或县里反映。'
    : steps.every((s) => s.ok)
      ? '✓ 是真的，和公开时一样。'
      : '能核对的都对得上，还有没核对的，见下面。'
  return element(
    'section',
    { class: 'panel' },
    element('h2', {}, head),
    element('p', { class: wrong ? 'note bad' : 'note' }, element('b', {}, verdict)),
    element(
      'ul',
      { class: 'steps' },
      ...steps.map((s) => element('li', {}, `${s.ok === true ? '✓ ' : s.ok === false ? '✗ ' : '－ '}${s.label}`)),
    ),
    ...more,
  )
}

function element(name: string, attributes: Record<string, string>, ...inside: (HTMLElement | string)[]): HTMLElement {
  const made = document.createElement(name)
  for (const [k, v] of Object.entries(attributes)) made.setAttribute(k, v)
  made.append(...inside)
  return made
}

function parsed<T>(text: string | undefined): T | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as T)
}
