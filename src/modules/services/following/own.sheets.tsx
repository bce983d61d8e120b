/** What an applicant prints or shows: the result on one sheet; and the page on which anybody checks it. */
import type { ComponentChildren } from 'preact'
import type { StoredLeaf } from '../../../kernel/ledger/queries.ts'
import { daysBetween, sayDay, dayOf } from '../../../platform/clock.ts'
import { Qr } from '../../../web/qr.tsx'
import type { Shown } from '../../../kernel/site/site.tsx'
import { ownHref, resultHref } from '../applying/addresses.ts'
import { resultFacts } from './own.document.ts'
import type { Live } from './own.read.ts'
import { isAsClosed, statementOfResult, type Face } from './resultStatement.ts'

/** The result as a sheet to print, with a code that anybody can check. */
export function resultSheet(own: Live, address: string): Shown {
  const { a } = own
  const facts = resultFacts(own)
  return {
    title: `办理结果 ${a.code}`,
    noindex: true,
    fleeting: true,
    personal: true,
    scripts: ['receipt'],
    crumbs: [{ href: ownHref(a.code), text: '我的申请' }],
    body: (
      <div class="text" data-receipt>
        <h1>办理结果通知</h1>
        <p>
          {a.place}　{a.closed_at && sayDay(dayOf(a.closed_at), true)}　编号 {a.code}
        </p>
        <dl>{facts.map(([label, value]) => [<dt key={`${label}t`}>{label}</dt>, <dd key={label}>{value}</dd>])}</dl>
        {a.result_code !== null && (
          <>
            <p>
              核对码 <b class="mono">{a.result_code}</b>。扫下面的码，或者打开 {address}
              {resultHref(a.result_code)}，能看到这张通知是不是真的。
            </p>
            <Qr text={`${address}${resultHref(a.result_code)}`} label="核对这张通知" />
          </>
        )}
        <p class="do">
          <button class="press second" type="button" data-print hidden>
            打印
          </button>
          <a class="press second" href={`${ownHref(a.code)}/result.pdf`} download={`办理结果-${a.code}.pdf`}>
            下载（PDF）
          </a>
        </p>
      </div>
    ),
  }
}

export type CheckedResult = {
  id: string
  service_code: string
  service: string
  place: string
  slug: string
  state: 'done' | 'refused'
  sent_on: string
  closed_on: string
  /** Missing where it ended before results had one, or without anybody's decision. */
  face: Face | null
  face_salt: Uint8Array | null
}

/**
 * Whether a result is genuine, and what it says: anybody who has its code may ask; the applicant stays masked. `leaf`:
 * of its end.
 */
export function checkedPage(code: string, found: CheckedResult | undefined, leaf: StoredLeaf | undefined): Shown {
  return {
    title: '核对办理结果',
    noindex: true,
    fleeting: true,
    status: found ? 200 : 404,
    crumbs: [{ href: '/', text: '首页' }],
    body: (
      <div class="text">
        <h1>核对办理结果</h1>
        {found ? (
          <Genuine code={code} found={found} leaf={leaf} />
        ) : (
          <p class="note">没有这个核对码。可能抄错了，也可能这张纸是假的。请打电话问村里。</p>
        )}
      </div>
    ),
  }
}

function Genuine({ code, found, leaf }: { code: string; found: CheckedResult; leaf: StoredLeaf | undefined }) {
  const { face, face_salt: salt } = found
  const proved =
    face && salt && leaf && leaf.position !== null
      ? isAsClosed(
          statementOfResult({ ...found, service: found.service_code, face }, found.state, code, found.closed_on),
          salt,
          new Uint8Array(leaf.entry),
        )
      : undefined
  if (proved === false)
    return (
      <p class="note bad">
        有这个核对码，但是内容和公开存证里记的对不上：被改过。请留好纸，打电话问村里，也可以向县里反映。
      </p>
    )
  const facts: [label: string, value: ComponentChildren][] = [
    ['核对码', <span class="mono">{code}</span>],
    ...(face ? [['申请人', face.applicant] as [string, string]] : []),
    ['事项', found.service],
    ['哪个村', <a href={`/v/${found.slug}`}>{found.place}</a>],
    ['结果', found.state === 'done' ? '已办结' : '不予办理'],
    ...(face?.amount ? [['金额', `${face.amount} 元`] as [string, string]] : []),
    ...(face?.from ? [['从什么时候起', face.from] as [string, string]] : []),
    ['哪天收到', sayDay(found.sent_on, true)],
    ['哪天办结', `${sayDay(found.closed_on, true)}（${daysWords(found.sent_on, found.closed_on)}）`],
  ]
  return (
    <section class="panel state">
      <p class="lead">这张通知是真的。</p>
      <dl>{facts.map(([label, value]) => [<dt key={`${label}t`}>{label}</dt>, <dd key={label}>{value}</dd>])}</dl>
      <p>请和纸上的逐项对一对，不一样的就是纸被改过。</p>
      <p class="quiet">
        申请人的名字不全写出来。
        {proved && `上面这些和公开存证第 ${(leaf!.position! + 1).toLocaleString('en')} 条一致，办结以后没有改过。`}
        {leaf?.position === null && '正在记入公开存证，一般一秒钟内完成。'}
      </p>
    </section>
  )
}

/** Whole days from the day after it came, as promises count them. */
function daysWords(from: string, to: string): string {
  const days = daysBetween(from, to)
  return days === 0 ? '当天办结' : `用了 ${days} 天`
}
