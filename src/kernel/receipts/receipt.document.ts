/**
 * A receipt on paper, of a report or an application: what it is about, both halves, whom to call, how to follow it, how
 * to prove it.
 */
import type { PdfBlock, PdfDocument } from '../../platform/pdf/document.ts'
import type { StepClock } from '../cases/clocks.ts'

/** Somebody in whose hands the matter is; `person` empty where the county shows posts only. */
type Called = { post: string; person: string; office_phone: string }

type Receipt = {
  title: string
  place: string
  /** "11 月 3 日 9:00 收到"; empty before. */
  received: string
  code: string
  digits: string
  /** What it is about, before the two halves, and what is promised, after them. */
  about: readonly [string, string][]
  promised?: string
  calls: string
  /** The progress page with the number filled in, and where number and digits are typed. */
  progress: string
  find: string
  /** The signed note, and where anybody checks it. */
  note: string | undefined
  check: string
  clocks: readonly StepClock[]
}

/**
 * With the six digits: it is the holder's own copy. One code leads to the progress, the other holds the signed receipt
 * itself, which needs no network to be checked.
 */
export function receiptPaper(r: Receipt): PdfDocument {
  return {
    title: `回执 ${r.code}`,
    foot: `${r.place}　编号 ${r.code}`,
    onePage: true,
    blocks: [
      { kind: 'title', text: r.title },
      { kind: 'ends', left: r.place, right: r.received },
      {
        kind: 'facts',
        facts: [
          ...r.about,
          ['编号', [{ text: r.code, strong: true }]],
          ['六位数字', [{ text: r.digits, strong: true }]],
          ...(r.promised ? [['承诺办好', r.promised] as [string, string]] : []),
          ...(r.calls === '' ? [] : [['打电话问', [{ text: r.calls, strong: true }]] as const]),
        ],
      },
      { kind: 'heading', text: '怎么查进度' },
      {
        kind: 'qr',
        text: r.progress,
        beside: [
          [{ text: '扫码查进度，编号已填好，只要填六位数字', strong: true }],
          `也可以打开 ${r.find}，填编号和六位数字。`,
          '没有手机的，带这张回执到村里，请代办员查。',
          '六位数字像钥匙一样，不要给别人，也不要发到群里。',
        ],
      },
      ...(r.note ? [noteBlock(r.note, r.check)] : []),
      ...clockBlocks(r.clocks),
    ],
  }
}

const noteBlock = (note: string, check: string): PdfBlock => ({
  kind: 'qr',
  large: true,
  text: note,
  beside: [
    [{ text: '这张回执是签了名的', strong: true }],
    '码里写着什么时候收到、编号是多少，改一个字就核对不上。扫出来的文字，任何人都可以拿去核对：',
    check,
  ],
})

/**
 * Whom to call: the first of those in whose hands it is that has a number, else the office; empty where nobody has one.
 */
export function sayCalls(called: readonly Called[], office: { name: string; phone: string } | undefined): string {
  const hand = called.find((h) => h.office_phone !== '')
  if (hand) return `${office?.name ?? ''}${hand.post}${hand.person && ` ${hand.person}`}　${hand.office_phone}`
  return office && office.phone !== '' ? `${office.name}　${office.phone}` : ''
}

/** Every step's limit, past ones too, with how it ended: as on the page. */
export function clockBlocks(clocks: readonly StepClock[]): PdfBlock[] {
  if (clocks.length === 0) return []
  return [
    { kind: 'heading', text: '每一步的时限是怎么算的' },
    ...clocks.flatMap((c): PdfBlock[] => [
      { kind: 'text', text: [{ text: c.name, strong: true }] },
      { kind: 'list', marks: 'dots', items: [...c.lines, ...(c.end === '' ? [] : [`${c.end}。`])] },
    ]),
  ]
}
