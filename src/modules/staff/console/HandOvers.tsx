/** Signed records of hand-overs: what came to whom, kind by kind, and the list to read and print. */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { Dialog } from '../../../console/parts/Dialog.tsx'
import { sayDay, sayLimit, sayTime } from '../../../console/parts/time.ts'
import { Shown } from '../../../console/parts/State.tsx'
import { sayCounts } from './OpenWork.tsx'
import type { People } from './People.tsx'
import { postAt } from '../../../kernel/people/postAt.ts'

export function HandOvers({ people }: { people: People }) {
  const [shown, setShown] = useState<string>()
  if (people.handOvers.length === 0) return null
  return (
    <section className="sheet">
      <h2>交接记录</h2>
      <ul>
        {people.handOvers.map((h) => (
          <li key={h.id}>
            {sayDay(h.on_date, true)}　{h.post}：{h.from_name} 交给 {h.to_name}，
            {h.counts.length === 0 ? '没有没办完的事' : `没办完的：${sayCounts(h.counts)}`}
            {h.note && `（${h.note}）`}
            <button type="button" className="plain" onClick={() => setShown(h.id)}>
              看清单
            </button>
          </li>
        ))}
      </ul>
      {shown && <Sheet id={shown} onClose={() => setShown(undefined)} />}
    </section>
  )
}

function Sheet({ id, onClose }: { id: string; onClose: () => void }) {
  const record = useQuery({
    queryKey: ['hand-over', id],
    queryFn: () => ask(api['hand-overs'][':id'].$get({ param: { id } })),
  })
  return (
    <Dialog wide title="交接清单" onClose={onClose}>
      <Shown query={record} what="交接清单">
        {(h) => (
          <>
            <h3>{postAt(h.place, h.post)}交接清单</h3>
            <p>
              {h.from_name} 任到 {sayDay(h.on_date, true)}，交给 {h.to_name}。
              {h.counts.length === 0 ? '没有没办完的事。' : `没办完的：${sayCounts(h.counts)}。`}
              {h.note && `说明：${h.note}。`}
            </p>
            {h.counts.map(({ kind, n }) => (
              <section key={kind}>
                <h3>
                  {kind}（{n} 件）
                </h3>
                <table className="list">
                  <thead>
                    <tr>
                      {['事项', '到了哪一步', '期限'].map((name) => (
                        <th key={name} scope="col">
                          <span className="th">{name}</span>
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {h.work
                      .filter((w) => w.kind === kind)
                      .map((w, i) => (
                        <tr key={i}>
                          <td data-label="事项" className="wide">
                            {w.title}
                          </td>
                          <td data-label="到了哪一步">{w.step}</td>
                          <td data-label="期限">{w.due_at === null ? '没有期限' : sayDue(w.due_at)}</td>
                        </tr>
                      ))}
                  </tbody>
                </table>
              </section>
            ))}
            <p>
              {h.signed_by} {sayTime(h.signed_at)} 登记
            </p>
            <p>移交人签字：　　　　　　　　接任人签字：　　　　　　　　监交人签字：</p>
            <div className="do">
              <Button type="primary" onClick={() => window.print()}>
                打印
              </Button>
            </div>
          </>
        )}
      </Shown>
    </Dialog>
  )
}

/** Some limits are days, others times. */
const sayDue = (due: string) => (due.length === 10 ? sayDay(due, true) : sayLimit(due))
