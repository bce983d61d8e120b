/** Asking about a notice, and the page that thanks. */
import type { Held } from '../../../kernel/people/holding.ts'
import { answerersOf } from './answerers.ts'
import { HolderRows } from '../../../web/holders.tsx'
import { aboveQ } from '../../../kernel/regions/shown.queries.ts'
import { sayDay, sayTime } from '../../../platform/clock.ts'
import { notFound } from '../../../platform/errors.ts'
import { readCode } from '../../../platform/ids.ts'
import { Choices, ErrorSummary, type FieldError } from '../../../web/field.tsx'
import { kindNames } from './questions.ts'
import { AskFields, blankAsk, type Typed } from './ask.parts.tsx'
import { receiptQ, type Receipt } from './ask.queries.ts'
import { findNotice } from '../publishing/notice.read.ts'
import { ruleNumber, titleOf } from '../obligations/dueWords.ts'
import type { Shown, Visit } from '../site.ts'
import { postAt } from '../../../kernel/people/postAt.ts'

export async function askPage(
  visit: Visit,
  code: string,
  asked?: { typed: Typed; errors: FieldError[] },
): Promise<Shown> {
  const { notice: n } = await findNotice(visit, code)
  if (n.withdrawn !== null) throw notFound('这项公开已经撤回，不能再提问。')
  const title = titleOf(visit.frame, n)
  const typed = asked?.typed ?? blankAsk('question')
  const days = ruleNumber(visit.frame, 'objection.answerDays', 5)
  const own = n.place_level === 'group' ? (n.parent_name ?? n.place_name) : n.place_name
  const above = (await aboveQ(visit.db, n.place_slug))[0]?.name
  return {
    title: `提问：${title}`,
    noindex: true,
    fleeting: true,
    status: asked ? 422 : 200,
    scripts: ['ask'],
    crumbs: [{ href: `/d/${n.code}`, text: title }],
    body: (
      <div class="text">
        {asked && <ErrorSummary errors={asked.errors} />}
        <h1>对这项公开提问</h1>
        <p>
          {n.place_name}：{title}
        </p>
        <p>
          {n.display_until !== null && n.display_until < visit.today ? '公布期已过，仍然可以问' : '公布期内随时可以问'}
          ，{days} 天内答复，答复会写在这项公开的下面。
        </p>
        {n.place_level === 'village' && (
          <p class="note">
            名单、账目里哪一行不对，要求更正的，
            <a href={`/v/${n.place_slug}/reports/new?notice=${n.code}`}>指出是哪一行</a>
            ，核查属实就更正。
          </p>
        )}
        <form method="post" action={`/d/${n.code}/ask`} data-ask>
          <Choices
            name="kind"
            legend="您想说的是"
            value={typed.kind}
            choices={[
              { value: 'question', text: '我有疑问', help: `送给${own}答复` },
              { value: 'objection', text: '我有异议', help: `哪里写错了、不同意，送给${own}核查` },
              {
                value: 'untrue',
                text: '内容不真实',
                help: above ? `送给${above}调查，不由${own}自己处理` : `送给${n.place_name}负责村务公开的部门调查`,
              },
              { value: 'comment', text: '我想说几句', help: `要写姓名；${own}审核以后，公开写在这项公开的下面` },
            ]}
          />
          <AskFields rules={visit.frame.rules} typed={typed} errors={asked?.errors ?? []} textLabel="想问什么" />
          <p class="quiet">反映干部违纪违法，请打 12388，或到县纪委监委反映，这里不受理。</p>
          <button class="press" type="submit">
            提交
          </button>
        </form>
      </div>
    ),
  }
}

/** What became of a question, for whoever has its code. */
export async function receiptPage(visit: Visit, typed: string): Promise<Shown> {
  const code = readCode(typed)
  const q = code === undefined ? undefined : (await receiptQ(visit.db, code))[0]
  if (!q) throw notFound('没有这个编号。请核对一下，编号是 10 位数字和字母。')
  return {
    title: '已经收到',
    noindex: true,
    fleeting: true,
    personal: true,
    scripts: ['ask'],
    body: <ReceiptBody q={q} called={q.answer === null ? await answerersOf(visit, [q.handler_id]) : []} />,
  }
}

function ReceiptBody({ q, called }: { q: Receipt; called: readonly Held[] }) {
  const back = q.notice_code
    ? { href: `/d/${q.notice_code}`, text: '回到这项公开' }
    : { href: `/v/${q.place_slug}`, text: `回到${q.place}` }
  return (
    <div class="text" data-asked>
      <h1>{q.answer === null ? '收到了，谢谢您' : '已经答复'}</h1>
      <p>
        您在 {sayTime(q.asked_at, true)} {kindNames[q.kind as keyof typeof kindNames]}，编号是：
      </p>
      <p class="panel">
        <b class="mono">{q.code}</b>
      </p>
      {q.answer === null ? (
        <p>
          最晚 {sayDay(q.due_on, true)}答复。请记下编号，或把这一页存下来，到时候用它查结果：
          <span class="mono">/q/{q.code}</span>
        </p>
      ) : (
        <p>
          {postAt(q.answered_place, q.answered_post)}在 {sayTime(q.answered_at!, true)} 答复：{q.answer}
        </p>
      )}
      {called.length > 0 && (
        <>
          <h2>找谁问</h2>
          <HolderRows holders={called} limit={3} label="在谁手里" />
        </>
      )}
      {q.text === null && (
        <p class="quiet">
          留了姓名的，审核后才在网上显示；没有留姓名的，只给办理的人看，办完后按您留的联系方式告诉您。
        </p>
      )}
      <p>
        <a href={back.href}>{back.text}</a>
      </p>
    </div>
  )
}
