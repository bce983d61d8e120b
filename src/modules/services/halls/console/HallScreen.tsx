/** A village's service hall as villagers read it: where, when, telephones, who is on duty, what is done at once. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { PlacePicker } from '../../../../console/parts/PlacePicker.tsx'
import { usePlaceSlug } from '../../../../console/parts/places.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { setQuery } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'
import { hallSchema, type Hall } from '../halls.schema.ts'
import type { HallRead } from '../halls.ts'
import { Lines, TextInput } from '../../../../console/editor/inputs.tsx'
import { AtOnce } from './AtOnce.tsx'
import { Phones } from './Phones.tsx'
import { Rota } from './Rota.tsx'
import { ofWhole } from '../../../../console/whole.ts'

export default function HallScreen() {
  const slug = usePlaceSlug()
  const me = useMe()
  const level = me.data?.posts.find((p) => p.slug === slug)?.level
  const isVillage = level === undefined || level === 'village'
  const hall = useQuery({
    queryKey: ['hall', slug],
    // Another version begins the editor anew: it says itself that somebody was faster.
    meta: { keeps: true },
    enabled: slug !== '' && isVillage,
    queryFn: () => ask(api.halls[':slug'].$get({ param: { slug } })) as Promise<HallRead>,
  })
  return (
    <div className="page narrow">
      <h1>办事大厅</h1>
      <div className="filters">
        <PlacePicker
          name={hall.data?.village.name ?? ''}
          levels={['village']}
          onPick={(p) => setQuery({ place: p.slug })}
        />
      </div>
      {!isVillage ? (
        <Nothing>请先选一个村。</Nothing>
      ) : (
        <Shown query={hall} what="办事大厅">
          {(read) => (
            <Editor key={`${read.village.slug} ${read.version}`} read={read} onSaved={() => void hall.refetch()} />
          )}
        </Shown>
      )}
    </div>
  )
}

function Editor({ read, onSaved }: { read: HallRead; onSaved: () => void }) {
  const queries = useQueryClient()
  const [hall, setHall] = useState<Hall>(read.hall)
  const [error, setError] = useState('')
  const [newer, setNewer] = useState(false)
  const [busy, once] = useBusy()
  const set = (part: Partial<Hall>) => setHall((h) => ({ ...h, ...part }))
  const save = () =>
    once(async () => {
      const parsed = hallSchema.safeParse(hall)
      if (!parsed.success)
        return setError(
          `${[...new Set(parsed.error.issues.map((i) => (/[\u4e00-\u9fff]/.test(i.message) ? i.message : '有一处写得太长或者太多')))].join('；')}。`,
        )
      setError('')
      const seenVersion = newer
        ? (
            await queries.fetchQuery({
              queryKey: ['hall', read.village.slug, 'now'],
              staleTime: 0,
              queryFn: () => ask(api.halls[':slug'].$get({ param: { slug: read.village.slug } })),
            })
          ).version
        : read.version
      await ask(
        api.halls[':slug'].$post({ param: { slug: read.village.slug }, json: { hall: parsed.data, seenVersion } }),
      ).then(
        () => {
          tell('存好了，村民马上能看到。')
          onSaved()
        },
        (e: unknown) => {
          setError(sentenceOf(e))
          setNewer((e as { status?: number }).status === 409)
        },
      )
    })
  return (
    <>
      <p className="quiet">
        {read.version === 0
          ? ofWhole('这个村还没有自己写过，现在给村民看的是县里统一的。')
          : `第 ${read.version} 版，${read.by}写的。`}
        <a href={`/v/${read.village.slug}/hall`} target="_blank" rel="noreferrer">
          看村民看到的
        </a>
      </p>
      <section className="sheet">
        <h2>地点和时间</h2>
        <TextInput
          label="在哪里办"
          hint="例如“党群服务中心一楼”"
          value={hall.place}
          max={60}
          onValue={(place) => set({ place })}
        />
        <Lines label="什么时候开门" value={hall.hours} rows={2} onValue={(hours) => set({ hours })} />
        <TextInput
          label="什么时候不开"
          hint="可以不写"
          value={hall.closed}
          max={200}
          onValue={(closed) => set({ closed })}
        />
        <Lines
          label="提醒"
          hint="一行一条，例如“走不动的可以请代办员上门”"
          value={hall.help}
          rows={2}
          onValue={(help) => set({ help })}
        />
        <Phones phones={hall.phones} onPhones={(phones) => set({ phones })} />
      </section>
      <Rota hall={hall} set={set} />
      <AtOnce hall={hall} services={read.services} set={set} />
      {error && (
        <Note kind="wrong" role="alert">
          {error}
          {newer && (
            <>
              {'　'}
              <a href={`/v/${read.village.slug}/hall`} target="_blank" rel="noreferrer">
                看新的
              </a>
              。再按一次“存下”，就以您填的为准。
            </>
          )}
        </Note>
      )}
      {read.may ? (
        <div className="do">
          <Button type="primary" loading={busy} onClick={() => void save()}>
            存下
          </Button>
        </div>
      ) : (
        <p className="quiet">这个村的大厅不归您的岗位写。</p>
      )}
    </>
  )
}
