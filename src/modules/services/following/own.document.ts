/** Receipt and result as PDF: the same words as on the page, with a code that anybody can check. */
import { dayOf, sayDay, sayTime } from '../../../platform/clock.ts'
import type { PdfDocument } from '../../../platform/pdf/document.ts'
import { clockBlocks, receiptPaper, sayCalls } from '../../../kernel/receipts/receipt.document.ts'
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

/**
 * The office whose word it is: the place of the last step above the village that somebody passed, signed or refused.
 */
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
  const said = sayCalls(own.calledAfter, own.desk)
  const calls: [string, string][] = said === '' ? [] : [['有疑问打电话', said]]
  return {
    title: `办理结果通知 ${a.code}`,
    foot: `${a.place}　编号 ${a.code}`,
    blocks: [
      { kind: 'title', text: '办理结果通知' },
      { kind: 'ends', left: a.place, right: `${a.closed_at ? sayDay(dayOf(a.closed_at), true) : ''}　编号 ${a.code}` },
      { kind: 'facts', facts: [...resultFacts(own), ...calls] },
      {
        kind: 'qr',
        text: href,
        beside: [
          [{ text: `核对码 ${a.result_code}`, strong: true }],
          '扫这个码，或者打开下面的网址，谁都能看到这张通知是不是真的、写的对不对。申请人的名字在那里不全写出来。',
          href,
        ],
      },
      ...clockBlocks(own.clocks),
    ],
  }
}

/** The applicant's own copy. */
export function receiptDocument(own: Live, origin: string): PdfDocument {
  const { a, digits, receipt, promise } = own
  return receiptPaper({
    title: '申请回执',
    place: a.place,
    received: a.sent_at ? `${sayTime(a.sent_at, true)} 收到` : '',
    code: a.code,
    digits,
    about: [['申请事项', a.service.name]],
    ...(promise
      ? {
          promised: `${sayDay(dayOf(new Date(promise.dueAt.getTime() - 1)), true)}以前（公示、评议和等补材料的时间不算）`,
        }
      : {}),
    calls: sayCalls(own.called.length > 0 ? own.called : own.calledAfter, own.desk),
    progress: `${origin}${ownHref(a.code)}`,
    find: `${origin}/applications`,
    note: receipt,
    check: `${origin}/check`,
    clocks: own.clocks,
  })
}
