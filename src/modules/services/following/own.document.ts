/** Receipt and result as PDF: the same words as on the page, with a code that anybody can check. */
import { dayOf, sayDay, sayTime } from '../../../platform/clock.ts'
import type { PdfBlock, PdfDocument } from '../../../platform/pdf/document.ts'
import { ownHref, resultHref } from '../applying/addresses.ts'
import type { Live } from './own.read.ts'

/** The result in lines, for screen and paper. */
export function resultFacts({ a, applicant, result, history }: Live): [label: string, value: string][] {
  const [refusal, grant] = [result?.refusal, result?.grant]
  const about: [string, string][] = [
    ['申请人', applicant],
    ['申请事项', a.service.name],
    ['办理单位', decidedBy(history) ?? a.service.competent.name],
  ]
  if (refusal)
    return [
      ...about,
      ['结果', '不予办理'],
      ['原因', refusal.reason],
      ['依据', refusal.basis],
      ['不服怎么办', refusal.appeal],
    ]
  return [
    ...about,
    ['结果', `已办结：${a.service.result.name}。${grant?.text ?? ''}`],
    ...(grant?.amount ? [['金额', `${grant.amount} 元`] as [string, string]] : []),
    ...(grant?.from ? [['从什么时候起', grant.from] as [string, string]] : []),
  ]
}

/** The office whose word it is: the place of the last step above the village that somebody passed, signed or refused. */
const decidedBy = (history: Live['history']): string | undefined =>
  history.findLast(
    (e) =>
      ['approve', 'refuse', 'pass'].includes(e.action) &&
      e.place_name !== '' &&
      !(e.from_step ?? 'village_').startsWith('village_'),
  )?.place_name

export function resultDocument(own: Live, origin: string): PdfDocument {
  const { a } = own
  const href = `${origin}${resultHref(a.result_code!)}`
  return {
    title: `办理结果通知 ${a.code}`,
    foot: `${a.place}　编号 ${a.code}`,
    blocks: [
      { kind: 'title', text: '办理结果通知' },
      { kind: 'ends', left: a.place, right: `${a.closed_at ? sayDay(dayOf(a.closed_at), true) : ''}　编号 ${a.code}` },
      { kind: 'facts', facts: resultFacts(own) },
      {
        kind: 'qr',
        text: href,
        beside: [
          [{ text: `核对码 ${a.result_code}`, strong: true }],
          '扫这个码，或者打开下面的网址，谁都能看到这张通知是不是真的、写的对不对。申请人的名字在那里不全写出来。',
          href,
        ],
      },
      ...clockBlocks(own),
    ],
  }
}

/** Every step's limit, past ones too, with how it ended: as on the page. */
function clockBlocks({ clocks }: Live): PdfBlock[] {
  if (clocks.length === 0) return []
  return [
    { kind: 'heading', text: '每一步的时限是怎么算的' },
    ...clocks.flatMap((c): PdfBlock[] => [
      { kind: 'text', text: [{ text: c.name, strong: true }] },
      { kind: 'list', marks: 'dots', items: [...c.lines, ...(c.end === '' ? [] : [`${c.end}。`])] },
    ]),
  ]
}

/**
 * With the six digits: it is the applicant's own copy. One code leads to the progress, the other holds the signed
 * receipt itself, which needs no network to be checked.
 */
export function receiptDocument(own: Live, origin: string): PdfDocument {
  const { a, digits, receipt, promise } = own
  return {
    title: `回执 ${a.code}`,
    foot: `${a.place}　编号 ${a.code}`,
    blocks: [
      { kind: 'title', text: '申请回执' },
      { kind: 'ends', left: a.place, right: a.sent_at ? `${sayTime(a.sent_at, true)} 收到` : '' },
      {
        kind: 'facts',
        facts: [
          ['申请事项', a.service.name],
          ['编号', [{ text: a.code, strong: true }]],
          ['六位数字', [{ text: digits, strong: true }]],
          ...(promise
            ? [
                [
                  '承诺办好',
                  `${sayDay(dayOf(new Date(promise.dueAt.getTime() - 1)), true)}以前（公示、评议和等补材料的时间不算）`,
                ] as [string, string],
              ]
            : []),
        ],
      },
      { kind: 'heading', text: '怎么查进度' },
      {
        kind: 'qr',
        text: `${origin}${ownHref(a.code)}`,
        beside: [
          [{ text: '扫码查进度，编号已填好，只要填六位数字', strong: true }],
          `也可以打开 ${origin}/applications，填编号和六位数字。`,
          '没有手机的，带这张回执到村里，请代办员查。',
          '六位数字像钥匙一样，不要给别人，也不要发到群里。',
        ],
      },
      ...(receipt
        ? [
            {
              kind: 'qr',
              large: true,
              text: receipt,
              beside: [
                [{ text: '这张回执是签了名的', strong: true }],
                '码里写着什么时候收到、编号是多少，改一个字就核对不上。扫出来的文字，任何人都可以拿去核对：',
                `${origin}/check`,
              ],
            } as const,
          ]
        : []),
      ...clockBlocks(own),
    ],
  }
}
