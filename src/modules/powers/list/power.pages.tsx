/**
 * One power: on which basis, who answers for it, every step with who, limit, papers, risk and the notices that follow.
 */
import { sayLaws } from '../../../kernel/rules/cite.ts'
import { getVillage, type Village, serviceHref } from '../../services/index.ts'
import { Facts } from '../../../web/facts.tsx'
import { Fold, Second } from '../../../web/less.tsx'
import { Row, Rows } from '../../../web/list.tsx'
import { powerKinds, type Power, type PowerStep } from './powers.schema.ts'
import { powersHref, runHref, runsHref, sealsHref } from '../addresses.ts'
import { PowerFlow } from './flowchart.tsx'
import { getPower, holdersOf, type Holder } from './powers.queries.ts'
import { runsOfPower, type PublicRun } from '../runs/shown.queries.ts'
import { RunRow } from '../runs/runs.parts.tsx'
import { sayAmountBasis, sayHands, sayLimit, sayShownBasis, sayOnlyFor } from './powerWords.ts'
import type { PowersVisit, Shown } from '../site.ts'

export async function powerPage(visit: PowersVisit, slug: string | undefined, code: string, now: Date): Promise<Shown> {
  const [village, { power }] = await Promise.all([
    slug === undefined ? undefined : getVillage(visit.db, slug),
    getPower(visit.db, visit.today, code),
  ])
  const [holders, runs] = village
    ? await Promise.all([holdersOf(visit.db, village.id, visit.today), runsOfPower(visit.db, village.id, code)])
    : [[], []]
  return {
    title: village ? `${power.name} · ${village.name}` : power.name,
    crumbs: [
      village ? { href: `/v/${village.slug}`, text: village.name } : { href: '/', text: visit.frame.county },
      { href: powersHref(village?.slug), text: '权力清单' },
    ],
    description: `${power.name}：依据、谁负责、要走 ${power.steps.length} 步，每一步谁办、几天、要什么材料。`,
    body: (
      <>
        <h1>{power.name}</h1>
        <p class="quiet">{powerKinds[power.kind]}</p>
        <div class="power-page">
          <div>
            <Glance power={power} village={village} holders={holders} />
            <Doors power={power} village={village} />
          </div>
          <Second>
            <div class="power-chart">
              <h2>流程图</h2>
              <PowerFlow power={power} />
            </div>
          </Second>
          <div>
            <h2>要走的步骤</h2>
            <ol class="power-steps">
              {power.steps.map((s) => (
                <StepLine
                  key={s.key}
                  step={s}
                  power={power}
                  itemName={(i) => visit.frame.catalogue.find((c) => c.code === i)?.name ?? i}
                />
              ))}
            </ol>
          </div>
        </div>
        {village && power.where === 'run' && <Runs village={village} runs={runs} now={now} />}
        <Fold title="依据">
          <p class="text">{sayShownBasis(power)}</p>
          <p class="quiet text">{sayLaws(power.source)}</p>
        </Fold>
      </>
    ),
  }
}

function Glance({
  power,
  village,
  holders,
}: {
  power: Power
  village: Village | undefined
  holders: readonly Holder[]
}) {
  const who = holders.filter((h) => h.function === power.responsible.hand)
  // Whoever is responsible may have no number of the office: then the first of the village who has one.
  const desk = who.some((h) => h.office_phone !== '') ? undefined : holders.find((h) => h.office_phone !== '')
  return (
    <Facts
      facts={[
        { label: '谁负责', value: power.responsible.words },
        ...(village
          ? [
              {
                label: '现在是谁',
                value:
                  who.length === 0 ? (
                    '这个岗位现在空缺'
                  ) : (
                    <>
                      {who.map((h, i) => (
                        <>
                          {i > 0 && '、'}
                          {h.post} <b>{h.person}</b>
                          {h.office_phone !== '' && (
                            <>
                              ，电话 <a href={`tel:${h.office_phone}`}>{h.office_phone}</a>
                            </>
                          )}
                        </>
                      ))}
                    </>
                  ),
              },
            ]
          : []),
        ...(desk
          ? [
              {
                label: '打电话问',
                value: (
                  <>
                    {desk.post} {desk.person}，<a href={`tel:${desk.office_phone}`}>{desk.office_phone}</a>
                  </>
                ),
              },
            ]
          : []),
        ...(power.amount
          ? [
              {
                label: '金额不同，步骤不同',
                value: (
                  <>
                    <ul class="plain">
                      {power.amount.bands.map((b) => (
                        <li key={b.key}>
                          <b>{b.name}</b>：{b.rule}
                        </li>
                      ))}
                    </ul>
                    {power.amount.under && `更小的按“${power.amount.under}”。`}
                    {power.amount.beyond && `更大的按“${power.amount.beyond}”。`}
                    <span class="quiet small">{sayAmountBasis(power.amount)}</span>
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

function Doors({ power, village }: { power: Power; village: Village | undefined }) {
  return (
    <p class="do">
      {power.service && (
        <a class="press" href={serviceHref(village?.slug, power.service)}>
          我要办这件事
        </a>
      )}
      {village && power.where === 'run' && (
        <a class="press second" href={runsHref(village.slug)}>
          正在办的和办完的
        </a>
      )}
      {village && power.where === 'seal' && (
        <a class="press second" href={sealsHref(village.slug)}>
          看用章登记
        </a>
      )}
      {village && power.where === 'disclosure' && (
        <a class="press second" href={`/v/${village.slug}/notices`}>
          看公开的内容
        </a>
      )}
    </p>
  )
}

export function StepLine({
  step: s,
  power,
  itemName,
}: {
  step: PowerStep
  power: Power
  itemName: (code: string) => string
}) {
  const only = sayOnlyFor(power, s)
  return (
    <li id={`step-${s.key}`}>
      <details data-printed="true">
        <summary>
          <h3>{s.name}</h3>
          <Second>
            <span class="quiet small">
              {s.who}，{sayLimit(s.limit)}
              {only !== '' && `。只限 ${only}`}
            </span>
          </Second>
        </summary>
        <ul class="plain small">
          <li>
            谁来记：{sayHands(s)}。
            {s.apart.length > 0 &&
              `办过“${s.apart.map((k) => power.steps.find((x) => x.key === k)?.name ?? k).join('”“')}”的人不能办这一步。`}
          </li>
          {s.papers.length > 0 && (
            <li>
              材料：
              {s.papers.map((p) => `${p.name}${p.required ? '' : '（有就带）'}${p.open ? '，公开' : ''}`).join('；')}。
            </li>
          )}
          {s.notices.length > 0 && <li>这一步办完要公开：{s.notices.map((n) => itemName(n.item)).join('、')}。</li>}
          {s.risk !== '' && (
            <li>
              <b>风险：</b>
              {s.risk}
              <b>怎么防：</b>
              {s.control}
            </li>
          )}
        </ul>
      </details>
    </li>
  )
}

/** The rest is one press away. */
const runsAtOnce = 4

function Runs({ village, runs, now }: { village: Village; runs: readonly PublicRun[]; now: Date }) {
  if (runs.length === 0)
    return (
      <>
        <h2>办理记录</h2>
        <p class="quiet">{village.name}还没有办过这一项。</p>
      </>
    )
  return (
    <Fold title="办理记录" note={`${runs.length} 件`}>
      <Rows label="办理记录">
        {runs.slice(0, runsAtOnce).map((r) => (
          <RunRow key={r.code} run={r} href={runHref(village.slug, r.code)} now={now} />
        ))}
      </Rows>
      {runs.length > runsAtOnce && (
        <Rows>
          <Row href={runsHref(village.slug)} what="看全部" />
        </Rows>
      )}
    </Fold>
  )
}
