/**
 * One mediation record: parties, meetings, the agreement with its signatures, the day to look again. Printed as it
 * stands.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { sayDay, sayTime, today } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { tell } from '../../../../console/parts/tell.tsx'
import { Link } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { End } from './End.tsx'
import { outcomes } from './words.ts'

export default function MediationScreen({ params }: ScreenProps) {
  const id = params['id']!
  const client = useQueryClient()
  const [open, setOpen] = useState<'meeting' | 'end' | 'follow'>()
  const close = () => setOpen(undefined)
  const record = useQuery({
    queryKey: ['mediation', id],
    queryFn: () => ask(api.mediations[':id'].$get({ param: { id } })),
  })
  const done = async (said: string) => {
    tell(said)
    await client.invalidateQueries({ queryKey: ['mediation', id] })
  }
  return (
    <div className="page narrow">
      <p className="noprint">
        <Link to="/mediations">调解记录</Link>
      </p>
      <Shown query={record} what="调解记录">
        {(m) => (
          <>
            <div className="head">
              <h1>{m.title}</h1>
              <span className="step">{m.outcome ? outcomes[m.outcome] : '正在调解'}</span>
            </div>
            <section className="sheet">
              <dl className="facts">
                <div>
                  <dt>编号</dt>
                  <dd className="num">{m.code}</dd>
                </div>
                <div>
                  <dt>地方</dt>
                  <dd>{m.place}</dd>
                </div>
                <div>
                  <dt>调解员</dt>
                  <dd>{m.mediator}</dd>
                </div>
                <div>
                  <dt>开始</dt>
                  <dd>{sayTime(m.opened_at)}</dd>
                </div>
                {m.parties.map((p) => (
                  <div key={p.side + p.name}>
                    <dt>{p.side || '当事人'}</dt>
                    <dd>
                      {p.name}
                      {p.phone && `　${p.phone}`}
                    </dd>
                  </div>
                ))}
                {m.caseId && (
                  <div>
                    <dt>来自</dt>
                    <dd>
                      <Link to={`/cases/${m.caseId}`}>一件民情反映</Link>
                    </dd>
                  </div>
                )}
              </dl>
            </section>
            <section className="sheet">
              <h2>调解经过</h2>
              {m.meetings.length === 0 && <p className="quiet">还没有记录。</p>}
              <ol className="hands">
                {m.meetings.map((x) => (
                  <li key={x.noted_at}>
                    <b>
                      {sayDay(x.met_on, true)}　{x.spot}
                    </b>
                    <span className="said-there">{x.notes}</span>
                    <span className="quiet">{x.noted_by}记录</span>
                  </li>
                ))}
              </ol>
            </section>
            {m.outcome && (
              <section className="sheet">
                <h2>结果：{outcomes[m.outcome]}</h2>
                <p className="told">{m.agreement}</p>
                {m.signed_scan && (
                  <p>
                    <a href={`/api/mediations/${id}/scan`} target="_blank" rel="noreferrer">
                      签字的协议
                    </a>
                  </p>
                )}
                {m.follow_up_on && (
                  <p>
                    {sayDay(m.follow_up_on, true)} 看履行情况{m.followed_up ? `：${m.followed_up}` : ''}
                  </p>
                )}
                <p className="quiet">当事人签字：</p>
                <p className="quiet">调解员签字：</p>
              </section>
            )}
            <div className="do">
              {!m.outcome && (
                <Button type="primary" onClick={() => setOpen('meeting')}>
                  记一次调解
                </Button>
              )}
              {!m.outcome && <Button onClick={() => setOpen('end')}>结束调解</Button>}
              {m.outcome === 'agreed' && m.followed_up === '' && (
                <Button type="primary" onClick={() => setOpen('follow')}>
                  记履行情况
                </Button>
              )}
              <Button onClick={() => window.print()}>打印</Button>
            </div>
            {open === 'meeting' && (
              <FormDialog
                title="记一次调解"
                button="记下"
                onClose={close}
                fields={[
                  { key: 'on', label: '日期', type: 'date', start: today() },
                  { key: 'spot', label: '在哪里', max: 60 },
                  { key: 'notes', label: '谈了什么', type: 'textarea', max: 4_000 },
                ]}
                onDone={async (v) => {
                  await ask(
                    api.mediations[':id'].meetings.$post({
                      param: { id },
                      json: { on: v['on']!, spot: v['spot']!, notes: v['notes']! },
                    }),
                  )
                  await done('已记下。')
                }}
              />
            )}
            {open === 'end' && <End id={id} onClose={close} onDone={() => done('调解已结束。')} />}
            {open === 'follow' && (
              <FormDialog
                title="记履行情况"
                button="记下"
                onClose={close}
                fields={[{ key: 'text', label: '履行得怎么样', type: 'textarea' }]}
                onDone={async (v) => {
                  await ask(api.mediations[':id']['follow-up'].$post({ param: { id }, json: { text: v['text']! } }))
                  await done('已记下。')
                }}
              />
            )}
          </>
        )}
      </Shown>
    </div>
  )
}
