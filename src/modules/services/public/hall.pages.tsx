/** The village's service hall: where, when, who is there, what is done at once. */
import { Facts } from '../../../web/facts.tsx'
import { Empty, Row, Rows } from '../../../web/rows.tsx'
import { refusedHref, serviceHref, servicesHref } from './addresses.ts'
import { getVillage, listServices, onDuty, serviceFrame, type OnDuty } from './services.queries.ts'
import type { Shown, Visit } from './site.ts'

export async function hallPage(visit: Visit, slug: string): Promise<Shown> {
  const [village, frame, services] = await Promise.all([getVillage(visit.db, slug), serviceFrame(visit.db), listServices(visit.db, visit.today)])
  const people = await onDuty(visit.db, village.id, visit.today)
  const { hall } = frame
  const atOnce = services.filter((s) => s.handling === 'direct')
  return {
    title: `${village.name}办事大厅`, crumbs: [{ href: `/v/${village.slug}`, text: village.name }, { href: servicesHref(village.slug), text: '办事' }], description: `${village.name}在哪里办事、几点开门、找谁、打哪个电话。`,
    body: (
      <>
        <h1>{village.name}办事大厅</h1>
        <Facts facts={[
          { label: '在哪里', value: `${village.name}${hall.place}` },
          { label: '什么时候', value: [...hall.hours, hall.closed].filter(Boolean).join('\n') },
          ...(village.phone === '' ? [] : [{ label: '电话', value: <a href={`tel:${village.phone}`}>{village.phone}</a> }]),
          ...(village.township ? [{ label: '乡镇', value: <><a href={`/t/${village.township_slug}`}>{village.township}</a>{village.township_phone && <>，电话 <a href={`tel:${village.township_phone}`}>{village.township_phone}</a></>}</> }] : []),
        ]} />
        <ul>{hall.help.map((h) => <li key={h}>{h}</li>)}</ul>
        <h2>找谁</h2>
        <People people={people.slice(0, visit.brief ? 2 : 6)} />
        <h2>村里直接办的 {atOnce.length} 件</h2>
        <Rows label="村里直接办的">{atOnce.slice(0, visit.brief ? 6 : 100).map((s) => <Row key={s.code} href={serviceHref(village.slug, s.code)} what={s.name} />)}</Rows>
        <p class="do"><a class="press" href={servicesHref(village.slug)}>全部 {services.length} 件事</a><a class="press second" href={refusedHref(village.slug)}>村里不开的证明</a></p>
      </>
    ),
  }
}

function People({ people }: { people: readonly OnDuty[] }) {
  if (people.length === 0) return <Empty text="还没有登记办事的人，请到大厅问，或者打乡镇电话。" />
  return <Rows label="找谁">{people.map((p) => <Row key={`${p.post} ${p.person}`} what={<>{p.post}：{p.person}</>} when={p.office_phone !== '' && <a href={`tel:${p.office_phone}`}>{p.office_phone}</a>} more={p.duty} />)}</Rows>
}
