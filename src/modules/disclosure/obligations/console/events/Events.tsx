/**
 * Something happened that must be published (a meeting, a payment list, a stage of a project): it becomes due from that
 * day.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../../console/parts/Button.tsx'
import { useState, type FormEvent } from 'react'
import { ask } from '../../../../../console/client.ts'
import { api } from '../../../client.ts'
import { Note } from '../../../../../console/parts/Note.tsx'
import { today } from '../../../../../console/parts/time.ts'
import { useBusy } from '../../../../../console/parts/useBusy.ts'
import { Shown } from '../../../../../console/parts/State.tsx'
import { sentenceOf, tell, tellWrong } from '../../../../../console/parts/tell.tsx'
import { go } from '../../../../../console/router.tsx'
import { useMe, type Me } from '../../../../../console/me.ts'
import { postsFor } from '../../../catalogue/collective.ts'
import { onEvents, useCatalogue, type Item } from '../../../catalogue/console/useCatalogue.ts'

export default function Events() {
  const me = useMe()
  const catalogue = useCatalogue()
  return (
    <div className="page narrow">
      <h1>登记要公开的事</h1>
      <p>
        开了会、发了补贴、工程到了一个阶段……登记后，这一项就按规定开始计时，出现在任务里。按月、按季公开的不用登记，到时自动出现。
      </p>
      <Shown query={catalogue} what="公开目录">
        {(c) => (
          <EventForm
            items={onEvents(c.items)}
            posts={(me.data?.posts ?? []).filter((p) => ['village', 'township', 'bureau', 'group'].includes(p.level))}
          />
        )}
      </Shown>
    </div>
  )
}

type Own = Pick<Me['posts'][number], 'slug' | 'region' | 'level' | 'function'>

function EventForm({ items, posts }: { items: Item[]; posts: Own[] }) {
  const queries = useQueryClient()
  const own = [...new Map(posts.map((p) => [p.slug, p])).values()]
  const [form, setForm] = useState({
    place: own[0]?.slug ?? '',
    item: '',
    on: today(),
    title: '',
    stage: '',
    event: '',
  })
  const [error, setError] = useState('')
  const [made, setMade] = useState<string>()
  const [busy, once] = useBusy()
  const place = own.find((p) => p.slug === form.place)
  const here = posts.filter((p) => p.slug === form.place)
  const mine = items.filter(
    (i) => place && i.definition.levels.includes(place.level as 'village') && postsFor(here, i.definition).length > 0,
  )
  const item = mine.find((i) => i.code === form.item)
  /** The title is public at once: items about people have none. */
  const named = !item || (item.definition.audience === 'everyone' && item.definition.privacyLevel !== 'namedPersons')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setError('')
    if (!item) return setError('请选择是哪一项。')
    if (named && form.title.trim() === '' && form.event === '' && item.definition.frequency !== 'standing')
      return setError('请写叫什么，村民靠它分清是哪件事。')
    await once(() =>
      ask(
        api.events.$post({
          json: {
            place: form.place,
            item: form.item,
            on: form.on,
            title: named ? form.title : '',
            stage: form.stage || undefined,
            eventId: form.event || undefined,
          },
        }),
      ).then(
        (done) => {
          setMade(done.id)
          tell('登记好了。')
          return queries.invalidateQueries({ queryKey: ['desk'] })
        },
        (e: unknown) => setError(sentenceOf(e)),
      ),
    )
  }
  if (made)
    return (
      <Made
        id={made}
        onMore={() => {
          setMade(undefined)
          setForm({ ...form, title: '', stage: '', event: '' })
        }}
      />
    )
  return (
    <form className="sheet" onSubmit={(e) => void save(e)} noValidate>
      {own.length > 1 && (
        <label className="field">
          <span>单位</span>
          <select
            className="plain-input"
            value={form.place}
            onChange={(e) => setForm({ ...form, place: e.target.value, item: '' })}
          >
            {own.map((p) => (
              <option key={p.slug} value={p.slug}>
                {p.region}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span>是哪一项</span>
        <select
          className="plain-input"
          value={form.item}
          onChange={(e) => setForm({ ...form, item: e.target.value, stage: '', event: '' })}
        >
          <option value="">请选择</option>
          {[...new Set(mine.map((i) => i.category))].map((g) => (
            <optgroup key={g} label={g}>
              {mine
                .filter((i) => i.category === g)
                .map((i) => (
                  <option key={i.code} value={i.code}>
                    {i.name}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      {item && <p className="quiet">{item.definition.deadline.basis}</p>}
      <label className="field">
        <span>哪天发生的</span>
        <input
          className="plain-input"
          type="date"
          max={today()}
          value={form.on}
          onChange={(e) => setForm({ ...form, on: e.target.value })}
        />
      </label>
      {!named && <p className="quiet">这一项涉及个人，不用起名称。</p>}
      {named && (
        <label className="field">
          <span>
            叫什么 <span className="hint">村民看到的标题，如“2 号机井维修工程”</span>
          </span>
          <input
            className="plain-input"
            maxLength={60}
            value={form.title}
            onChange={(e) => setForm({ ...form, title: e.target.value })}
          />
        </label>
      )}
      {item && item.definition.stages.length > 0 && (
        <label className="field">
          <span>到了哪个阶段</span>
          <select
            className="plain-input"
            value={form.stage}
            onChange={(e) => setForm({ ...form, stage: e.target.value })}
          >
            <option value="">请选择</option>
            {item.definition.stages.map((s) => (
              <option key={s.key} value={s.key}>
                {s.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {item && item.definition.stages.length > 0 && (
        <Earlier
          place={form.place}
          item={item.code}
          value={form.event}
          onPick={(event) => setForm({ ...form, event })}
        />
      )}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <Button type="primary" htmlType="submit" loading={busy}>
        登记
      </Button>
    </form>
  )
}

/** The further stages of one project belong together: its earlier stages of the last months. */
function Earlier({
  place,
  item,
  value,
  onPick,
}: {
  place: string
  item: string
  value: string
  onPick: (event: string) => void
}) {
  const earlier = useQuery({
    queryKey: ['events', place, item],
    queryFn: () => ask(api.events.$get({ query: { place, item } })).then((a) => a.events),
  })
  if (!earlier.data || earlier.data.length === 0) return null
  return (
    <label className="field">
      <span>是不是已登记过的事的下一个阶段</span>
      <select className="plain-input" value={value} onChange={(e) => onPick(e.target.value)}>
        <option value="">不是，这是新的事</option>
        {earlier.data.map((x) => (
          <option key={x.eventId} value={x.eventId}>
            {x.title || '（没有名称）'}（{x.on}）
          </option>
        ))}
      </select>
    </label>
  )
}

function Made({ id, onMore }: { id: string; onMore: () => void }) {
  const open = () =>
    ask(api.obligations[':id'].draft.$post({ param: { id } })).then((n) => go(`/notices/${n.id}`), tellWrong)
  return (
    <div className="sheet">
      <p>登记好了，已经在任务里。</p>
      <div className="do">
        <Button type="primary" onClick={() => void open()}>
          现在就填
        </Button>
        <Button onClick={onMore}>再登记一件</Button>
      </div>
    </div>
  )
}
