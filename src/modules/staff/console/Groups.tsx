/** Leading groups of a place: their office, who is in them since when; made, renamed and ended here. */
import { Button } from '../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { FormDialog, type Field } from '../../../console/parts/FormDialog.tsx'
import { personOf } from '../../../console/parts/PersonField.tsx'
import { sayDay, today } from '../../../console/parts/time.ts'
import { tell } from '../../../console/parts/tell.tsx'
import { groupRoles, type GroupRole } from '../../../kernel/people/groupRoles.ts'
import type { People } from './People.tsx'

type Group = People['groups'][number]
type Member = People['members'][number]
type Asked =
  | { what: 'make' }
  | { what: 'change' | 'end' | 'join'; group: Group }
  | { what: 'leave'; group: Group; member: Member }
type Props = { people: People; place: string; onDone: () => Promise<unknown> }

/** Where a county keeps groups: not at bureaux, nor in groups of villagers. */
const levels = ['city', 'county', 'township', 'village']

export function Groups({ people, place, onDone }: Props) {
  const [asked, setAsked] = useState<Asked>()
  const keeps = people.mayKeep && levels.includes(people.place.level)
  if (people.groups.length === 0 && !keeps) return null
  return (
    <>
      <div className="head">
        <h2>领导小组</h2>
        {keeps && <Button onClick={() => setAsked({ what: 'make' })}>成立领导小组</Button>}
      </div>
      {people.groups.length === 0 && <p className="quiet">还没有领导小组。</p>}
      {people.groups.map((group) => (
        <One
          key={group.id}
          group={group}
          members={people.members.filter((m) => m.group_id === group.id)}
          keeps={keeps && group.ended_on === null}
          onAsk={setAsked}
        />
      ))}
      {asked && <Ask asked={asked} place={place} onDone={onDone} onClose={() => setAsked(undefined)} />}
    </>
  )
}

function One({
  group,
  members,
  keeps,
  onAsk,
}: {
  group: Group
  members: Member[]
  keeps: boolean
  onAsk: (asked: Asked) => void
}) {
  const over = (m: Member) => m.to_on !== null && m.to_on < today()
  return (
    <section className="sheet" aria-label={group.name}>
      <h3>
        {group.name}
        {group.ended_on && <span className="mark">{sayDay(group.ended_on, true)}撤销</span>}
      </h3>
      <p className="quiet">
        办公室：{[group.office, group.office_phone].filter(Boolean).join('，电话 ') || '还没有写'}
      </p>
      <ul className="rows">
        {members.map((m) => (
          <li key={m.id} className="row">
            <b>
              {m.role}　{m.name}
            </b>
            <span className="quiet grow">
              {sayDay(m.from_on, true)}起{m.to_on && `，到 ${sayDay(m.to_on, true)}${over(m) ? '，已退出' : ''}`}
            </span>
            {keeps && m.to_on === null && (
              <Button
                size="small"
                aria-label={`${m.name}退出`}
                onClick={() => onAsk({ what: 'leave', group, member: m })}
              >
                退出
              </Button>
            )}
          </li>
        ))}
      </ul>
      {keeps && (
        <div className="do">
          <Button onClick={() => onAsk({ what: 'join', group })}>加人</Button>
          <Button onClick={() => onAsk({ what: 'change', group })}>改名称和办公室</Button>
          <Button onClick={() => onAsk({ what: 'end', group })}>撤销</Button>
        </div>
      )}
    </section>
  )
}

const day = (label: string): Field => ({ key: 'day', label, type: 'date', start: today() })
const groupFields = (g?: Group): Field[] => [
  { key: 'name', label: '名称', start: g?.name ?? '', max: 40, hint: '例如“柳湾村村务公开工作领导小组”' },
  {
    key: 'office',
    label: '办公室',
    start: g?.office ?? '',
    optional: true,
    max: 60,
    hint: '设在哪里，例如“镇农业农村办”',
  },
  {
    key: 'phone',
    label: '办公室电话',
    type: 'tel',
    start: g?.office_phone ?? '',
    optional: true,
    max: 30,
    hint: '会公开，不要写手机号',
  },
]

function Ask({
  asked,
  place,
  onDone,
  onClose,
}: {
  asked: Asked
  place: string
  onDone: Props['onDone']
  onClose: () => void
}) {
  const { title, button, fields, send } = formOf(asked, place)
  return (
    <FormDialog
      title={title}
      button={button}
      fields={fields}
      onClose={onClose}
      onDone={(v) =>
        send(v).then(() => {
          tell(`${button}好了。`)
          return onDone()
        })
      }
    />
  )
}

type Form = { title: string; button: string; fields: Field[]; send: (v: Record<string, string>) => Promise<unknown> }

function formOf(asked: Asked, place: string): Form {
  const said = (v: Record<string, string>) => ({ name: v['name']!, office: v['office']!, officePhone: v['phone']! })
  if (asked.what === 'make')
    return {
      title: '成立领导小组',
      button: '成立',
      fields: groupFields(),
      send: (v) => ask(api.groups.$post({ json: { ...said(v), place } })),
    }
  const { group } = asked
  const param = { id: group.id }
  if (asked.what === 'change')
    return {
      title: `改“${group.name}”`,
      button: '改',
      fields: groupFields(group),
      send: (v) => ask(api.groups[':id'].$post({ param, json: said(v) })),
    }
  if (asked.what === 'end')
    return {
      title: `撤销“${group.name}”`,
      button: '撤销',
      fields: [day('最后一天')],
      send: (v) => ask(api.groups[':id'].end.$post({ param, json: { on: v['day']! } })),
    }
  if (asked.what === 'leave')
    return {
      title: `${asked.member.name}退出“${group.name}”`,
      button: '退出',
      fields: [day('最后一天')],
      send: (v) =>
        ask(api['group-members'][':id'].end.$post({ param: { id: asked.member.id }, json: { on: v['day']! } })),
    }
  return {
    title: `“${group.name}”加人`,
    button: '加',
    fields: [
      { key: 'person', label: '姓名', type: 'person' },
      { key: 'role', label: '职务', type: 'select', options: groupRoles.map((r) => [r, r]), start: '成员' },
      day('从哪天起'),
    ],
    send: (v) =>
      ask(
        api.groups[':id'].members.$post({
          param,
          json: {
            personId: personOf(v['person']!).id,
            name: personOf(v['person']!).name,
            role: v['role'] as GroupRole,
            from: v['day']!,
          },
        }),
      ),
  }
}
