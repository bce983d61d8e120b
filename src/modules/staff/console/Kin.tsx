/**
 * Who is whose near relative among a place's people: shown to whoever keeps them, for it keeps people away from cases
 * and seats.
 */
import { Button } from '../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { FormDialog } from '../../../console/parts/FormDialog.tsx'
import { Note } from '../../../console/parts/Note.tsx'
import { personOf } from '../../../console/parts/PersonField.tsx'
import { secondOf } from '../../../console/parts/second.ts'
import { tell } from '../../../console/parts/tell.tsx'
import { seconds } from './seconds.ts'
import type { People } from './People.tsx'

type Pair = People['kin'][number]

export function Kin({ people, onDone }: { people: People; onDone: () => Promise<unknown> }) {
  const [asked, setAsked] = useState<'new' | Pair>()
  const [clash, setClash] = useState('')
  if (!people.mayKeep) return null
  const held = new Map(people.holders.filter((h) => h.held).map((h) => [h.person_id, `${h.name}，${h.post}`]))
  const register = (v: Record<string, string>) =>
    ask(
      api.kin.$post({
        json: {
          personId: v['person']!,
          relativeId: personOf(v['relative']!).id ?? '',
          relation: v['relation']!,
          second: secondOf(v),
        },
      }),
    ).then(({ clash: told }) => {
      setClash(told)
      tell('登记好了，有关的事会自动回避。')
      return onDone()
    })
  return (
    <>
      <div className="head">
        <h2>近亲属登记</h2>
        {held.size > 0 && <Button onClick={() => setAsked('new')}>登记近亲属</Button>}
      </div>
      <p className="quiet">
        只给管人员的岗位看。登记了的，办事时自动回避；村民委员会成员的近亲属不能进村务监督委员会。
      </p>
      {clash !== '' && (
        <Note kind="wrong" role="alert">
          {clash}
        </Note>
      )}
      {people.kin.length === 0 ? (
        <p className="quiet">还没有登记。</p>
      ) : (
        <ul className="rows">
          {people.kin.map((k) => (
            <li key={`${k.person_id} ${k.relative_id}`} className="row">
              <span className="grow">
                {k.name}　和　{k.relative}　{k.relation}
              </span>
              <Button size="small" aria-label={`去掉${k.name}和${k.relative}`} onClick={() => setAsked(k)}>
                去掉
              </Button>
            </li>
          ))}
        </ul>
      )}
      {asked === 'new' && (
        <FormDialog
          title="登记近亲属"
          button="登记"
          onClose={() => setAsked(undefined)}
          onDone={register}
          fields={[
            { key: 'person', label: '这里的谁', type: 'select', options: [...held] },
            { key: 'relative', label: '亲属（从名单里选有岗位的人）', type: 'person' },
            { key: 'relation', label: '是什么关系', max: 20, hint: '例如“夫妻”“父子”“兄弟”' },
            ...seconds(people),
          ]}
        />
      )}
      {asked && asked !== 'new' && (
        <FormDialog
          title={`去掉${asked.name}和${asked.relative}的登记`}
          button="去掉"
          onClose={() => setAsked(undefined)}
          onDone={(v) =>
            ask(
              api.kin.end.$post({
                json: {
                  personId: asked.person_id,
                  relativeId: asked.relative_id,
                  reason: v['reason']!,
                  second: secondOf(v),
                },
              }),
            ).then(() => {
              setClash('')
              tell('去掉了。已经回避的事还照旧回避。')
              return onDone()
            })
          }
          fields={[{ key: 'reason', label: '为什么去掉', max: 200, hint: '例如“登记错了人”' }, ...seconds(people)]}
        />
      )}
    </>
  )
}
