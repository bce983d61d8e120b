/** What can be done here: by search, by life event, by the county's own menus. */
import { plainOf } from '../../../platform/search.ts'
import { Fold, Second } from '../../../web/less.tsx'
import { Empty, Row, Rows } from '../../../web/list.tsx'
import { refusedCertificates, type Refused } from '../../../kernel/rules/certificates.ts'
import { handlings, natureOf, natures, type ServiceFrame } from './services.schema.ts'
import { hallHref, refusedHref, serviceHref, servicesHref } from './addresses.ts'
import { findServices } from './find.ts'
import { sayPromise } from './serviceWords.ts'
import { getVillage, listServices, serviceFrame, type Listed, type Village } from './services.queries.ts'
import type { Shown, Visit } from './site.ts'

/**
 * `chosen`: a menu ("m-shebao"), a life event ("e-baby"), a nature ("n-approval"), or what is done at once ("a-once").
 */
export async function listPage(visit: Visit, slug: string | undefined, typed: string, chosen: string): Promise<Shown> {
  const [village, frame, services] = await Promise.all([
    slug === undefined ? undefined : getVillage(visit.db, slug),
    serviceFrame(visit.db),
    listServices(visit.db, visit.today),
  ])
  const where = village?.name ?? visit.frame.county
  return {
    title: `${where}办事`,
    crumbs: [village ? { href: `/v/${village.slug}`, text: village.name } : { href: '/', text: visit.frame.county }],
    noindex: typed !== '',
    description:
      services.length === 0
        ? `在${where}办事找谁。`
        : `在${where}可以办的 ${services.length} 件事：要带什么、多久办好、找谁办。`,
    body:
      services.length === 0 ? (
        <None village={village} is={visit.frame.is} />
      ) : (
        <List
          visit={visit}
          village={village}
          frame={frame}
          services={services}
          typed={plainOf(typed.slice(0, 60))}
          chosen={chosen}
        />
      ),
  }
}

/** The county has not set up anything yet: whom to ask meanwhile. */
function None({ village, is }: { village: Village | undefined; is: string }) {
  return (
    <>
      <h1>{village ? `在${village.name}办事` : '在村里能办的事'}</h1>
      <Empty text={`本${is}还没有把能办的事列到网上。要办事，请到村里问，或者打乡镇的电话。`} />
      {village && (
        <p class="do">
          <a class="press" href={hallHref(village.slug)}>
            办事大厅：地点、找谁、电话
          </a>
        </p>
      )}
      <p>
        <a href={refusedHref(village?.slug)}>村里不开的证明，找谁办</a>
      </p>
    </>
  )
}

type ListProps = {
  visit: Visit
  village: Village | undefined
  frame: ServiceFrame
  services: readonly Listed[]
  typed: string
  chosen: string
}

function List(p: ListProps) {
  const { village, services, typed, chosen } = p
  return (
    <>
      <h1>{village ? `在${village.name}办事` : '在村里能办的事'}</h1>
      <form action={servicesHref(village?.slug)} method="get" role="search">
        <label for="q">要办什么事</label>
        <div class="find">
          <input id="q" name="q" type="search" value={typed} autocomplete="off" enterkeyhint="search" />
          <button class="press" type="submit">
            找一找
          </button>
        </div>
        <Second>
          <p class="quiet small">照平时的说法写就行，例如：低保、上户口、粮补。拼音也行：dibao、db。</p>
        </Second>
      </form>
      {typed !== '' ? <FoundList {...p} /> : chosen !== '' ? <Chosen {...p} /> : <Everything {...p} />}
      <h2>别的</h2>
      <ul class="plain">
        <li>
          <a href="/applications">查办理进度，接着填没交的表</a>
        </li>
        {village && (
          <li>
            <a href={hallHref(village.slug)}>办事大厅：地点、时间、电话</a>
          </li>
        )}
        <li>
          <a href={refusedHref(village?.slug)}>村里不开的证明，找谁办</a>
        </li>
        {(typed !== '' || chosen !== '') && (
          <li>
            <a href={servicesHref(village?.slug)}>全部 {services.length} 件事</a>
          </li>
        )}
      </ul>
    </>
  )
}

function FoundList({ village, frame, services, typed }: ListProps) {
  const found = findServices(services, typed)
  const refused = findRefused(typed, frame.refused)
  return (
    <>
      {refused.map((r) => (
        <div class="note" key={r.name}>
          <p>
            <b>{r.name}</b>：村里不开这个证明。
          </p>
          <p>
            找{r.competent}。{r.how}
          </p>
        </div>
      ))}
      {(found.length > 0 || refused.length === 0) && <h2>找到的</h2>}
      {found.length > 0 && <ServiceRows village={village} services={found} label="找到的事项" />}
      {found.length === 0 && refused.length === 0 && (
        <Empty text={`没有找到“${typed}”。换个说法，或者从下面看全部。`} />
      )}
    </>
  )
}

function Chosen({ village, frame, services, chosen }: ListProps) {
  const { name, holds } = groupOf(frame, chosen)
  const list = services.filter(holds)
  return (
    <>
      <h2>
        {name}
        {list.length > 0 && `（${list.length} 件）`}
      </h2>
      {list.length === 0 ? (
        <Empty text="这一类现在没有事项。" />
      ) : (
        <ServiceRows village={village} services={list} label={name} />
      )}
    </>
  )
}

/** What a group is called, and which services are of it; one that is not there holds none. */
function groupOf(frame: ServiceFrame, chosen: string): { name: string; holds: (s: Listed) => boolean } {
  const code = chosen.slice(2)
  const named = (list: ServiceFrame['menus']) => list.find((n) => n.code === code)?.name
  const [name, holds]: [string | undefined, (s: Listed) => boolean] = chosen.startsWith('e-')
    ? [named(frame.events), (s) => s.events.includes(code)]
    : chosen.startsWith('n-')
      ? [code in natures ? natures[code as keyof typeof natures] : undefined, (s) => natureOf(s) === code]
      : chosen.startsWith('a-')
        ? ['当场能办的', (s) => s.atOnce === true]
        : [named(frame.menus), (s) => s.menu === code]
  return { name: name ?? '没有这一类', holds: name === undefined ? () => false : holds }
}

/** The ways into the list that are neither menu nor event: each with how many there are, none that is empty. */
function Kinds({ village, services }: Pick<ListProps, 'village' | 'services'>) {
  const kinds = [
    { key: 'a-once', name: '当场能办的', n: services.filter((s) => s.atOnce).length },
    ...Object.entries(natures).map(([code, name]) => ({
      key: `n-${code}`,
      name,
      n: services.filter((s) => natureOf(s) === code).length,
    })),
  ].filter((k) => k.n > 0)
  return (
    <ul class="grid">
      {kinds.map((k) => (
        <li key={k.key}>
          <a href={`${servicesHref(village?.slug)}?category=${k.key}`}>
            <b>{k.name}</b>
            <span>{k.n} 件</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** What is often wanted comes first; the rest lies under its own word. */
function Everything({ village, frame, services }: ListProps) {
  const often = services.filter((s) => s.often)
  const events = frame.events
    .map((e) => ({ ...e, n: services.filter((s) => s.events.includes(e.code)).length }))
    .filter((e) => e.n > 0)
  const menus = frame.menus
    .map((m) => ({ ...m, list: services.filter((s) => s.menu === m.code) }))
    .filter((m) => m.list.length > 0)
  return (
    <>
      <h2>常办的</h2>
      <ServiceRows village={village} services={often.slice(0, oftenAtOnce)} label="常办的" first={4} brief />
      {often.length > oftenAtOnce && (
        <Fold title="其余常办的" note={`${often.length - oftenAtOnce} 件`}>
          <ServiceRows village={village} services={often.slice(oftenAtOnce)} label="其余常办的" brief />
        </Fold>
      )}
      <h2>遇到了什么事</h2>
      <ul class="grid close">
        {events.map((e) => (
          <li key={e.code}>
            <a href={`${servicesHref(village?.slug)}?category=e-${e.code}`}>
              <b>{e.name}</b>
              <Second>
                <span>{e.n} 件</span>
              </Second>
            </a>
          </li>
        ))}
      </ul>
      <Fold title="当场能办的，审批的，便民的">
        <Kinds village={village} services={services} />
      </Fold>
      <Fold title="按类别" note={`${menus.length} 类`}>
        {menus.map((m) => (
          <details key={m.code} id={`menu-${m.code}`}>
            <summary>
              {m.name}（{m.list.length} 件）
            </summary>
            <ServiceRows village={village} services={m.list} label={m.name} />
          </details>
        ))}
      </Fold>
    </>
  )
}

/** More are one press away. */
const oftenAtOnce = 6

/** `first`: as many large type shows; `brief`: without the words on who decides. */
function ServiceRows({
  village,
  services,
  label,
  first,
  brief = false,
}: {
  village: Village | undefined
  services: readonly Listed[]
  label: string
  first?: number
  brief?: boolean
}) {
  return (
    <Rows label={label} first={first} pairs={brief}>
      {services.map((s) => (
        <Row
          key={s.code}
          href={serviceHref(village?.slug, s.code)}
          what={s.name}
          when={s.atOnce ? '当场能办' : s.promised ? `承诺 ${sayPromise(s)}` : undefined}
          more={brief ? undefined : `${natures[natureOf(s)]}，${handlings[s.handling]}`}
        />
      ))}
    </Rows>
  )
}

/** Certificates that villages do not issue and that are meant by what was typed. */
function findRefused(typed: string, own: readonly Refused[]): Refused[] {
  const core = typed.replace(/证明|开|办|的|\s/g, '')
  if (core.length < 2) return []
  return [...refusedCertificates, ...own]
    .filter((r) => [r.name, ...(r.also ?? [])].some((name) => name.includes(core)))
    .slice(0, 3)
}
