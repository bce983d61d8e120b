/**
 * Answers kept ready: those of my places are added, changed and taken out of use here; those of the places above are
 * read.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog, type Field } from '../../../../console/parts/FormDialog.tsx'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { useMe } from '../../../../console/me.ts'

type Answer = InferResponseType<(typeof api)['standard-answers']['$get'], 200>['answers'][number]

export default function Answers() {
  const me = useMe()
  const client = useQueryClient()
  const [open, setOpen] = useState<Answer | 'new'>()
  const answers = useQuery({
    queryKey: ['standard-answers'],
    refetchOnMount: 'always',
    queryFn: () => ask(api['standard-answers'].$get()),
  })
  const posts = [...new Map((me.data?.posts ?? []).map((p) => [p.slug, p.region])).entries()]
  const done = async (said: string) => {
    tell(said)
    await client.invalidateQueries({ queryKey: ['standard-answers'] })
  }
  const end = (a: Answer) => {
    if (!window.confirm(`以后不用“${a.title}”了？已经发出的答复不变。`)) return
    void ask(api['standard-answers'][':id'].end.$post({ param: { id: a.id } })).then(() => done('已停用。'), tellWrong)
  }
  const words = (a?: Answer): Field[] => [
    { key: 'title', label: '标题', max: 60, start: a?.title ?? '' },
    { key: 'text', label: '答复的话', hint: '不要写电话和证件号', type: 'textarea', max: 2_000, start: a?.text ?? '' },
  ]
  return (
    <div className="page narrow">
      <div className="head">
        <h1>常用答复</h1>
        <Button type="primary" onClick={() => setOpen('new')}>
          加一条
        </Button>
      </div>
      <p className="quiet">答复村民时可以直接套用，再按实际情况改。本单位的可以改、可以停用；上级单位的只能用。</p>
      <Shown query={answers} what="常用答复">
        {({ answers: all }) =>
          all.length === 0 ? (
            <Nothing>还没有常用答复。</Nothing>
          ) : (
            all.map((a) => (
              <article key={a.id} className="sheet">
                <h2>{a.title}</h2>
                <p className="told">{a.text}</p>
                <p className="quiet">{a.place}</p>
                {a.mine && (
                  <div className="do">
                    <Button onClick={() => setOpen(a)} aria-label={`改“${a.title}”`}>
                      改
                    </Button>
                    <Button onClick={() => end(a)} aria-label={`停用“${a.title}”`}>
                      停用
                    </Button>
                  </div>
                )}
              </article>
            ))
          )
        }
      </Shown>
      {open === 'new' && (
        <FormDialog
          title="加一条常用答复"
          button="存下"
          onClose={() => setOpen(undefined)}
          fields={[
            ...(posts.length > 1
              ? [{ key: 'place', label: '存到哪个单位', type: 'select' as const, options: posts }]
              : []),
            ...words(),
          ]}
          onDone={async (v) => {
            await ask(
              api['standard-answers'].$post({
                json: { place: v['place'] ?? posts[0]?.[0] ?? '', title: v['title']!, text: v['text']! },
              }),
            )
            await done('已存下。')
          }}
        />
      )}
      {open && open !== 'new' && (
        <FormDialog
          title="改常用答复"
          button="存下"
          onClose={() => setOpen(undefined)}
          fields={words(open)}
          onDone={async (v) => {
            await ask(
              api['standard-answers'][':id'].$post({
                param: { id: open.id },
                json: { title: v['title']!, text: v['text']! },
              }),
            )
            await done('已改好。')
          }}
        />
      )}
    </div>
  )
}
