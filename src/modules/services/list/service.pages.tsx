/** The one-page notice of a service (一次性告知单): who, what, where, how long, what to bring, who does what. */
import { sayLaws } from '../../../kernel/rules/cite.ts'
import { Facts } from '../../../web/facts.tsx'
import { Fold, Second } from '../../../web/less.tsx'
import { measuredTimes, type Measured } from '../following/measured.ts'
import { handlings, identities, natureOf, natures, type Material, type Service } from './services.schema.ts'
import { bringHref, hallHref, paperHref, pdfHref, refusedHref, servicesHref, serviceHref } from './addresses.ts'
import { ServiceFlow, ServiceSteps } from './flow.tsx'
import { glanceOf, type GlanceFact } from './glance.ts'
import { papersFor, sayMaterial, sayNotice } from './serviceWords.ts'
import {
  findBureau,
  findHall,
  getService,
  getVillage,
  publicCalendar,
  serviceFrame,
  type Bureau,
  type Village,
} from './services.queries.ts'
import type { Shown, Visit } from './site.ts'

export type ServiceProps = {
  visit: Visit
  village: Village | undefined
  service: Service
  version: number
  bureau: Bureau | undefined
  place: string
  /** How long the last cases took; absent where too few have ended. */
  measured: Measured | undefined
}

export async function readService(visit: Visit, slug: string | undefined, code: string): Promise<ServiceProps> {
  const [village, frame, { service, version }] = await Promise.all([
    slug === undefined ? undefined : getVillage(visit.db, slug),
    serviceFrame(visit.db),
    getService(visit.db, visit.today, code),
  ])
  const [bureau, hall, calendar] = await Promise.all([
    findBureau(visit.db, service.competent.dept),
    village && findHall(visit.db, village.id),
    publicCalendar(visit.db),
  ])
  return {
    visit,
    village,
    service,
    version,
    bureau,
    place: hall?.place ?? frame.hall.place,
    measured: await measuredTimes(visit.db, code, service.promised?.unit ?? 'workDay', calendar),
  }
}

export async function servicePage(visit: Visit, slug: string | undefined, code: string): Promise<Shown> {
  return showService(await readService(visit, slug, code))
}

export function showService(p: ServiceProps): Shown {
  return {
    title: p.village ? `${p.service.name} · ${p.village.name}` : p.service.name,
    crumbs: crumbsOf(p),
    description: `${p.service.name}：谁可以办、要带什么、多久办好、找谁。`,
    body: (
      <>
        <h1>{p.service.name}</h1>
        <Second>
          <p class="quiet">
            {natures[natureOf(p.service)]}，{handlings[p.service.handling]}
            {p.service.atOnce && '，当场能办'}
          </p>
        </Second>
        <div class="two turned">
          <div class="side stays">
            <Glance {...p} first />
            <p class="do">
              <a
                class="press"
                href={
                  p.village
                    ? `${serviceHref(p.village.slug, p.service.code)}/apply`
                    : `/own/services/${p.service.code}/apply`
                }
              >
                {p.village ? '网上申请' : '网上申请（先选在哪个村办）'}
              </a>
              <a class="press second" href={bringHref(p.village?.slug, p.service.code)}>
                我要带什么
              </a>
            </p>
          </div>
          <div>
            <h2>谁可以办</h2>
            <Who service={p.service} />
            <h2>要带什么</h2>
            <Bring service={p.service} short />
            <Fold title="怎么办" note={`${p.service.steps.length} 步`} wide>
              <div class="pair">
                <ServiceSteps service={p.service} />
                <ServiceFlow service={p.service} />
              </div>
            </Fold>
            <Fold title="多久办好，办好得到什么" wide>
              <Glance {...p} first={false} />
            </Fold>
            <Fold title="还要知道">
              <Details {...p} />
            </Fold>
            <p class="do">
              {p.village && (
                <a class="press second" href={hallHref(p.village.slug)}>
                  去哪里办
                </a>
              )}
              <Second>
                <a class="press second" href={paperHref(p.village?.slug, p.service.code)}>
                  打印告知单
                </a>
                <a class="press second" href={pdfHref(p.village?.slug, p.service.code)}>
                  下载告知单（PDF）
                </a>
              </Second>
            </p>
          </div>
        </div>
      </>
    ),
  }
}

export function crumbsOf({ visit, village }: Pick<ServiceProps, 'visit' | 'village'>) {
  return [
    village ? { href: `/v/${village.slug}`, text: village.name } : { href: '/', text: visit.frame.county },
    { href: servicesHref(village?.slug), text: '办事' },
  ]
}

/** What one asks first; the rest stands folded. */
const asksFirst = new Set<GlanceFact['key']>(['money', 'promised', 'fee', 'place', 'competent'])

/** How long, what it costs, what comes of it, where; `first`: only what one asks first, or only the rest. */
export function Glance({ first, ...p }: ServiceProps & { first?: boolean }) {
  const { bureau } = p
  const leads = bureau && (
    <>
      <a href={`/b/${bureau.slug}`}>{bureau.name}</a>
      {bureau.phone !== '' && (
        <>
          ，电话 <a href={`tel:${bureau.phone}`}>{bureau.phone}</a>
        </>
      )}
    </>
  )
  return (
    <Facts
      facts={glanceOf(p)
        .filter(({ key }) => first === undefined || asksFirst.has(key) === first)
        .map(({ key, label, value }) => ({
          label,
          value: key === 'competent' && leads ? leads : value,
        }))}
    />
  )
}

export function Who({ service }: { service: Service }) {
  return (
    <>
      <ul>
        {service.who.map((w) => (
          <li key={w}>{w}</li>
        ))}
      </ul>
      {service.notes.map((n) => (
        <p class="note" key={n}>
          {n}
        </p>
      ))}
    </>
  )
}

/** All papers, the ones for some only under what decides; `short`: the latter are folded. */
export function Bring({ service, short = false }: { service: Service; short?: boolean }) {
  const { needed, optional, open } = papersFor(service, {})
  const forSome = (
    <ul class="papers">
      {open.map((m) => (
        <Paper key={m.key} m={m} when={m.situation} />
      ))}
    </ul>
  )
  return (
    <>
      {needed.length === 0 ? <p>什么都不用带，人来就行。</p> : <Papers materials={needed} />}
      {open.length > 0 &&
        (short ? (
          <Fold title="有下面情况的，还要带" note={`${open.length} 份`}>
            {forSome}
          </Fold>
        ) : (
          <>
            <h3>有下面情况的，还要带</h3>
            {forSome}
          </>
        ))}
      {optional.length > 0 &&
        (short ? (
          <Fold title="有就带，没有不要紧" note={`${optional.length} 份`}>
            <Papers materials={optional} />
          </Fold>
        ) : (
          <>
            <h3>有就带，没有不要紧</h3>
            <Papers materials={optional} />
          </>
        ))}
    </>
  )
}

export function Papers({ materials }: { materials: readonly Material[] }) {
  return (
    <ul class="papers">
      {materials.map((m) => (
        <Paper key={m.key} m={m} />
      ))}
    </ul>
  )
}

function Paper({ m, when }: { m: Material; when?: string | undefined }) {
  const more = sayMaterial(m)
  return (
    <li>
      <b>{m.name}</b>
      {when && <span class="quiet">（{when}）</span>}
      <span class="looks">{m.looks}</span>
      {more.length > 0 && (
        <Second>
          <span class="quiet">{more.join('；')}。</span>
        </Second>
      )}
    </li>
  )
}

export function Details({ service: s, village }: ServiceProps) {
  return (
    <>
      <ul>
        <li>公示：{sayNotice(s)}。</li>
        {s.homeVisit && <li>工作人员会到您家里看一看，至少两个人来，会先打招呼。</li>}
        {s.appraisal && <li>村里要开会评议，您可以到场说明。</li>}
        {s.joint && (
          <li>
            由 {s.joint.bureaux.length} 个部门一起审，
            {s.joint.quorum === 'all'
              ? '都同意才算'
              : s.joint.quorum === 'any'
                ? '有一个同意就算'
                : `${s.joint.quorum} 个同意就算`}
            。
          </li>
        )}
        {s.silence && (
          <li>
            到期没有答复的，{s.silence.means === 'accepted' ? '算已经受理' : '算已经同意'}（{s.silence.citation}）。
          </li>
        )}
        <li>身份：{identities[s.identity]}。</li>
        <li>没有办成的，会书面告诉您原因、依据和怎么申诉。</li>
        <li>
          有些证明村里不开，<a href={refusedHref(village?.slug)}>看看找谁办</a>。
        </li>
      </ul>
      <p class="quiet text">{sayLaws(s.source)}</p>
    </>
  )
}
