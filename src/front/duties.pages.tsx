/** The responsibilities of a place's posts (责任清单), vacancies, and its leading groups as dated records. */
import type { Shown, Visit } from '../modules/disclosure/index.pages.ts'
import { placeOf } from '../kernel/regions/shown.queries.ts'
import { crumbsTo } from '../kernel/regions/crumbs.ts'
import { sayDay } from '../platform/clock.ts'
import { HolderRows } from '../web/holders.tsx'
import { Fold } from '../web/less.tsx'
import { Table } from '../web/table.tsx'
import {
  groupsQ,
  leadingGroupsQ,
  postKindsQ,
  type GroupMember,
  type LeadingGroup,
  type PostKind,
} from './duties.queries.ts'
import { holdersQ, type Holder } from './place.queries.ts'

export async function dutiesPage(visit: Visit, slug: string): Promise<Shown> {
  const place = await placeOf(visit, slug)
  const [holders, kinds, members, groups] = await Promise.all([
    holdersQ(visit.db, place.id, visit.today),
    postKindsQ(visit.db, place.level, visit.today),
    groupsQ(visit.db, place.id),
    leadingGroupsQ(visit.db, place.id),
  ])
  return {
    title: `${place.name}责任清单`,
    shortened: true,
    noindex: true,
    crumbs: crumbsTo(place, visit.frame),
    body: (
      <>
        <h1>{place.name}责任清单</h1>
        <p class="text">每个岗位管什么、现在是谁、从哪天起。缺人的也写出来。</p>
        {visit.brief ? (
          <HolderRows holders={holders.filter((h) => h.office_phone !== '')} limit={4} label="打电话找谁" />
        ) : (
          <ul class="rows pairs" aria-label="各岗位">
            {kinds
              .map((kind) => ({ kind, own: holders.filter((h) => h.post_code === kind.code) }))
              .filter(({ kind, own }) => own.length > 0 || !kind.optional)
              .map(({ kind, own }) => (
                <Post key={kind.code} kind={kind} holders={own} today={visit.today} />
              ))}
          </ul>
        )}
        {groups.map((g) => (
          <Fold key={g.name} title={g.name}>
            <Group group={g} members={members.filter((m) => m.group_name === g.name)} today={visit.today} />
          </Fold>
        ))}
      </>
    ),
  }
}

/** A post in two lines with its number to press; what it is for, and since when who holds it, unfolds. */
function Post({ kind, holders, today }: { kind: PostKind; holders: Holder[]; today: string }) {
  const vacant = kind.optional ? 0 : Math.max(0, kind.seats - holders.length)
  const phone = holders.find((h) => h.office_phone !== '')?.office_phone
  const names = holders.map((h) => h.person || h.post)
  return (
    <li class="call">
      <div>
        <details class="what post" data-printed="true">
          <summary>
            <h2 class={phone ? 'beside' : undefined}>{kind.name}</h2>
            <small>{[...names, ...(vacant > 0 ? [sayVacant(kind, vacant)] : [])].join('、')}</small>
          </summary>
          <p>{kind.duty || '职责还没有登记。'}</p>
          <ul class="plain">
            {holders.map((h, i) => (
              <li key={i}>
                <b>{h.person}</b>　{sayDay(h.from_on, true)}起
                {h.term_until &&
                  (h.term_until < today
                    ? `，任期到 ${sayDay(h.term_until, true)}，还没有换届`
                    : `，任期到 ${sayDay(h.term_until, true)}`)}
                {h.deputy && `，由${h.deputy}代理至 ${sayDay(h.deputy_to!, true)}`}
                {h.office_phone !== '' && (
                  <>
                    {'　'}
                    <a href={`tel:${h.office_phone}`}>{h.office_phone}</a>
                  </>
                )}
              </li>
            ))}
          </ul>
        </details>
        {phone && (
          <a class="press" href={`tel:${phone}`} aria-label={`打电话给${kind.name}${names[0]}，${phone}`}>
            打电话
          </a>
        )}
      </div>
    </li>
  )
}

const sayVacant = (kind: PostKind, vacant: number) => (kind.seats === 1 ? '现在空缺' : `还缺 ${vacant} 人`)

function Group({ group, members, today }: { group: LeadingGroup; members: GroupMember[]; today: string }) {
  const { name } = group
  const columns = [
    { key: 'person', label: '姓名' },
    { key: 'role', label: '职务' },
    { key: 'from', label: '起', kind: 'day' as const },
    { key: 'to', label: '止', kind: 'day' as const },
  ]
  const row = (m: GroupMember) => ({
    person: m.person,
    role: m.role,
    from: sayDay(m.from_on, true),
    to: m.to_on === null ? '至今' : sayDay(m.to_on, true),
  })
  const past = members.filter((m) => m.to_on !== null && m.to_on < today)
  return (
    <>
      {group.ended_on !== null && group.ended_on < today && <p>{sayDay(group.ended_on, true)}撤销了。</p>}
      {(group.office !== '' || group.office_phone !== '') && (
        <p>
          办公室{group.office !== '' && `：${group.office}`}
          {group.office_phone !== '' && (
            <>
              ，电话 <a href={`tel:${group.office_phone}`}>{group.office_phone}</a>
            </>
          )}
        </p>
      )}
      {members.length > past.length && (
        <Table caption={name} columns={columns} rows={members.filter((m) => !past.includes(m)).map(row)} />
      )}
      {past.length > 0 && (
        <details>
          <summary>以前的成员</summary>
          <Table caption={`${name}以前的成员`} columns={columns} rows={past.map(row)} />
        </details>
      )}
    </>
  )
}
