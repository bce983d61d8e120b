/** The county's posts: made, renamed and ended; each with its duty as villagers read it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { DataTable } from '../../../console/parts/DataTable.tsx'
import { FormDialog, type Field } from '../../../console/parts/FormDialog.tsx'
import { levelNames } from '../../../console/parts/places.ts'
import { Shown } from '../../../console/parts/State.tsx'
import { tell } from '../../../console/parts/tell.tsx'
import { sayDay, today } from '../../../console/parts/time.ts'
import { useMe } from '../../../console/me.ts'
import { committeeWords, functionWords, type Committee, type PostFunction } from '../../../kernel/people/functions.ts'
import { levels, type Level } from '../../../kernel/regions/levels.ts'

type Post = InferResponseType<(typeof api)['post-kinds']['$get'], 200>['posts'][number]
type Asked = { what: 'make' } | { what: 'change' | 'end'; post: Post }
type Values = Record<string, string>

const numberIn = (text: string) => Number(text.trim() === '' ? Number.NaN : text)
const word = (f: PostFunction) => functionWords[f][0]!

export default function PostKinds() {
  const posts = useQuery({ queryKey: ['post-kinds'], queryFn: () => ask(api['post-kinds'].$get()) })
  const edits = useMe().data?.may.includes('post.edit') === true
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked>()
  const [level, setLevel] = useState<Level | ''>('')
  return (
    <div className="page">
      <div className="head">
        <h1>岗位设置</h1>
        {edits && (
          <Button type="primary" onClick={() => setAsked({ what: 'make' })}>
            新设岗位
          </Button>
        )}
      </div>
      <p className="quiet">
        名称、人数、职责都会公开。能办什么由“职能”定，设好以后不能改；要换职能，请停用这个，再新设一个。谁任哪个岗位，在“人员岗位”里办。
      </p>
      <Shown query={posts} what="岗位设置">
        {({ posts: all, today: day }) => (
          <DataTable
            name="岗位"
            rows={all.filter((p) => level === '' || p.level === level)}
            keyOf={(p) => p.code}
            empty="没有这样的岗位。"
            columns={[
              { name: '岗位', value: (p) => p.name },
              { name: '级别', value: (p) => levelNames[p.level] ?? p.level },
              { name: '职能', value: (p) => word(p.function) },
              { name: '设几人', value: (p) => p.seats, number: true },
              { name: '现在几人', value: (p) => p.held, number: true },
              { name: '可以不设', value: (p) => (p.optional ? '是' : '') },
              { name: '职责', value: (p) => p.duty, wide: true },
              {
                name: '停用',
                value: (p) => p.ended_on ?? '',
                show: (p) => p.ended_on && `${sayDay(p.ended_on, true)}${p.ended_on < day ? '' : '起停用'}`,
              },
            ]}
            filters={
              <label>
                级别
                <select value={level} onChange={(e) => setLevel(e.target.value as Level | '')}>
                  <option value="">全部</option>
                  {levels.map((l) => (
                    <option key={l} value={l}>
                      {levelNames[l] ?? l}
                    </option>
                  ))}
                </select>
              </label>
            }
            seldom
            actions={(p) =>
              edits && p.ended_on === null ? (
                <>
                  <Button size="small" aria-label={`改${p.name}`} onClick={() => setAsked({ what: 'change', post: p })}>
                    改
                  </Button>
                  <Button size="small" aria-label={`停用${p.name}`} onClick={() => setAsked({ what: 'end', post: p })}>
                    停用
                  </Button>
                </>
              ) : null
            }
          />
        )}
      </Shown>
      {asked && (
        <FormDialog
          {...formOf(asked)}
          onClose={() => setAsked(undefined)}
          onDone={(v) =>
            send(asked, v).then(() => {
              tell(asked.what === 'make' ? '设好了，在“人员岗位”里可以任命。' : '改好了。')
              return queries.invalidateQueries({ queryKey: ['post-kinds'] })
            })
          }
        />
      )}
    </div>
  )
}

function formOf(asked: Asked): { title: string; button: string; fields: Field[] } {
  if (asked.what === 'end')
    return {
      title: `停用“${asked.post.name}”`,
      button: '停用',
      fields: [{ key: 'on', label: '最后一天', type: 'date', start: today() }],
    }
  const p = asked.what === 'change' ? asked.post : undefined
  const chosen: Field[] = p
    ? []
    : [
        {
          key: 'level',
          label: '级别',
          type: 'select',
          options: levels.map((l) => [l, levelNames[l] ?? l]),
          start: 'village',
        },
        {
          key: 'function',
          label: '职能',
          type: 'select',
          options: Object.entries(functionWords).map(([f, [first]]) => [f, first!]),
          start: 'named',
          hint: '这个岗位在平台上能办什么；“只公示”的什么也不办',
        },
      ]
  return {
    title: p ? `改“${p.name}”` : '新设岗位',
    button: p ? '改' : '设',
    fields: [
      { key: 'name', label: '名称', start: p?.name ?? '', max: 30 },
      ...chosen,
      { key: 'seats', label: '几个人', type: 'number', start: String(p?.seats ?? 1) },
      {
        key: 'duty',
        label: '职责',
        type: 'textarea',
        start: p?.duty ?? '',
        optional: true,
        max: 200,
        hint: '写给村民看',
      },
      {
        key: 'committee',
        label: '属于哪个组织',
        type: 'select',
        options: Object.entries(committeeWords).map(([c, [first]]) => [c, first]),
        none: '不属于',
        start: p?.committee ?? '',
        optional: true,
      },
      { key: 'optional', label: '有的地方可以不设，没有人的不写空缺', type: 'check', start: p?.optional ? '1' : '' },
      { key: 'order', label: '排第几', type: 'number', start: String(p?.order ?? 500) },
    ],
  }
}

function send(asked: Asked, v: Values): Promise<unknown> {
  if (asked.what === 'end')
    return ask(api['post-kinds'][':code'].end.$post({ param: { code: asked.post.code }, json: { on: v['on']! } }))
  const said = {
    name: v['name']!,
    seats: numberIn(v['seats']!),
    duty: v['duty']!,
    committee: v['committee'] as Committee | '',
    optional: v['optional'] !== '',
    order: numberIn(v['order']!),
  }
  return asked.what === 'change'
    ? ask(api['post-kinds'][':code'].$post({ param: { code: asked.post.code }, json: said }))
    : ask(
        api['post-kinds'].$post({
          json: { ...said, level: v['level'] as Level, function: v['function'] as PostFunction },
        }),
      )
}
