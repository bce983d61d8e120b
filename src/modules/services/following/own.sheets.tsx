/** What an applicant prints or shows: the result on one sheet; and the page on which anybody checks it. */
import { sayDay, dayOf } from '../../../platform/clock.ts'
import { Qr } from '../../../web/qr.tsx'
import type { Shown } from '../../../kernel/site/site.tsx'
import { ownHref, resultHref } from '../applying/addresses.ts'
import { resultFacts } from './own.document.ts'
import type { Live } from './own.read.ts'

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

export type CheckedResult = { service: string; place: string; slug: string; state: string; closed_on: string }

/** Whether a result is genuine: anybody may ask; nobody is named. */
export function checkedPage(code: string, found: CheckedResult | undefined): Shown {
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
          <section class="panel state">
            <p class="lead">这张通知是真的。</p>
            <dl>
              <dt>核对码</dt>
              <dd class="mono">{code}</dd>
              <dt>事项</dt>
              <dd>{found.service}</dd>
              <dt>哪个村</dt>
              <dd>
                <a href={`/v/${found.slug}`}>{found.place}</a>
              </dd>
              <dt>结果</dt>
              <dd>{found.state === 'done' ? '已办结' : '不予办理'}</dd>
              <dt>日期</dt>
              <dd>{sayDay(found.closed_on, true)}</dd>
            </dl>
            <p class="quiet">这里不显示是谁申请的。请和纸上的内容对一对。</p>
          </section>
        ) : (
          <p class="note">没有这个核对码。可能抄错了，也可能这张纸是假的。请打电话问村里。</p>
        )}
      </div>
    ),
  }
}
