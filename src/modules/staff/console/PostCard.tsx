/** One post: its duty as villagers read it, its holders or its vacancy, and what may be done about it. */
import { Button } from '../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { FormDialog } from '../../../console/parts/FormDialog.tsx'
import { personOf } from '../../../console/parts/PersonField.tsx'
import { today } from '../../../console/parts/time.ts'
import { tell } from '../../../console/parts/tell.tsx'
import { HolderRow } from './HolderRow.tsx'
import { secondOf } from '../../../console/parts/second.ts'
import { seconds } from './seconds.ts'
import type { Holder, People } from './People.tsx'

export function PostCard({
  post,
  holders,
  people,
  place,
  onDone,
}: {
  post: People['posts'][number]
  holders: Holder[]
  people: People
  place: string
  onDone: () => Promise<unknown>
}) {
  const [appointing, setAppointing] = useState(false)
  const free = post.seats - holders.length
  const vacant = post.optional ? 0 : free
  const appoint = (v: Record<string, string>) => {
    const person = personOf(v.person!)
    return ask(
      api.people.appoint.$post({
        json: {
          personId: person.id,
          name: person.name,
          post: post.code,
          place,
          from: v.from!,
          officePhone: v.phone || undefined,
          until: v.until || undefined,
          second: secondOf(v),
        },
      }),
    ).then(() => {
      tell('任命好了。')
      return onDone()
    })
  }
  return (
    <section className="sheet" aria-label={post.name}>
      <h2>
        {post.name}
        {vacant > 0 && <span className="mark">空缺{post.seats > 1 ? ` ${vacant} 个` : ''}</span>}
      </h2>
      <p className="quiet">{post.duty || '还没有写职责。'}</p>
      {holders.map((h) => (
        <HolderRow key={h.id} holder={h} people={people} onDone={onDone} />
      ))}
      {people.mayEdit && free > 0 && <Button onClick={() => setAppointing(true)}>任命</Button>}
      {appointing && (
        <FormDialog
          title={`任命${post.name}`}
          button="任命"
          onClose={() => setAppointing(false)}
          onDone={appoint}
          fields={[
            { key: 'person', label: '姓名', type: 'person' },
            { key: 'from', label: '从哪天起', type: 'date', start: today() },
            {
              key: 'until',
              label: '任期到哪天',
              type: 'date',
              optional: true,
              hint: '选举产生的写，例如村民委员会、村民小组组长',
            },
            { key: 'phone', label: '办公电话', type: 'tel', hint: '会公开，不要写手机号', optional: true, max: 30 },
            ...seconds(people),
          ]}
        />
      )}
    </section>
  )
}
