/**
 * A run as villagers see it: what is done, in hand, to come; who, when, which papers; the notices that followed; the
 * log; their questions.
 */
import { getVillage, type Village } from '../../services/index.ts'
import { sayLimit, sayTime } from '../../../platform/clock.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { Clocks } from '../../../kernel/cases/clocks.parts.tsx'
import { clocksOf, type StepClock } from '../../../kernel/cases/clocks.ts'
import { whoHolds } from '../../../kernel/people/holding.ts'
import { Fold, Second } from '../../../web/less.tsx'
import { HolderRows } from '../../../web/holders.tsx'
import { Facts } from '../../../web/facts.tsx'
import { Rows } from '../../../web/list.tsx'
import { levelOf, type Power } from '../list/powers.schema.ts'
import { indexOf, running, stepNames } from './runs.procedure.ts'
import { powerHref, powersHref, runHref, runsHref } from '../addresses.ts'
import { PowerFlow } from '../list/flowchart.tsx'
import { powerVersion } from '../list/powers.queries.ts'
import { RunSteps, type Trail } from './run.parts.tsx'
import { lampOfRun, nameOfRun, RunRow, sayStanding } from './runs.parts.tsx'
import {
  amendsOf,
  clockEventsOf,
  followingOf,
  getRun,
  papersOf,
  pausesOf,
  questionsOf,
  runsInVillage,
  stepsOf,
  townshipId,
  type PublicAmend,
  type PublicPause,
  type PublicRun,
} from './shown.queries.ts'
import { sayMoney } from '../list/powerWords.ts'
import type { PowersVisit, Shown } from '../site.ts'

/** All runs of a village, open ones first; fifty a page. `after`: code of the last one seen. */
export async function runsPage(visit: PowersVisit, slug: string, after: string, now: Date): Promise<Shown> {
  const village = await getVillage(visit.db, slug)
  const runs = await runsInVillage(visit.db, village.id, after)
  return {
    title: `按权力清单办理的事 · ${village.name}`,
    crumbs: crumbsOf(village),
    description: `${village.name}按权力清单正在办和办完的事。`,
    body: (
      <>
        <h1>{village.name}正在办的和办完的</h1>
        <p>村里按权力清单办的每一件事，从发起那天起就在这里，办一步记一步。</p>
        {runs.length === 0 ? (
          <p class="quiet">
            还没有。可以先看<a href={powersHref(slug)}>权力清单</a>。
          </p>
        ) : (
          <Rows label="办理记录">
            {runs.slice(0, 50).map((r) => (
              <RunRow key={r.code} run={r} href={runHref(slug, r.code)} now={now} />
            ))}
          </Rows>
        )}
        <p>
          {after !== '' && <a href={runsHref(slug)}>第一页</a>}
          {runs.length > 50 && (
            <>
              {'　'}
              <a href={`${runsHref(slug)}?page=${runs[49]!.code}`}>下一页</a>
            </>
          )}
        </p>
      </>
    ),
  }
}

const crumbsOf = (village: Village) => [
  { href: `/v/${village.slug}`, text: village.name },
  { href: powersHref(village.slug), text: '权力清单' },
]

export async function runPage(visit: PowersVisit, slug: string, code: string, ctx: Context): Promise<Shown> {
  const village = await getVillage(visit.db, slug)
  const run = await getRun(visit.db, village.id, code)
  const power = await powerVersion(visit.db, run.power_code, run.power_version)
  const [steps, papers, following, amends, questions, pauses, events] = await Promise.all([
    stepsOf(visit.db, run.id),
    papersOf(visit.db, run.id),
    followingOf(visit.db, run.id),
    amendsOf(visit.db, run.id),
    questionsOf(visit.db, run.id),
    pausesOf(visit.db, run.id),
    clockEventsOf(visit.db, run.id),
  ])
  const { now, calendar } = ctx
  const step = run.closed_at === null ? power.steps.find((s) => s.key === run.steps[indexOf(run.step)]) : undefined
  const at = step && levelOf(step) === 'township' ? await townshipId(visit.db, village.id) : village.id
  const called = step && at !== undefined ? await whoHolds(visit.db, [at], step.hands, visit.today) : []
  const clocks = clocksOf(running.code, events, calendar, now, stepNames(power, run.steps))
  const trail: Trail = { visit, village, run, power, steps, papers, following, questions, now }
  return {
    title: `${nameOfRun(run)} · ${village.name}`,
    crumbs: [...crumbsOf(village), { href: runsHref(slug), text: '办理记录' }],
    fleeting: steps.some((s) => s.leaf === null),
    noindex: run.person,
    description: `${village.name}${nameOfRun(run)}：办到哪一步，谁办的，公开了什么。`,
    body: (
      <>
        <h1>{nameOfRun(run)}</h1>
        <Standing trail={trail} pauses={pauses} clocks={clocks} />
        {called.length > 0 && (
          <>
            <h2>这一步找谁</h2>
            <HolderRows holders={called} limit={visit.brief ? 1 : 3} label="这一步找谁" />
          </>
        )}
        <Facts
          first={2}
          facts={[
            { label: '按哪一项权力', value: <a href={powerHref(slug, run.power_code)}>{run.power_name}</a> },
            ...(run.amount === null
              ? []
              : [{ label: power.amount?.name ?? '金额', value: `${sayMoney(run.amount)}，${bandName(power, run)}` }]),
            ...(run.about === '' ? [] : [{ label: '说明', value: run.about }]),
            { label: '谁发起', value: `${run.started_post}${run.started_name}，${sayTime(run.started_at, true)}` },
            { label: '编号', value: <span class="mono">{run.code}</span> },
          ]}
        />
        <Second>
          <Amends amends={amends} />
        </Second>
        {!run.person && run.closed_at === null && (
          <p class="do">
            <a class="press" href={`/v/${slug}/reports/new?run=${run.code}`}>
              我有疑问
            </a>
          </p>
        )}
        <h2>每一步</h2>
        <RunSteps trail={trail} />
        <Fold title="流程图">
          <PowerFlow
            power={inWay(power, run)}
            lit={(key) =>
              litOf(
                run,
                steps.some((s) => s.step === key && s.outcome === 'done'),
                key,
              )
            }
          />
        </Fold>
        {!run.person && (
          <Second>
            <p class="quiet small">
              每一步的内容和签名算式：<a href={`${runHref(slug, run.code)}/record.json`}>JSON</a>，可以自己验算，和
              <a href="/log">公开存证</a>里的对得上，就没有改过。
            </p>
          </Second>
        )}
      </>
    ),
  }
}

type StandingProps = { trail: Trail; pauses: readonly PublicPause[]; clocks: readonly StepClock[] }

function Standing({ trail: { run, power, now }, pauses, clocks }: StandingProps) {
  const stopped = run.paused_at === null ? undefined : pauses.findLast((p) => p.action === 'suspend')
  const step = run.closed_at === null ? power.steps.find((s) => s.key === run.steps[indexOf(run.step)]) : undefined
  const lamp = lampOfRun(run, now)
  return (
    <section class="panel state" aria-label="现在的情况">
      <p class="lead">
        {sayStanding(run)}
        {step && <>：{step.name}</>}
      </p>
      {step && (
        <p>
          {step.who}。
          {stopped ? (
            <b>
              从 {sayTime(stopped.at, true)}起停表{stopped.reason !== '' && `，${stopped.reason}`}。
              {stopped.until && `最晚到 ${sayLimit(stopped.until, true)}，到时候自动接着计时。`}
            </b>
          ) : run.due_at === null ? (
            '这一步没有规定期限。'
          ) : lamp === 'red' ? (
            <b>已经逾期，应当在 {sayLimit(run.due_at, true)} 前办完。</b>
          ) : (
            `应当在 ${sayLimit(run.due_at, true)} 前办完${lamp === 'yellow' ? '，快到期了' : ''}。`
          )}
        </p>
      )}
      {run.closed_at && (
        <p>
          {sayTime(run.closed_at, true)}
          {run.step === 'done' ? '全部办完。' : '停办，理由见下面。'}
        </p>
      )}
      {run.missed_at && lamp !== 'red' && <p>中间逾期过：有一步应当在 {sayLimit(run.missed_at, true)} 前办完。</p>}
      <Clocks clocks={clocks} />
    </section>
  )
}

const bandName = (power: Power, run: PublicRun): string => {
  const b = power.amount?.bands.find((x) => x.key === run.band)
  return b ? `属于“${b.name}”：${b.rule}` : ''
}

function Amends({ amends }: { amends: readonly PublicAmend[] }) {
  if (amends.length < 2) return null
  return (
    <>
      <h2>改过金额</h2>
      <ul class="plain">
        {amends.slice(1).map((a, i) => (
          <li key={a.seq}>
            {sayTime(a.at, true)}，{a.by_post}
            {a.by_name}把 {sayMoney(amends[i]!.amount)}改成 <b>{sayMoney(a.amount)}</b>。理由：{a.reason}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The power with the steps of this run's way alone, in its order. */
const inWay = (power: Power, run: PublicRun): Power => ({
  ...power,
  amount: null,
  steps: run.steps.map((k) => ({ ...power.steps.find((s) => s.key === k)!, bands: [] })),
})

function litOf(run: PublicRun, done: boolean, key: string): 'done' | 'now' | undefined {
  if (done) return 'done'
  return run.closed_at === null && run.steps[indexOf(run.step)] === key ? 'now' : undefined
}
