/** People and posts of a place: who holds what, vacancies, duties, leading groups, accounts. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { PlacePicker } from '../../../console/parts/PlacePicker.tsx'
import { usePlaceSlug } from '../../../console/parts/places.ts'
import { sayDay } from '../../../console/parts/time.ts'
import { Shown } from '../../../console/parts/State.tsx'
import { setQuery } from '../../../console/router.tsx'
import { Accounts } from './Accounts.tsx'
import { Groups } from './Groups.tsx'
import { Kin } from './Kin.tsx'
import { HandOvers } from './HandOvers.tsx'
import { PostCard } from './PostCard.tsx'
import { BulkHandOver } from './BulkHandOver.tsx'

export type People = InferResponseType<typeof api.people.$get, 200>
export type Holder = People['holders'][number]

export const usePeople = (place: string) =>
  useQuery({
    queryKey: ['people', place],
    enabled: place !== '',
    queryFn: () => ask(api.people.$get({ query: { place } })),
  })

export default function PeopleScreen() {
  const place = usePlaceSlug()
  const people = usePeople(place)
  const queries = useQueryClient()
  const [past, setPast] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: ['people', place] })
  return (
    <div className="page">
      <h1>人员岗位</h1>
      <Shown query={people} what="人员岗位">
        {(p) => {
          const today = p.holders.filter((h) => h.held)
          const before = p.holders.filter((h) => !h.held)
          return (
            <>
              <div className="filters">
                <PlacePicker name={p.place.name} onPick={(x) => setQuery({ place: x.slug })} />
                <span className="grow" />
                {p.mayEdit && <BulkHandOver people={p} onDone={refresh} />}
                {p.mayEdit && <Accounts place={place} name={p.place.name} />}
              </div>
              <div className="cards-grid">
                {p.posts.map((post) => (
                  <PostCard
                    key={post.code}
                    post={post}
                    holders={today.filter((h) => h.post_code === post.code)}
                    people={p}
                    place={place}
                    onDone={refresh}
                  />
                ))}
              </div>
              <Groups people={p} place={place} onDone={refresh} />
              <Kin people={p} onDone={refresh} />
              <HandOvers people={p} />
              {before.length > 0 && (
                <p>
                  <Button onClick={() => setPast(!past)}>
                    {past ? '收起' : '看'}离任的人（{before.length}）
                  </Button>
                </p>
              )}
              {past && (
                <ul>
                  {before.map((h) => (
                    <li key={h.id}>
                      {h.name}　{h.post}　{sayDay(h.from_on, true)}到 {sayDay(h.to_on!, true)}
                    </li>
                  ))}
                </ul>
              )}
            </>
          )
        }}
      </Shown>
    </div>
  )
}
