/** Mediation records of my places: open ones and those to look at again first. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { sayDay, sayTime } from '../../../../console/parts/time.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { go, Link, useAddress } from '../../../../console/router.tsx'
import { outcomes } from './words.ts'

export default function Mediations() {
  const { query } = useAddress()
  const client = useQueryClient()
  const [opening, setOpening] = useState(query.get('case') !== null)
  const list = useQuery({
    queryKey: ['mediations'],
    refetchOnMount: 'always',
    queryFn: () => ask(api.mediations.$get()),
  })
  return (
    <div className="page">
      <div className="head">
        <h1>调解记录</h1>
        <Button type="primary" onClick={() => setOpening(true)}>
          登记一件调解
        </Button>
      </div>
      <Shown query={list} what="调解记录">
        {({ mediations, today }) =>
          mediations.length === 0 ? (
            <Nothing>还没有调解记录。</Nothing>
          ) : (
            <ul className="rows dated">
              {mediations.map((m) => (
                <li key={m.id}>
                  <Link className="row" to={`/mediations/${m.id}`}>
                    <span className="by">
                      <b>{m.outcome ? outcomes[m.outcome] : '正在调解'}</b>
                      <span className="quiet">{sayTime(m.opened_at)}</span>
                    </span>
                    <span className="what">
                      <b>{m.title}</b>
                      <span className="under quiet">
                        {m.place} · {m.mediator}
                      </span>
                    </span>
                    {m.follow_up_on && m.followed_up === '' && (
                      <span className={`step-of ${m.follow_up_on <= today ? 'found' : 'quiet'}`}>
                        {sayDay(m.follow_up_on)}要看履行
                      </span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      {opening && (
        <FormDialog
          title="登记一件调解"
          button="登记"
          onClose={() => setOpening(false)}
          fields={[
            {
              key: 'place',
              label: '哪个村',
              type: 'place',
              levels: ['village', 'township', 'county'],
              start: query.get('place') ?? '',
              named: query.get('name') ?? '',
            },
            { key: 'title', label: '调解什么事', hint: '不要写人名', max: 60 },
            { key: 'mediator', label: '谁来调解', max: 60 },
            { key: 'a', label: '当事人一', max: 40 },
            { key: 'aPhone', label: '当事人一的电话', type: 'tel', optional: true, max: 30 },
            { key: 'b', label: '当事人二', max: 40 },
            { key: 'bPhone', label: '当事人二的电话', type: 'tel', optional: true, max: 30 },
            { key: 'c', label: '还有一方', hint: '没有就空着', optional: true, max: 40 },
            { key: 'cPhone', label: '还有一方的电话', type: 'tel', optional: true, max: 30 },
          ]}
          onDone={async (v) => {
            const parties = [
              { name: v['a']!, phone: v['aPhone']!, side: '甲方' },
              { name: v['b']!, phone: v['bPhone']!, side: '乙方' },
              ...(v['c']!.trim() === '' ? [] : [{ name: v['c']!, phone: v['cPhone']!, side: '丙方' }]),
            ]
            const caseId = query.get('case')
            const made = await ask(
              api.mediations.$post({
                json: {
                  place: v['place']!,
                  title: v['title']!,
                  mediator: v['mediator']!,
                  parties,
                  ...(caseId ? { caseId } : {}),
                },
              }),
            )
            await client.invalidateQueries({ queryKey: ['mediations'] })
            go(`/mediations/${made.id}`)
          }}
        />
      )}
    </div>
  )
}
