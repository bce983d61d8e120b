/** The village's register: found by name, household, number or telephone; only the own village's. */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { useMe } from '../../../../console/me.ts'
import { AddResident } from './AddResident.tsx'
import { Doubles } from './Doubles.tsx'
import { MakeSlips } from './MakeSlips.tsx'
import { ResidentCard } from './ResidentCard.tsx'
import { levelNames, stateNames } from './residentWords.ts'

export default function ResidentsScreen() {
  const me = useMe()
  const village = me.data?.posts.find((p) => p.level === 'village')
  if (!village)
    return (
      <div className="page">
        <h1>村民名册</h1>
        <Nothing>名册只有本村的工作人员能查。</Nothing>
      </div>
    )
  return (
    <Register
      place={village.slug}
      name={village.region}
      mayEdit={me.data?.may.includes('resident.edit') ?? false}
      mayAccompany={me.data?.may.includes('resident.accompany') ?? false}
    />
  )
}

function Register({
  place,
  name,
  mayEdit,
  mayAccompany,
}: {
  place: string
  name: string
  mayEdit: boolean
  mayAccompany: boolean
}) {
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const [open, setOpen] = useState<string>()
  const found = useQuery({
    queryKey: ['residents', place, q],
    enabled: q !== '',
    queryFn: () => ask(api.residents.$get({ query: { place, q } })).then((a) => a.people),
  })
  return (
    <div className="page">
      <h1>村民名册</h1>
      <p>{name}的名册，不公开。只查办事要用的人，每次查询都有记录。</p>
      <form
        className="filters"
        onSubmit={(e) => {
          e.preventDefault()
          setQ(typed.trim())
        }}
      >
        <label>
          找人
          <input
            type="search"
            value={typed}
            maxLength={40}
            placeholder="姓名、户号、身份证号或手机号"
            onChange={(e) => setTyped(e.target.value)}
          />
        </label>
        <Button type="primary" htmlType="submit">
          查
        </Button>
        <span className="grow" />
        {mayEdit && <AddResident place={place} onAdded={setOpen} />}
        {mayEdit && <MakeSlips place={place} name={name} />}
      </form>
      {q !== '' && (
        <Shown query={found} what="名册">
          {(people) =>
            people.length === 0 ? (
              <Nothing>本村名册里没有找到“{q}”。</Nothing>
            ) : (
              <ul className="rows">
                {people.map((p) => (
                  <li key={p.id}>
                    <button type="button" className="row" onClick={() => setOpen(p.id)}>
                      <b>{p.name}</b>
                      <span className="quiet grow">
                        {p.household} 户 · {p.relation || '成员'}
                        {p.born_on ? ` · ${p.born_on}` : ''}
                      </span>
                      <span>{p.state === 'here' ? levelNames[p.level] : stateNames[p.state]}</span>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Shown>
      )}
      <Doubles place={place} mayEdit={mayEdit} />
      {open && (
        <ResidentCard
          key={open}
          id={open}
          place={place}
          village={name}
          mayEdit={mayEdit}
          mayAccompany={mayAccompany}
          onClose={() => {
            setOpen(undefined)
            if (q !== '') void found.refetch()
          }}
        />
      )}
    </div>
  )
}
