/** The village's service hall: where, when, who is there today, what is done at once. */
import { addDays, sayDay } from '../../../platform/clock.ts'
import { Facts } from '../../../web/facts.tsx'
import { Second } from '../../../web/less.tsx'
import { Empty, Row, Rows } from '../../../web/list.tsx'
import { sayShare, shareOf } from '../../../kernel/site/share.ts'
import { atOnceOf, formulas, outcomesOf, sayAtOnce, type AtOnce, type Outcomes } from '../following/measured.ts'
import { dutyOn, weekdayOf, weekdays, type Duty, type Hall } from '../halls/halls.schema.ts'
import type { ServiceFrame } from './services.schema.ts'
import { refusedHref, serviceHref, servicesHref } from './addresses.ts'
import {
  findHall,
  getVillage,
  listServices,
  onDuty,
  publicCalendar,
  serviceFrame,
  type OnDuty,
  type Village,
} from './services.queries.ts'
import type { Shown, Visit } from './site.ts'

export async function hallPage(visit: Visit, slug: string): Promise<Shown> {
  const [village, frame, services] = await Promise.all([
    getVillage(visit.db, slug),
    serviceFrame(visit.db),
    listServices(visit.db, visit.today),
  ])
  const thisYear = `${visit.today.slice(0, 4)}-01-01`
  const [people, own, sums, once] = await Promise.all([
    onDuty(visit.db, village.id, visit.today),
    findHall(visit.db, village.id),
    outcomesOf(visit.db, slug, thisYear),
    publicCalendar(visit.db).then((calendar) => atOnceOf(visit.db, slug, thisYear, calendar)),
  ])
  const hall = own ?? generalHall(frame, village)
  const atOnce = services.filter((s) => s.atOnce === true && (own?.atOnce?.includes(s.code) ?? true))
  return {
    title: `${village.name}办事大厅`,
    crumbs: [
      { href: `/v/${village.slug}`, text: village.name },
      { href: servicesHref(village.slug), text: '办事' },
    ],
    shortened: true,
    description: `${village.name}在哪里办事、几点开门、找谁、打哪个电话。`,
    body: (
      <>
        <h1>{village.name}办事大厅</h1>
        <Facts
          facts={[
            {
              label: '在哪里',
              value: hall.place.startsWith(village.name) ? hall.place : `${village.name}${hall.place}`,
            },
            { label: '什么时候', value: [...hall.hours, hall.closed].filter(Boolean).join('\n') },
            ...hall.phones.map((p) => ({
              label: p.name.includes('电话') ? p.name : `${p.name}电话`,
              value: <a href={`tel:${p.phone.replace(/\s/g, '')}`}>{p.phone}</a>,
            })),
            ...(village.township
              ? [
                  {
                    label: '乡镇',
                    value: (
                      <>
                        <a href={`/t/${village.township_slug}`}>{village.township}</a>
                        {village.township_phone && (
                          <>
                            ，电话 <a href={`tel:${village.township_phone}`}>{village.township_phone}</a>
                          </>
                        )}
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
        <Second>
          <ul>
            {hall.help.map((h) => (
              <li key={h}>{h}</li>
            ))}
          </ul>
        </Second>
        {own && <Today hall={own} today={visit.today} brief={visit.brief} />}
        <h2>找谁</h2>
        <People people={people.slice(0, visit.brief ? 2 : 6)} />
        {services.length > 0 && <h2>当场能办的 {atOnce.length} 件</h2>}
        {services.length === 0 ? null : atOnce.length === 0 ? (
          <Empty text="没有写当场能办的，别的事都能在这里受理。" />
        ) : (
          <Rows label="当场能办的" first={3} pairs>
            {atOnce.map((s) => (
              <Row key={s.code} href={serviceHref(village.slug, s.code)} what={s.name} />
            ))}
          </Rows>
        )}
        <Second>
          <Sums sums={sums} once={once} />
        </Second>
        <p class="do">
          {services.length > 0 && (
            <a class="press" href={servicesHref(village.slug)}>
              全部 {services.length} 件事
            </a>
          )}
          <a class="press second" href={refusedHref(village.slug)}>
            村里不开的证明
          </a>
        </p>
      </>
    ),
  }
}

/** This year's applications in sum (好差评 included); nothing while there are none. */
function Sums({ sums: { open, done, refused, rated, good }, once }: { sums: Outcomes; once: AtOnce }) {
  if (open + done + refused === 0) return null
  return (
    <>
      <h2>今年网上和代办的</h2>
      <p>
        办成 {done} 件，没有办成 {refused} 件，正在办 {open} 件。
        {rated > 0
          ? `${rated} 件有评价，办事满意率 ${sayShare(shareOf(good, rated))}（${good} 件基本满意以上）；不满意的都要回访、答复。`
          : '还没有人评价。'}
      </p>
      <p class="quiet">
        {formulas.serviceDone}。{rated > 0 && `${formulas.serviceContent}。`}
      </p>
      {once.ended > 0 && (
        <p>
          {sayAtOnce(once)}
          <span class="quiet">{formulas.atOnce}。</span>
        </p>
      )}
    </>
  )
}

/** Where the village keeps no page of its own: what the county says of all of them. */
function generalHall({ hall }: ServiceFrame, village: Village): Hall {
  return { ...hall, phones: village.phone === '' ? [] : [{ name: '村里', phone: village.phone }], days: [] }
}

/** Today first; the week, and single days to come, below it. */
function Today({ hall, today, brief }: { hall: Hall; today: string; brief: boolean }) {
  const duty = dutyOn(hall, today)
  if (!hall.week && hall.days.every((d) => d.on < today)) return null
  const coming = hall.days.filter((d) => d.on > today && d.on <= addDays(today, 60))
  return (
    <>
      <h2>今天谁值班</h2>
      <p class="text">
        <b>
          {sayDay(today)}，{weekdays[weekdayOf(today)]}
        </b>
        ：{sayDuty(duty)}
      </p>
      {!brief && hall.week && (
        <Facts facts={hall.week.map((d, i) => ({ label: weekdays[i]!, value: sayDuty(d, '没有排班') }))} />
      )}
      {!brief && coming.length > 0 && (
        <>
          <h3>和平时不一样的日子</h3>
          <ul>
            {coming.map((d) => (
              <li key={d.on}>
                {sayDay(d.on)}（{weekdays[weekdayOf(d.on)]}）：{sayDuty(d)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function sayDuty(duty: Duty | undefined, nobody = '没有排班，急事请打电话'): string {
  if (!duty || (duty.people.length === 0 && duty.about === '')) return nobody
  return [duty.people.join('、') || '没有人值班', duty.about].filter(Boolean).join('，')
}

function People({ people }: { people: readonly OnDuty[] }) {
  if (people.length === 0) return <Empty text="还没有登记办事的人，请到大厅问，或者打乡镇电话。" />
  return (
    <Rows label="找谁" pairs>
      {people.map((p) => (
        <Row
          key={`${p.post} ${p.person}`}
          what={
            <>
              {p.post}：{p.person}
            </>
          }
          when={p.office_phone !== '' && <a href={`tel:${p.office_phone}`}>{p.office_phone}</a>}
          more={p.duty}
        />
      ))}
    </Rows>
  )
}
