/** What the county does with a place; pages and notices keep their addresses, and say what became of the village. */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api as disclosureApi } from '../../../disclosure/client.ts'
import { api } from '../../client.ts'
import { FormDialog, type Field } from '../../../../console/parts/FormDialog.tsx'
import { today } from '../../../../console/parts/time.ts'
import { tell } from '../../../../console/parts/tell.tsx'
import type { PlaceInfo } from './Places.tsx'

type Values = Record<string, string>
type Doing = { name: string; about: string; fields: readonly Field[]; send: (v: Values) => Promise<unknown> }
const on: Field = { key: 'on', label: '从哪天起', type: 'date', start: today() }
const note: Field = { key: 'note', label: '依据', hint: '文件名和文号', optional: true, max: 300 }
const levels = [
  ['township', '乡镇'],
  ['village', '村'],
  ['group', '村民小组'],
  ['bureau', '部门'],
] as const
const belowOf: Record<string, readonly string[]> = {
  city: ['township', 'bureau'],
  county: ['township', 'bureau'],
  township: ['village'],
  village: ['group'],
}

export function PlaceActions({ info, onDone }: { info: PlaceInfo; onDone: () => Promise<unknown> }) {
  const [doing, setDoing] = useState<Doing>()
  const items = useQuery({
    queryKey: ['catalogue-names'],
    staleTime: 300_000,
    queryFn: async () => (await ask(disclosureApi.catalogue.$get())).items.map((i) => [i.code, i.name] as const),
  })
  return (
    <div className="do">
      {doingsOf(info, items.data ?? []).map((d) => (
        <Button key={d.name} onClick={() => setDoing(d)}>
          {d.name}
        </Button>
      ))}
      {doing && (
        <FormDialog
          title={`${doing.name}：${info.place.name}`}
          button={doing.name}
          about={<p className="quiet">{doing.about}</p>}
          fields={doing.fields}
          onClose={() => setDoing(undefined)}
          onDone={(v) =>
            doing.send(v).then(() => {
              tell(`“${doing.name}”办好了。`)
              return onDone()
            })
          }
        />
      )}
    </div>
  )
}

function doingsOf({ place }: PlaceInfo, items: readonly (readonly [string, string])[]): Doing[] {
  const param = { id: place.id }
  const region = api.regions[':id']
  const below = levels.filter(([l]) => belowOf[place.level]?.includes(l))
  const all: (Doing | false)[] = [
    {
      name: '改上线日期',
      about: '上线那天以后的才要公开；宽限期内不算逾期。下面的单位一起改。',
      fields: [
        { ...on, label: '上线那天', start: place.goesLiveOn },
        { key: 'graceDays', label: '宽限几天', type: 'number', start: '0' },
      ],
      send: (v) => ask(region.live.$put({ param, json: { on: v.on!, graceDays: Number(v.graceDays) } })),
    },
    {
      name: '单项上线',
      about: '有的事项晚一些再开始公开：这一项按自己的日期和宽限算。',
      fields: [
        { key: 'item', label: '哪一项', type: 'select', options: items },
        { ...on, label: '上线那天' },
        { key: 'graceDays', label: '宽限几天', type: 'number', start: '0' },
      ],
      send: (v) =>
        ask(
          region.items[':item'].live.$put({
            param: { id: place.id, item: v.item! },
            json: { on: v.on!, graceDays: Number(v.graceDays) },
          }),
        ),
    },
    {
      name: '更名',
      about: '老网址还能打开，会写明改过名字。',
      fields: [{ key: 'name', label: '新名称', start: place.name, max: 60 }, on, note],
      send: (v) => ask(region.rename.$post({ param, json: { name: v.name!, on: v.on!, note: v.note! } })),
    },
    below.length > 0 && {
      name: '新设下级单位',
      about: '新设的单位从上线那天起有要公开的内容。',
      fields: [
        { key: 'level', label: '级别', type: 'select', options: below, start: below[0]![0] },
        { key: 'name', label: '名称', max: 60 },
        { ...on, key: 'validFrom', label: '设立那天' },
        { ...on, key: 'goesLiveOn', label: '上线那天' },
        { key: 'practice', label: '练习用，不对外公开', type: 'check', optional: true },
      ],
      send: (v) =>
        ask(
          api.regions.$post({
            json: {
              parent: place.id,
              level: v.level as 'village',
              name: v.name!,
              validFrom: v.validFrom!,
              goesLiveOn: v.goesLiveOn!,
              practice: v.practice === '1',
            },
          }),
        ),
    },
    place.level === 'village' && {
      name: '并入别的村',
      about: '原来的公开内容还能看，新的由合并后的村公开。',
      fields: [{ key: 'into', label: '并入哪个村', type: 'place', levels: ['village'] }, on, note],
      send: (v) =>
        ask(api.regions.merge.$post({ json: { from: [place.id], into: v.into!, on: v.on!, note: v.note! } })),
    },
    place.level === 'village' && {
      name: '拆分',
      about: '分出一个新的村，原来的村保留。',
      fields: [{ key: 'name', label: '分出的村叫什么', max: 60 }, on, note],
      send: (v) =>
        ask(region.split.$post({ param, json: { parts: [{ name: v.name! }], ends: false, on: v.on!, note: v.note! } })),
    },
    place.level === 'village' && {
      name: '划到别的乡镇',
      about: '公开内容和人员跟着一起划转。',
      fields: [{ key: 'parent', label: '划到哪个乡镇', type: 'place', levels: ['township'] }, on, note],
      send: (v) => ask(region.move.$post({ param, json: { parent: v.parent!, on: v.on!, note: v.note! } })),
    },
    place.level !== 'county' &&
      place.level !== 'city' && {
        name: '撤销',
        about: '不再有新的要公开的内容；公开过的还能看。',
        fields: [on, note],
        send: (v) => ask(region.dissolve.$post({ param, json: { on: v.on!, note: v.note! } })),
      },
  ]
  return all.filter((d) => d !== false)
}
