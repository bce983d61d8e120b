/**
 * An application for whoever holds its receipt: where it stands, who has it, until when, what is missing, what came of
 * it.
 */
import { Careful } from '../../../kernel/danger/danger.parts.tsx'
import { HolderRows } from '../../../web/holders.tsx'
import type { ComponentChildren } from 'preact'
import { Clocks } from '../../../kernel/cases/clocks.parts.tsx'
import { sayLimit, sayTime } from '../../../platform/clock.ts'
import { Choices, ErrorSummary, Field, type FieldError } from '../../../web/field.tsx'
import { Hands } from '../../../web/hands.tsx'
import { Pager } from '../../../web/pager.tsx'
import { FindByReceipt, ReceiptActions, ReceiptCodes, ReceiptHalves } from '../../../web/receipt.tsx'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { PaperSection } from '../../../kernel/asked/paper.ts'
import type { Shown } from '../../../kernel/site/site.tsx'
import { DueLine, Lamp } from '../../../kernel/cases/history.parts.tsx'
import { servicesHref } from '../list/addresses.ts'
import { sayPromise } from '../list/serviceWords.ts'
import { grades, type Grant } from '../deciding/applications.schema.ts'
import { limitWords, shownLegs, stepNameOf } from '../deciding/routes.ts'
import { againHref, editHref, ownHref, resultHref } from '../applying/addresses.ts'
import { looksPerPage, type Live, type Look, type Own } from './own.read.ts'
import { postAt } from '../../../kernel/people/postAt.ts'

export type Refused = { errors: FieldError[]; typed: Record<string, string> }
const nothing: Refused = { errors: [], typed: {} }

/** `origin`: of this site, for the receipt's code. */
export function ownPage(own: Own, origin: string, refused: Refused = nothing): Shown {
  const { a } = own
  return {
    title: `我的申请 ${a.code}`,
    noindex: true,
    fleeting: true,
    personal: true,
    status: refused.errors.length > 0 ? 422 : 200,
    scripts: ['receipt'],
    crumbs: [
      { href: `/v/${a.slug}`, text: a.place },
      { href: servicesHref(a.slug), text: '办事' },
    ],
    body: (
      <div data-sent={a.code}>
        <ErrorSummary errors={refused.errors} />
        {own.c === undefined ? <Draft own={own} /> : <Sent own={own as Live} origin={origin} refused={refused} />}
      </div>
    ),
  }
}

function Draft({ own: { a, digits } }: { own: Own }) {
  return (
    <>
      <h1>存好了，还没有提交</h1>
      <section class="panel receipt">
        <p>
          “{a.service.name}”　{sayTime(a.saved_at, true)} 存的
        </p>
        <ReceiptHalves code={a.code} digits={digits} />
        <p>
          <b>请记下来。</b>换一部手机，在“查办理进度”里填编号和六位数字，就能接着填。
        </p>
        <p class="do">
          <a class="press" href={editHref(a.code)}>
            接着填
          </a>
        </p>
      </section>
      <form method="post" action={`${ownHref(a.code)}/drop`}>
        <p class="do">
          <button class="press second" type="submit">
            不办了，删掉
          </button>
        </p>
      </form>
    </>
  )
}

function Sent({ own, origin, refused }: { own: Live; origin: string; refused: Refused }) {
  const fresh = own.history.length === 1
  return (
    <>
      <h1>{fresh ? '收到了您的申请' : `您申请的“${own.a.service.name}”`}</h1>
      <div class={fresh ? 'two turned' : 'two'}>
        {fresh && (
          <div class="side">
            <Receipt own={own} origin={origin} />
          </div>
        )}
        <div>
          <Where own={own} />
          <WhoIam own={own} />
          <Outcome own={own} />
          <Rate own={own} refused={refused} />
          <Again own={own} />
          <h2>一共要走几步</h2>
          <Route own={own} />
          <h2>办理经过</h2>
          <Way own={own} />
          <Filled sections={own.sections} />
          <Looks own={own} />
          <Withdraw own={own} refused={refused} />
        </div>
        {!fresh && (
          <div class="side">
            <Receipt own={own} origin={origin} />
          </div>
        )}
      </div>
    </>
  )
}

function Where({
  own: { a, c, step, holder, posts, called, asked, clocks, queue, promise, ctx, correctable, notice },
}: {
  own: Live
}) {
  return (
    <section class="panel state" aria-label="现在的情况">
      <p class="lead">
        {c.paused_at !== null ? '等您补材料' : (stepNameOf(a.service, c.step) ?? step.name)}{' '}
        <Lamp c={c} now={ctx.now} />
      </p>
      {asked.length > 0 && c.paused_at !== null && (
        <>
          <p>
            <b>请补这 {asked.length} 样，补齐了接着办：</b>
          </p>
          <ul>
            {asked.map((m) => (
              <li key={m.key}>
                <b>{m.label}</b>：{m.say}
              </li>
            ))}
          </ul>
          <p class="do">
            <a class="press" href={editHref(a.code)}>
              去补
            </a>
          </p>
          <p class="quiet">补齐以前不算办理的时间。</p>
        </>
      )}
      {c.closed_at === null && c.paused_at === null && holder && (
        <p>
          在{holder.name}
          {posts.length > 0 && `，由${posts.join('、')}办`}
          {holder.phone !== '' && (
            <>
              ，电话 <a href={`tel:${holder.phone}`}>{holder.phone}</a>
            </>
          )}
          。{sayTime(c.step_since)} 到这一步{queue !== undefined && queue > 1 && `，前面还有 ${queue - 1} 件`}。
        </p>
      )}
      {called.some((h) => h.office_phone !== '') && <HolderRows holders={called} limit={2} label="在谁手里" />}
      <p>
        <DueLine c={c} now={ctx.now} />
      </p>
      {promise && c.closed_at === null && (
        <p>
          整件事承诺{a.service.atOnce ? '' : ' '}
          {sayPromise(a.service)}办好，也就是 {sayLimit(promise.dueAt)} 前
          {promise.provisional && '（放假安排还没公布，先按周末推算）'}。公示、评议和等您补材料的时间不算。
        </p>
      )}
      {a.service.silence && (
        <p class="note">
          到期没有答复的，{a.service.silence.means === 'accepted' ? '就算已经受理' : '就算已经同意'}（
          {a.service.silence.citation}）。
        </p>
      )}
      {notice.notice && (
        <p>
          <a href={`/d/${notice.notice}`}>看公示的页面</a>
        </p>
      )}
      <Clocks clocks={clocks} />
      {correctable && (
        <p class="do">
          <a class="press second" href={editHref(a.code)}>
            改一改填的内容
          </a>
        </p>
      )}
    </section>
  )
}

function Outcome({ own: { a, result, notice, follow } }: { own: Live }) {
  if (!result && a.result_code === null) return null
  const refusal = result?.refusal
  return (
    <section class="panel" aria-label="结果">
      <h2>{refusal ? '没有办成' : '结果'}</h2>
      {refusal ? (
        <dl>
          <dt>原因</dt>
          <dd>{refusal.reason}</dd>
          <dt>依据</dt>
          <dd>{refusal.basis}</dd>
          <dt>不服怎么办</dt>
          <dd>{refusal.appeal}</dd>
        </dl>
      ) : (
        <p>{grantWords(a.service.result.name, result?.grant)}</p>
      )}
      {a.result_code !== null && (
        <p class="do">
          <a class="press" href={`${ownHref(a.code)}/result`}>
            打开结果，可以打印
          </a>
          <a class="press second" href={`${ownHref(a.code)}/result.pdf`} download={`办理结果-${a.code}.pdf`}>
            下载结果（PDF）
          </a>
          <a class="press second" href={resultHref(a.result_code)}>
            别人怎么核对
          </a>
        </p>
      )}
      {notice.result && (
        <p>
          <a href={`/d/${notice.result}`}>公开的结果</a>
        </p>
      )}
      {follow && <p>对您的评价，我们答复：{follow}</p>}
    </section>
  )
}

/** Where a service wants to know who applies: pressed by the applicant, for name and number go to the provider. */
function WhoIam({ own: { a, c, identity } }: { own: Live }) {
  if (identity === undefined || c.closed_at !== null || a.identity >= 2 || a.service.identity === 'none') return null
  return (
    <form method="post" action={`${ownHref(a.code)}/identity`} class="panel">
      <h2>网上核对身份</h2>
      <p>您填的姓名和身份证号会发给“{identity}”核对，核对上了就不用再当面核对。也可以不点，等工作人员对照身份证。</p>
      <p class="do">
        <button class="press second" type="submit">
          同意，去核对
        </button>
      </p>
    </form>
  )
}

/** The same matter once more, begun with what was said this time. */
function Again({ own: { a } }: { own: Live }) {
  if (a.closed_at === null) return null
  return (
    <p class="do">
      <a class="press second" href={againHref(a.code)}>
        照这件再办一件
      </a>
    </p>
  )
}

/** The five grades (好差评). */
function Rate({ own: { a, rateUntil, ctx }, refused }: { own: Live; refused: Refused }) {
  if (a.stars !== null)
    return (
      <p>
        您的评价：<b>{grades[a.stars as 1]}</b>。
      </p>
    )
  if ((a.state !== 'done' && a.state !== 'refused') || !rateUntil || rateUntil < ctx.now) return null
  const wrong = (field: string) => refused.errors.find((e) => e.field === field)?.say
  return (
    <form method="post" action={`${ownHref(a.code)}/rate`} class="panel">
      <h2>办得怎么样</h2>
      <Choices
        name="stars"
        legend="您的评价"
        value={refused.typed['stars'] ?? ''}
        error={wrong('stars')}
        choices={([5, 4, 3, 2, 1] as const).map((n) => ({
          value: String(n),
          text: grades[n],
          ...(n <= 2 ? { help: '会有人找您核实、整改，再答复您' } : {}),
        }))}
      />
      <Field
        name="text"
        label="想说的话（不满意请写明哪里没有办好）"
        rows={3}
        value={refused.typed['text'] ?? ''}
        error={wrong('text')}
        maxLength={1000}
      />
      <Careful rules={ctx.rules} written={refused.typed['text'] ?? ''} typed={refused.typed} />
      <p class="do">
        <button class="press" type="submit">
          提交评价
        </button>
      </p>
    </form>
  )
}

function Route({ own: { c, history, a } }: { own: Live }) {
  const { steps } = procedureOf(c.procedure)
  // When it left the step, as the office's own screen says.
  const left = new Map(
    history.filter((e) => e.from_step !== null && e.from_step !== e.to_step).map((e) => [e.from_step!, e.at]),
  )
  const now = c.route?.findIndex((leg) => leg.step === c.step) ?? -1
  return (
    <ol class="hands">
      {shownLegs(c.route ?? [], c.limits, steps).map(({ leg, limit, until }, i) => (
        <li key={leg.step} aria-current={i === now ? 'step' : undefined}>
          <b>{stepNameOf(a.service, leg.step) ?? steps[leg.step]!.name}</b>
          <span class="quiet">
            {i === now
              ? '正在办'
              : (now < 0 && c.closed_at !== null ? left.has(leg.step) : i < now)
                ? `${left.has(leg.step) ? sayTime(left.get(leg.step)!) : ''} 办过`
                : c.closed_at === null
                  ? '还没到'
                  : '没有走到'}
            {limit && `　${limitWords(limit, until)}`}
          </span>
        </li>
      ))}
      <li>
        <b>结果：{a.service.result.name}</b>
        <span class="quiet">{c.closed_at === null ? '还没到' : procedureOf(c.procedure).steps[c.step]!.name}</span>
      </li>
    </ol>
  )
}

const others: Record<string, string> = {
  open: '收到申请',
  suspend: '一次性告知要补什么',
  resume: '补好了，接着办',
  correct: '申请人改了内容',
  version: '改按新规定办',
  extend: '延长期限',
  answerJoint: '联审部门答复',
  noticeGone: '公示被撤下了，公示期停住；重新公示，从头算',
}
/** Words between offices stay there; those to the applicant are told. */
const told = new Set(['suspend', 'refuse', 'uphold', 'again', 'extend', 'lapse'])

function Way({ own: { c, history, handed } }: { own: Live }) {
  const { steps } = procedureOf(c.procedure)
  const lines = history.filter((e) => e.from_step !== e.to_step || others[e.action] !== undefined || handed.has(e.seq))
  return (
    <Hands
      hands={lines.map((e) => ({
        step: `${others[e.action] ?? steps[e.from_step ?? '']?.actions[e.action]?.name ?? e.action}${handed.has(e.seq) ? `，到${handed.get(e.seq)}` : ''}`,
        name: '',
        post: e.person_id === null ? e.person_name : postAt(e.place_name, e.post_name),
        place: '',
        at: sayTime(e.at, true),
        deputyFor: e.deputy_for,
        comment: told.has(e.action) ? e.comment : '',
      }))}
    />
  )
}

/** What was filled in, folded: nothing in it can be changed here. `children`: what stands below it. */
export function Filled({
  sections,
  summary = '您填的内容（证件号、电话、账号遮住一部分）',
  children,
}: {
  sections: readonly PaperSection[]
  summary?: string
  children?: ComponentChildren
}) {
  return (
    <details>
      <summary>{summary}</summary>
      {sections.map((s) => (
        <section key={s.title}>
          <h3>{s.title}</h3>
          <dl>{s.lines.map((l) => [<dt key={`${l.label}t`}>{l.label}</dt>, <dd key={l.label}>{sayLine(l)}</dd>])}</dl>
        </section>
      ))}
      {children}
    </details>
  )
}

export function sayLine(line: PaperSection['lines'][number]): string {
  if (line.kind === 'line') return line.value === '' ? '没有填' : line.value
  if (line.kind === 'boxes')
    return (
      line.options
        .filter((o) => o.ticked)
        .map((o) => o.text)
        .join('、') || '没有选'
    )
  return line.rows.length === 0
    ? '没有填'
    : line.rows.map((row) => row.filter((cell) => cell !== '').join('，')).join('；')
}

/** Every look at what was handed in stands here (个人信息保护法 Art. 44: people may know). */
function Looks({
  own: {
    a,
    looks: { looks, total },
  },
}: {
  own: Live
}) {
  return (
    <details>
      <summary>谁看过您的材料（{total} 次）</summary>
      {total === 0 ? <p>还没有人打开过。</p> : <LookList looks={looks} />}
      {total > looks.length && (
        <p class="do">
          <a class="press second" href={`${ownHref(a.code)}/looks`}>
            看全部 {total} 次
          </a>
        </p>
      )}
    </details>
  )
}

const LookList = ({ looks }: { looks: readonly Look[] }) => (
  <ul>
    {looks.map((l, i) => (
      <li key={i}>
        {sayTime(l.at, true)}　{l.post_name}
        {l.person_name} 看了{l.what}
        {l.why !== '' && `：${l.why}`}
      </li>
    ))}
  </ul>
)

/** All looks, page by page. */
export function looksPage(
  { code }: { code: string },
  { looks, total }: { looks: readonly Look[]; total: number },
  page: number,
): Shown {
  return {
    title: '谁看过您的材料',
    noindex: true,
    fleeting: true,
    personal: true,
    crumbs: [{ href: ownHref(code), text: '我的申请' }],
    body: (
      <div class="text">
        <h1>谁看过您的材料</h1>
        <p>一共 {total} 次，最近的在前。同一个人一小时内看同一样，只记一次。</p>
        <LookList looks={looks} />
        <Pager
          page={page}
          pages={Math.ceil(total / looksPerPage)}
          href={(n) => `${ownHref(code)}/looks?page=${n}`}
          what="查看记录"
        />
      </div>
    ),
  }
}

function Withdraw({ own: { a, c, ctx }, refused }: { own: Live; refused: Refused }) {
  if (c.closed_at !== null || c.step.endsWith('_issue')) return null
  return (
    <details open={refused.typed['reason'] !== undefined}>
      <summary>不办了，撤回申请</summary>
      <form method="post" action={`${ownHref(a.code)}/withdraw`}>
        <p>撤回以后要办，得重新申请。</p>
        <Field
          name="reason"
          label="为什么不办了（可以不写）"
          rows={2}
          value={refused.typed['reason'] ?? ''}
          maxLength={200}
        />
        <Careful
          rules={ctx.rules}
          written={refused.typed['reason'] ?? ''}
          typed={refused.typed}
          form="withdraw"
          goOn="继续撤回"
        />
        <p class="do">
          <button class="press second" type="submit">
            撤回申请
          </button>
        </p>
      </form>
    </details>
  )
}

function Receipt({ own: { a, digits, receipt }, origin }: { own: Live; origin: string }) {
  return (
    <section class="panel receipt" aria-label="回执" data-receipt>
      <h2>回执</h2>
      <p>
        {a.place}　{a.service.name}
      </p>
      <p>{a.sent_at && sayTime(a.sent_at, true)} 收到</p>
      <ReceiptHalves code={a.code} digits={digits} />
      <p>
        <b>请记下来，或拍照、截图。</b>查进度要编号和六位数字都对，六位数字不要给别人。
      </p>
      <ReceiptCodes progress={`${origin}${ownHref(a.code)}`} receipt={receipt} />
      <ReceiptActions href={ownHref(a.code)} code={a.code} pdf />
    </section>
  )
}

export function findPage(typed: { code: string }, errors: readonly FieldError[], status: 200 | 404 | 422 = 200): Shown {
  return {
    title: '查办理进度',
    noindex: status !== 200,
    fleeting: true,
    status,
    crumbs: [{ href: '/', text: '首页' }],
    body: (
      <div class="text">
        <ErrorSummary errors={errors} />
        <h1>查办理进度</h1>
        {status === 404 ? (
          <p class="note">这里只有拿着回执的人能看。请填回执上的六位数字。</p>
        ) : (
          <p>申请了便民服务的，填回执上的编号和六位数字。存着没提交的，也从这里接着填。</p>
        )}
        <FindByReceipt action="/applications" code={typed.code} errors={errors} />
        <p>
          <a href="/services">我要办新的事</a>
        </p>
        <p class="quiet">回执丢了，请带身份证到村里，由代办员核对以后帮您查。</p>
      </div>
    ),
  }
}

/** "列入最低生活保障。从 12 月起享受。金额 620 元。": each part a sentence, whether or not the leader set its full stop. */
function grantWords(name: string, grant: Grant | undefined): string {
  const parts = [
    name,
    grant?.text ?? '',
    grant?.amount ? `金额 ${grant.amount} 元` : '',
    grant?.from ? `从 ${grant.from} 起` : '',
  ]
  return parts
    .filter((p) => p !== '')
    .map((p) => (/[。！？.!?]$/.test(p) ? p : `${p}。`))
    .join('')
}
