/**
 * A report for whoever holds its receipt: where it stands, who has it, until when, what was answered, and what one can
 * do.
 */
import { Clocks } from '../../../kernel/cases/clocks.parts.tsx'
import { sayLimit, sayTime } from '../../../platform/clock.ts'
import { HolderRows } from '../../../web/holders.tsx'
import { ErrorSummary, type FieldError } from '../../../web/field.tsx'
import { ratings, replyForms, reportKinds, shows, type Rating } from '../reports.schema.ts'
import { aboutHref } from '../sending/rowRef.ts'
import { AddForm, RateForm, ReopenForm } from './own.forms.tsx'
import type { Own } from './own.read.ts'
import { DueLine, Lamp, Way } from '../../../kernel/cases/history.parts.tsx'
import { AnswerFiles, OwnFiles } from '../echo/files.parts.tsx'
import { ReceiptCard } from '../sending/receipt.parts.tsx'
import { emergencyNumbers, urgentIn } from '../../../kernel/danger/danger.ts'
import type { Shown, Visit } from '../site.ts'
import { postAt } from '../../../kernel/people/postAt.ts'

/** What was typed into one of the page's forms and refused. */
export type Refused = { errors: FieldError[]; typed: Record<string, string> }
const nothing: Refused = { errors: [], typed: {} }

export function ownPage(visit: Visit, own: Own, refused: Refused = nothing): Shown {
  const { report: r } = own
  return {
    title: `我反映的事 ${r.code}`,
    noindex: true,
    fleeting: true,
    personal: true,
    status: refused.errors.length > 0 ? 422 : 200,
    scripts: ['receipt'],
    crumbs: [r.level === 'village' ? { href: `/v/${r.slug}`, text: r.place } : { href: '/', text: r.place }],
    body: <Body visit={visit} own={own} refused={refused} />,
  }
}

function Body({ visit, own, refused }: { visit: Visit; own: Own; refused: Refused }) {
  const { report: r, c, history, talk } = own
  const fresh = history.length === 1
  const showNames = visit.frame.rules.find('report.showHandler')?.value === 'name'
  const urgent = fresh && urgentIn(r.text, visit.frame.rules).length > 0
  const call = emergencyNumbers(visit.frame.rules)
  return (
    <div data-sent={r.code}>
      <ErrorSummary errors={refused.errors} />
      <h1>{fresh ? '收到了，谢谢您' : '您反映的事'}</h1>
      {urgent && (
        <p class="errors">
          <b>有危险请马上打电话：</b>报警 <a href={`tel:${call.police}`}>{call.police}</a>，火警{' '}
          <a href={`tel:${call.fire}`}>{call.fire}</a>，急救 <a href={`tel:${call.medical}`}>{call.medical}</a>。
        </p>
      )}
      <Asked own={own} />
      <div class={fresh ? 'two turned' : 'two'}>
        {fresh && (
          <div class="side">
            <ReceiptCard own={own} origin={visit.origin} />
          </div>
        )}
        <div>
          <Where own={own} />
          {(talk.replies.length > 0 || (own.joined ?? []).length > 0) && <Replies own={own} />}
          <RateForm own={own} refused={refused} rules={visit.frame.rules} />
          <ReopenForm own={own} refused={refused} rules={visit.frame.rules} />
          <h2>办理经过</h2>
          <Way
            procedure={c.procedure}
            moves={history.map((e) => ({
              ...e,
              by_name: showNames && e.post_name !== '' ? e.person_name : '',
              handedTo: own.handed.get(e.seq),
            }))}
          />
          <Told own={own} />
          <AddForm own={own} refused={refused} rules={visit.frame.rules} />
        </div>
        {!fresh && (
          <div class="side">
            <ReceiptCard own={own} origin={visit.origin} />
          </div>
        )}
      </div>
    </div>
  )
}

/** Before everything else: it stands still until the reporter answers, and how to answer. */
function Asked({ own: { asked, at, called } }: { own: Own }) {
  if (!asked) return null
  const hand = called.find((h) => h.office_phone !== '')
  const phone = hand?.office_phone ?? at.phone
  return (
    <section class="errors" aria-label="要您补充">
      <p>
        <b>办理的人在等您补充，您补充了马上接着办。</b>
      </p>
      <p>要您补充的：{asked.what}</p>
      <p class="do">
        <a class="press" href="#more">
          现在补充
        </a>
      </p>
      <p>
        {phone !== '' && (
          <>
            不会在这里写的，打电话 <a href={`tel:${phone}`}>{phone}</a> 告诉{hand?.person || hand?.post || at.holder}
            ，请他接着办。
          </>
        )}
        {asked.until && `您没有补充的，${sayLimit(asked.until, true)} 以后也会接着办。`}
      </p>
    </section>
  )
}

function Where({
  own: { at: c, joined, splits, firstContact, step, holders, called, clocks, now, report: r },
}: {
  own: Own
}) {
  return (
    <section class="panel state" aria-label="现在的情况">
      {joined && (
        <p>
          <b>您反映的和另一件是同一回事，已经合在一起办。</b>下面是合在一起以后的进展。
        </p>
      )}
      <p class="lead">
        {step.name} <Lamp c={c} now={now} />
      </p>
      {c.holder !== '' && c.closed_at === null && c.step !== 'answered' && (
        <p>
          在{c.holder}
          {holders.length > 0 && `，由${holders.join('、')}办`}
          {c.phone !== '' && (
            <>
              ，电话 <a href={`tel:${c.phone}`}>{c.phone}</a>
            </>
          )}
          。
        </p>
      )}
      {joined && c.step === 'answered' ? (
        <p>由那一件的反映人评价。还没有办好，请再反映一件，写上这个编号。</p>
      ) : (
        <p>
          <DueLine c={c} now={now} />
        </p>
      )}
      {splits.map((s) => (
        <p key={s.code}>
          里面的另一件事，已经分出来单独办：编号 <b class="mono">{s.code}</b>，六位数字 <b class="mono">{s.digits}</b>
          。请也记下来，<a href="/reports">用回执查结果</a>。
        </p>
      ))}
      {firstContact !== '' && c.closed_at === null && <p>首问责任人：{firstContact}。转到哪里办，都可以问他。</p>}
      {r.finding && (
        <p>
          核查结果：{r.finding === 'upheld' ? '属实。更正的情况见那项公开的页面。' : '不属实，理由见答复。'}
          {r.about_list && <a href={`/d/${r.about_list}`}>看那项公开</a>}
        </p>
      )}
      {r.supporters > 1 && <p>共 {r.supporters} 人反映。</p>}
      {called.some((h) => h.office_phone !== '') && <HolderRows holders={called} limit={2} label="在谁手里" />}
      <Clocks clocks={clocks} />
      {r.released && (
        <p>
          <a href="?view=public">看公开的样子</a>
        </p>
      )}
    </section>
  )
}

function Replies({ own: { talk, joined, report: r } }: { own: Own }) {
  return (
    <>
      <h2>答复</h2>
      <ul class="talk">
        {[...talk.replies, ...(joined ?? []).map((a) => ({ ...a, files: null }))].map((a) => (
          <li key={`${a.seq} ${a.at.getTime()}`}>
            <p class="quiet">
              {postAt(a.by_place, a.by_post)}　{sayTime(a.at, true)}　{replyForms[a.form as keyof typeof replyForms]}
              答复
            </p>
            <p>{a.text}</p>
            <AnswerFiles code={r.code} files={a.files} />
          </li>
        ))}
      </ul>
      {talk.ratings.map((g, i) => (
        <p key={i}>
          您在 {sayTime(g.at)} 评价：<b>{ratings[g.rating as Rating]}</b>
          {g.reason && `　${g.reason}`}
        </p>
      ))}
    </>
  )
}

/** What was told, so that the reporter can see that it arrived whole. Supporters see the public words only. */
function Told({ own: { report: r, talk, party } }: { own: Own }) {
  if (party !== 'reporter') return null
  return (
    <>
      <h2>您反映的内容</h2>
      <div class="article">
        <p class="quiet">
          {reportKinds[r.kind as keyof typeof reportKinds]}　{sayTime(r.received_at, true)}
          {r.spot && `　${r.spot}`}
          {r.group_name && `　${r.group_name}`}
        </p>
        {r.text === '' ? <p class="quiet">没有写字，见下面的录音、照片或视频。</p> : <p>{r.text}</p>}
        {r.about_list && (
          <p>
            <a href={aboutHref(r.about_list, r.row_ref)}>有意见的那项公开</a>
            {r.notice_row !== '' && `　${r.notice_row}`}
          </p>
        )}
        {talk.additions.map((a, i) => (
          <p key={i}>
            <span class="quiet">{sayTime(a.at)} 补充：</span>
            {a.text}
          </p>
        ))}
      </div>
      <OwnFiles code={r.code} files={talk.files} />
      <p class="quiet">{shows[r.show as keyof typeof shows]}。</p>
    </>
  )
}
