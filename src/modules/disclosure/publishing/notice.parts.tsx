/** What stands around a notice's content: what became of it, its hands, its rule, its proof. */
import { sayCite } from '../../../kernel/rules/cite.ts'
import { sayDay, sayLimit, sayTime } from '../../../platform/clock.ts'
import { Card } from '../../../web/card.tsx'
import { Hands } from '../../../web/hands.tsx'
import { Proof } from '../../../web/proof.tsx'
import { addressesOf } from './notice.links.ts'
import type { Correction, Notice } from './notice.queries.ts'
import type { Found } from './notice.read.ts'
import { audienceName, bare, cite, sayLate } from '../obligations/dueWords.ts'
import type { Visit } from '../site.ts'
import type { Held } from '../../../kernel/people/holding.ts'
import { HolderRows } from '../../../web/holders.tsx'
import { postAt } from '../../../kernel/people/postAt.ts'

/** What a reader must know before reading: withdrawn, replaced, corrected, for others, gone from view. */
export function Banner({
  visit,
  found: { notice: n },
  changed,
  called,
}: {
  visit: Visit
  found: Found
  changed: boolean
  /** Who is called about a correction that was demanded and is not made. */
  called: readonly Held[]
}) {
  const to = addressesOf(n)
  const correctors = called.filter((h) => correctorsOf(n).includes(h.region_id))
  const waits = [...(n.demands ?? []), ...(n.corrections ?? [])].some((d) => d.met_at === null)
  return (
    <>
      {changed && (
        <div class="errors" role="alert">
          <p>
            <b>这一页和公开时的存证对不上，有人改过后台数据，请不要相信。</b>
            <a href={`${to.proof}?v=${n.version}`}>查哪里不一样</a>，也请告诉镇里或县里。
          </p>
        </div>
      )}
      {n.withdrawn !== null && (
        <div class="note">
          <p>
            <b>{n.withdrawn === 'takedown' ? '这项公开已由县里下架。' : '这项公开已撤回。'}</b>
            {sayTime(n.withdrawn_at!, true)}，{postAt(n.withdrawn_place, n.withdrawn_post)}
            {n.withdrawn_by}。
          </p>
          <p>理由：{bare(n.withdrawn_reason ?? '')}。</p>
          <p>内容不再展示；它曾经公开过的凭据留在公开存证里。</p>
        </div>
      )}
      {n.superseded_at !== null && (
        <div class="note">
          <p>
            <b>这是第 {n.version} 版，已被更正。</b>
            <a href={to.self}>看现在的版本</a>，<a href={to.compare}>看改了什么</a>。
          </p>
        </div>
      )}
      {n.superseded_at === null && n.version > 1 && n.withdrawn === null && (
        <div class="note">
          <p>
            <b>这是更正后的第 {n.version} 版。</b>更正原因：{bare(n.reason) || '没有写明'}。
            <a href={to.compare}>看改了什么</a>
          </p>
        </div>
      )}
      {(n.demands ?? [])
        .filter((d) => d.met_at === null)
        .map((d, i) => (
          <div class="note" key={i}>
            <p>
              <b>{d.by_place}要求更正：</b>
              {d.text}
              <span class="quiet">
                （{sayTime(new Date(d.at))}
                {d.due_on && `，应在 ${sayDay(d.due_on, true)}前更正`}）
              </span>
              {d.due_on && d.due_on < visit.today && <Card kind="late" text="逾期没有更正" />}
            </p>
          </div>
        ))}
      {(n.corrections ?? []).map((x, i) => (
        <Corrected key={i} correction={x} />
      ))}
      {waits && correctors.length > 0 && <HolderRows holders={correctors} limit={1} label="更正在谁手里" />}
      {n.withdrawn === null && n.content === null && <Narrower visit={visit} notice={n} />}
    </>
  )
}

/** The offices that correct it: its own; of a group's notice the village, too, which publishes for its groups. */
export const correctorsOf = (n: Notice): string[] =>
  n.place_level === 'group' && n.parent_id !== null ? [n.region_id, n.parent_id] : [n.region_id]

/** A villager's complaint about this notice was upheld: what is to be corrected, by when, and that it was done. */
function Corrected({ correction: x }: { correction: Correction }) {
  return (
    <div class="note">
      <p>
        <b>有村民反映这一项有问题，{x.by_place}核查属实：</b>
        {bare(x.text)}。
      </p>
      <p>
        {x.met_at === null
          ? `${x.due_at === null ? '' : `最晚 ${sayLimit(new Date(x.due_at), true)} `}要更正公开。`
          : `${sayTime(new Date(x.met_at), true)} ${outcomes[x.met_how!]}。`}
        {x.report_code && <a href={`/reports/${x.report_code}`}>看村民反映和答复</a>}
      </p>
    </div>
  )
}

const outcomes = { corrected: '已更正公开', withdrawn: '已撤回', waived: '另作处理，不再更正' } as const

function Narrower({ visit, notice: n }: { visit: Visit; notice: Notice }) {
  if (n.leaves_on !== null && n.leaves_on <= visit.today) {
    return (
      <div class="note">
        <p>
          <b>公布期限已满，内容不再展示。</b>这项公开里有人名，{sayDay(n.leaves_on, true)}起撤下。要查看，请带身份证到
          {n.place_name}找{keeper(n)}。
        </p>
      </div>
    )
  }
  return (
    <div class="note">
      <p>
        <b>这项内容只给{audienceName(n.audience)}看。</b>
        里面有家庭或个人的情况，不对外公开；什么时候公开、谁审查签字、有没有改过，谁都可以查。
      </p>
      {n.audience !== 'handlers' && (
        <p class="do noprint">
          <a class="press second" href={`/my/d/${n.code}`}>
            登录后看
          </a>
        </p>
      )}
      <p>
        不方便登录的{audienceName(n.audience)}：到村务公开栏前看，或带身份证到{n.place_name}找{keeper(n)}。
      </p>
    </div>
  )
}

/** "，晚了 3 天": against the first version, for a correction is not late. */
export function Latenesses({ notice: n }: { notice: Notice }) {
  const late = lateOf(n)
  return late === '' ? null : <>，{late}</>
}

/** The same where a sheet of paper says how it stands: "应在 2026 年 10 月 8 日前公开，曾逾期，晚了 3 天". */
export function LatenessOnPaper({ notice: n }: { notice: Notice }) {
  const late = lateOf(n)
  return late === '' ? null : (
    <span>
      应在 {sayDay(n.due_on!, true)}前公开，<b>曾逾期，{late}</b>
    </span>
  )
}

function lateOf(n: Notice): string {
  const first = n.versions.at(-1)
  return n.due_on === null || !first ? '' : sayLate({ due_on: n.due_on, published_on: first.published_on })
}

export function ProofLine({ found: { notice: n }, changed }: { found: Found; changed: boolean }) {
  const to = addressesOf(n)
  if (n.leaf_position === null)
    return (
      <Proof>
        <p>
          <b>正在存证。</b>一般一秒钟内完成，<a href={to.proof}>查有没有改过</a>。
        </p>
      </Proof>
    )
  return (
    <Proof>
      <p>
        <b>{changed ? '和公开时的存证对不上。' : proofWords(n)}</b>
        {sayTime(n.published_at, true)} 记入公开存证第 {(n.leaf_position + 1).toLocaleString('en')} 条。
        <a href={`${to.proof}${n.superseded_at === null ? '' : `?v=${n.version}`}`}>查有没有改过</a>
      </p>
    </Proof>
  )
}

function proofWords(n: Notice): string {
  if (n.content === null) return '什么时候公开、是不是这一份，有凭据可查。'
  if (n.superseded_at !== null) return '这一版留作凭据。'
  return n.version > 1 ? '这一版自公开以来没有改动。' : '自公开以来没有改动。'
}

export function HandsOf({ notice: n }: { notice: Notice }) {
  return (
    <>
      <h2>谁编制、审查、签字</h2>
      <Hands hands={n.hands.map((h) => ({ ...h, at: sayTime(new Date(h.at)) }))} />
      {(n.postings ?? []).map((p, i) => (
        <p key={i}>
          纸质公开：{sayDay(p.from_on)}至 {sayDay(p.to_on)}张贴在{p.place}（{p.by_name}）。
          {p.short_reason !== '' && `提前撤下的原因：${p.short_reason}。`}
        </p>
      ))}
      {n.versions.length > 1 && (
        <>
          <h2>各个版本</h2>
          <ul class="plain">
            {n.versions.map((v) => (
              <li key={v.version}>
                <a
                  href={v.version === n.versions[0]!.version ? addressesOf(n).self : addressesOf(n).version(v.version)}
                >
                  第 {v.version} 版
                </a>
                {'　'}
                {sayDay(v.published_on, true)}
                {v.reason && `　原因：${v.reason}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** The rule it follows, with article; how long it stays. */
export function RuleOf({ visit, found: { notice: n, item } }: { visit: Visit; found: Found }) {
  const d = item.definition
  const bureau = visit.frame.bureaux.get(d.dept)
  return (
    <details data-printed="true">
      <summary>为什么要公开</summary>
      <p>
        {n.due_on === null ? '' : `应在 ${sayDay(n.due_on)}前公开。`}
        {sayCite(d.deadline.basis)}。
      </p>
      {d.lawFloor && <p>{d.lawFloor.basis}</p>}
      {n.withdrawn === null && (
        <p>
          {n.display_until === null
            ? '长期公布，有变化就更新。'
            : `在公布栏里至少留到 ${sayDay(n.display_until)}（不少于 ${visit.frame.rules.number('display.minDays')} 天，${cite(visit.frame, 'display.minDays')}）。`}
          {n.leaves_on === null ? '之后留在网上存档。' : '里面有人名，期满后不再展示。'}
        </p>
      )}
      {bureau && (
        <p>
          指导责任单位：<a href={`/b/${bureau.slug}`}>{bureau.name}</a>
        </p>
      )}
    </details>
  )
}

/**
 * Who shows the notice to whoever comes with a card: its maker; the platform makes some itself, and nobody can go to
 * see it.
 */
const keeper = (n: Pick<Notice, 'hands'>): string => n.hands.find((h) => h.place !== '')?.post || '村务公开专职人员'
