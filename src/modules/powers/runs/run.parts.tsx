/**
 * The steps of a run, one under the other: done, in hand, to come; each with what was recorded, published and asked.
 */
import type { Village } from '../../services/index.ts'
import { sayDay, sayTime } from '../../../platform/clock.ts'
import { useBrief } from '../../../web/less.tsx'
import type { Power, PowerStep } from '../list/powers.schema.ts'
import { indexOf } from './runs.procedure.ts'
import { holding } from './runs.rows.ts'
import { saidFacts } from './said.ts'
import { runHref } from '../addresses.ts'
import type { PublicFollowing, PublicPaper, PublicQuestion, PublicRun, PublicStep } from './shown.queries.ts'
import { sayDays } from '../list/powerWords.ts'
import type { PowersVisit } from '../site.ts'
import { postAt } from '../../../kernel/people/postAt.ts'

export type Trail = {
  visit: PowersVisit
  village: Village
  run: PublicRun
  power: Power
  steps: readonly PublicStep[]
  papers: readonly PublicPaper[]
  following: readonly PublicFollowing[]
  questions: readonly PublicQuestion[]
  now: Date
}

export function RunSteps({ trail }: { trail: Trail }) {
  const { run, power } = trail
  const at =
    run.closed_at === null
      ? indexOf(run.step)
      : run.step === 'done'
        ? run.steps.length
        : new Set(
            holding(trail.steps)
              .filter((s) => s.outcome !== 'stopped')
              .map((s) => s.step),
          ).size
  // Large type: where it is, and what was done last.
  const shown = useBrief() ? run.steps.filter((_, i) => i === at || i === at - 1) : run.steps
  return (
    <ol class="power-steps" start={run.steps.indexOf(shown[0] ?? '') + 1}>
      {shown
        .map((key) => ({ key, i: run.steps.indexOf(key) }))
        .map(({ key, i }) => (
          <OneStep
            key={key}
            trail={trail}
            step={power.steps.find((s) => s.key === key)!}
            state={i < at ? 'done' : i === at ? (run.closed_at === null ? 'now' : 'ended') : 'todo'}
          />
        ))}
    </ol>
  )
}

type State = 'done' | 'now' | 'todo' | 'ended'

function OneStep({ trail, step, state }: { trail: Trail; step: PowerStep; state: State }) {
  const records = trail.steps.filter((s) => s.step === step.key)
  const held = holding(records)
  const { run, village } = trail
  const asked = trail.questions.filter((q) => q.step === step.key)
  return (
    <li
      id={`step-${step.key}`}
      class={state === 'done' ? 'is-done' : state === 'now' ? 'is-now' : undefined}
      aria-current={state === 'now' ? 'step' : undefined}
    >
      <h3>
        {step.name}
        {state === 'now' ? '（正在办）' : state === 'todo' && run.closed_at === null ? '（还没到）' : ''}
      </h3>
      {records.map((r) => (
        <Record
          key={r.id}
          trail={trail}
          step={step}
          record={r}
          sentBack={r.outcome !== 'returned' && !held.includes(r)}
        />
      ))}
      {records.length === 0 && (
        <p class="quiet">
          {step.who}。{state === 'ended' ? '停办以后没有再办。' : step.limit ? `${sayDays(step.limit)}内。` : ''}
        </p>
      )}
      {asked.length > 0 && (
        <ul class="talk">
          {asked.map((q) => (
            <Question key={q.code} q={q} />
          ))}
        </ul>
      )}
      {!run.person && run.closed_at === null && state !== 'todo' && (
        <p class="small">
          <a href={`/v/${village.slug}/reports/new?run=${run.code}&step=${step.key}`}>对这一步有疑问</a>
        </p>
      )}
    </li>
  )
}

function Record({
  trail,
  step,
  record: r,
  sentBack,
}: {
  trail: Trail
  step: PowerStep
  record: PublicStep
  sentBack: boolean
}) {
  const facts = saidFacts(step, r.facts, r.happened_on)
  const papers = trail.papers.filter((p) => p.step_id === r.id)
  const notices = trail.following.filter((n) => n.step_id === r.id)
  const who = r.hands.map((h) => `${postAt(h.place, h.post)}${h.name}`).join('、')
  return (
    <div class={r.outcome === 'done' && !sentBack ? undefined : 'skipped'}>
      {sentBack && <p>下面这次记的后来被退回，要重新办：</p>}
      {r.outcome === 'done' ? (
        <p>
          {sayDay(r.happened_on, true)}办，{who}记（{sayTime(r.at)}）。
        </p>
      ) : r.outcome === 'returned' ? (
        <p>
          <b>退回重办</b>，{who}退回（{sayTime(r.at, true)}）。理由：
          {r.words}
        </p>
      ) : (
        <p>
          <b>{r.outcome === 'skipped' ? '跳过了这一步' : '办到这里停办'}</b>，{who}签字（{sayTime(r.at, true)}）。理由：
          {r.words}
        </p>
      )}
      {r.outcome === 'done' && r.words !== '' && <p>{r.words}</p>}
      {facts.length > 0 && (
        <ul class="plain">
          {facts.map((f) => (
            <li key={f.key}>
              {f.label}：{f.value}
            </li>
          ))}
        </ul>
      )}
      {papers.length > 0 && (
        <ul class="plain">
          {papers.map((p) => (
            <Paper
              key={p.id}
              trail={trail}
              paper={p}
              name={step.papers.find((x) => x.key === p.paper)?.name ?? '材料'}
            />
          ))}
        </ul>
      )}
      {notices.length > 0 && (
        <ul class="plain">
          {notices.map((n) => (
            <Notice key={n.obligation_id} trail={trail} n={n} />
          ))}
        </ul>
      )}
      <p class="quiet small">
        {r.leaf === null ? (
          '正在记入公开存证，一般一秒钟内完成。'
        ) : (
          <>
            已记入<a href="/log">公开存证</a>第 {(r.leaf + 1).toLocaleString('en')} 条，
            <a href={`${runHref(trail.village.slug, trail.run.code)}/${r.id}.tlog-proof`} download>
              下载凭据
            </a>
            。
          </>
        )}
      </p>
    </div>
  )
}

function Paper({ trail: { village, run }, paper: p, name }: { trail: Trail; paper: PublicPaper; name: string }) {
  if (p.open)
    return (
      <li>
        <a href={`${runHref(village.slug, run.code)}/papers/${p.id}`}>{name}</a>
      </li>
    )
  return (
    <li>
      {name}：原件封存，有关的人可以到村里查。
      <span class="quiet small">
        指纹 <span class="mono">{p.original_sha256.slice(0, 16)}…</span>
      </span>
    </li>
  )
}

/** Where a notice that followed is: out, with whom, or due. */
function Notice({ trail, n }: { trail: Trail; n: PublicFollowing }) {
  const name = trail.visit.frame.catalogue.find((c) => c.code === n.item_code)?.name ?? n.item_code
  if (n.notice_code)
    return (
      <li>
        已公开：<a href={`/d/${n.notice_code}`}>{name}</a>
        {n.published_on && `（${sayDay(n.published_on, true)}）`}
      </li>
    )
  const until = `${sayDay(n.due_on, true)}前公开`
  if (!n.by_itself)
    return (
      <li>
        列入本期“{name}”，{until}
      </li>
    )
  return (
    <li>
      {name}：
      {n.notice_step === 'draft' || n.notice_step === null
        ? '公开稿已写好，等村里核对送审'
        : n.notice_step === 'review'
          ? '等村务监督委员会审查'
          : '等签字把关'}
      ，{until}
    </li>
  )
}

function Question({ q }: { q: PublicQuestion }) {
  return (
    <li>
      <p>
        <a href={`/reports/${q.code}`}>{q.title}</a>　<span class="quiet">{sayTime(q.received_at)}</span>
      </p>
      <p>{q.text}</p>
      {(q.answers ?? []).map((a, i) => (
        <p key={i}>
          <b>答复</b>（{postAt(a.place, a.post)}，{sayTime(new Date(a.at))}）：{a.text}
        </p>
      ))}
    </li>
  )
}
