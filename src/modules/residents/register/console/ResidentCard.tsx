/** One person of the register: what is known, masked, what became of them, and what may be done. */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { FormDialog, type Field } from '../../../../console/parts/FormDialog.tsx'
import { sayDay, sayTime, today } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { tell } from '../../../../console/parts/tell.tsx'
import { Accompany } from './Accompany.tsx'
import { differencesOf } from './changes.ts'
import { detailFields, detailsOf } from './details.ts'
import { levelNames, stateNames } from './residentWords.ts'

/** `leaves`: after it the person is another village's. */
type Act = {
  name: string
  button: string
  fields: readonly Field[]
  done: string
  leaves?: (v: Record<string, string>) => boolean
  send: (v: Record<string, string>) => Promise<unknown>
}
const changeNames: Record<string, string> = {
  added: '登记',
  changed: '改了资料',
  moved: '换了户或者村',
  left: '迁出',
  died: '去世',
  returned: '回村',
  merged: '并入另一人',
  checked: '核对了身份证',
  phone: '改了手机号',
  undone: '撤销了导入',
}
const reason: Field = { key: 'reason', label: '原因', max: 200 }

export function ResidentCard({
  id,
  place,
  village,
  mayEdit,
  mayAccompany,
  onClose,
}: {
  id: string
  place: string
  village: string
  mayEdit: boolean
  mayAccompany: boolean
  onClose: () => void
}) {
  const card = useQuery({
    queryKey: ['resident', id],
    queryFn: () => ask(api.residents[':id'].$get({ param: { id }, query: { place } })),
  })
  const [act, setAct] = useState<Act>()
  const param = { id }
  const state = (to: 'here' | 'left' | 'dead', name: string): Act => ({
    name,
    button: name,
    done: '记下了。',
    fields: [{ key: 'on', label: '哪一天', type: 'date', start: today() }, reason],
    send: (v) =>
      ask(api.residents[':id'].state.$post({ param, json: { place, state: to, on: v['on']!, reason: v['reason']! } })),
  })
  const p = card.data
  const acts: Act[] = [
    {
      name: '改资料',
      button: '改',
      done: '改好了。',
      fields: [...detailFields(p), reason],
      send: (v) =>
        ask(api.residents[':id'].details.$post({ param, json: { place, ...detailsOf(v), reason: v['reason']! } })),
    },
    {
      name: '当面核对身份证',
      button: '核对',
      done: '和名册一致，已核对。',
      fields: [{ key: 'idNumber', label: '对着证件输入身份证号', hint: '加密保存', max: 24 }],
      send: (v) => ask(api.residents[':id'].check.$post({ param, json: { place, idNumber: v['idNumber']! } })),
    },
    {
      name: '登记手机号',
      button: '登记',
      done: '登记好了。',
      fields: [{ key: 'phone', label: '手机号', type: 'tel', hint: '空着就是取消', optional: true, max: 20 }, reason],
      send: (v) =>
        ask(api.residents[':id'].phone.$post({ param, json: { place, phone: v['phone']!, reason: v['reason']! } })),
    },
    {
      name: '换户、换村',
      button: '登记',
      done: '登记好了。',
      leaves: (v) => v['to'] !== place,
      fields: [
        {
          key: 'to',
          label: '到哪个村',
          type: 'place',
          levels: ['village'],
          everywhere: true,
          start: place,
          named: village,
        },
        { key: 'household', label: '户号', max: 60 },
        reason,
      ],
      send: (v) =>
        ask(
          api.residents[':id'].move.$post({
            param,
            json: { place, to: v['to']!, household: v['household']!, reason: v['reason']! },
          }),
        ),
    },
  ]
  const household: Act = {
    name: '改这一户',
    button: '改',
    done: '改好了。',
    fields: [
      { key: 'to', label: '户号', start: p?.household ?? '', max: 60 },
      { key: 'group', label: '村民小组', start: p?.group_name ?? '', optional: true, max: 40 },
      { key: 'address', label: '住址', hint: '加密保存；空着就是不改', optional: true, max: 200 },
      reason,
    ],
    send: (v) =>
      ask(
        api.residents.household.$post({
          json: {
            place,
            household: p!.household,
            to: v['to']!,
            group: v['group']!,
            address: v['address']!,
            reason: v['reason']!,
          },
        }),
      ),
  }
  return (
    <Dialog title="村民" onClose={onClose}>
      <Shown query={card} what="村民">
        {(p) => (
          <>
            <h3>{p.name}</h3>
            <dl className="facts">
              {factsOf(p).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            {mayEdit && p.state !== 'merged' && (
              <div className="do">
                {[...acts, household]
                  .filter((a) => p.state !== 'dead' || a.leaves === undefined)
                  .map((a) => (
                    <Button key={a.name} onClick={() => setAct(a)}>
                      {a.name}
                    </Button>
                  ))}
                {p.state === 'here' ? (
                  <>
                    <Button onClick={() => setAct(state('left', '登记迁出'))}>登记迁出</Button>
                    <Button onClick={() => setAct(state('dead', '登记去世'))}>登记去世</Button>
                  </>
                ) : (
                  <Button onClick={() => setAct(state('here', '登记回村'))}>登记回村</Button>
                )}
              </div>
            )}
            {mayAccompany && p.state === 'here' && <Accompany id={id} place={place} checked={p.level === 2} />}
            {p.changes.length > 0 && (
              <>
                <h4>变动记录</h4>
                <ul>
                  {p.changes.map((c, i) => (
                    <li key={i}>
                      {sayTime(c.at)}　{c.by_name}　{changeNames[c.kind] ?? c.kind}
                      {c.reason && `：${c.reason}`}
                      {differencesOf(c).map((d) => (
                        <span key={d} className="said-there quiet">
                          {d}
                        </span>
                      ))}
                    </li>
                  ))}
                </ul>
              </>
            )}
            {act && (
              <FormDialog
                title={act.name}
                fields={act.fields}
                button={act.button}
                onClose={() => setAct(undefined)}
                onDone={async (v) => {
                  await act.send(v)
                  tell(act.done)
                  if (act.leaves?.(v)) onClose()
                  else await card.refetch()
                }}
              />
            )}
          </>
        )}
      </Shown>
    </Dialog>
  )
}

type Card = {
  household: string
  group_name: string
  relation: string
  state: string
  state_on: string | null
  sex: string
  born_on: string | null
  party: boolean
  idNumber: string
  phone: string
  level: number
}

const factsOf = (p: Card): [string, string | undefined][] => [
  ['户', [`${p.household} 户`, p.group_name, p.relation].filter(Boolean).join('　')],
  ['状态', `${stateNames[p.state]}${p.state_on ? `（${sayDay(p.state_on, true)}）` : ''}`],
  ['性别、生日', ([p.sex, p.born_on].filter(Boolean).join('　') || '没有登记') + (p.party ? '　党员' : '')],
  ['身份证号', p.idNumber || '没有登记'],
  ['手机号', p.phone || '没有登记'],
  ['实名', levelNames[p.level]],
]
