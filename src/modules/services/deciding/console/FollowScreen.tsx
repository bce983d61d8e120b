/** A bad rating: what the applicant said, and what was done about it. */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { AskReason } from '../../../../console/parts/AskReason.tsx'
import { sayDay, sayLimit } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { tell } from '../../../../console/parts/tell.tsx'
import { Link } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { grades } from '../applications.schema.ts'

export default function FollowScreen({ params }: ScreenProps) {
  const id = params['id']!
  const query = useQuery({
    queryKey: ['follow', id],
    refetchOnMount: 'always',
    queryFn: () => ask(api['application-follows'][':id'].$get({ param: { id } })),
  })
  const [answering, setAnswering] = useState(false)
  return (
    <div className="page">
      <p>
        <Link to="/applications?tab=follow">差评回访</Link>
      </p>
      <Shown query={query} what="这件差评">
        {(f) => (
          <>
            <div className="head">
              <h1>差评：{f.service}</h1>
            </div>
            <section className="sheet">
              <p>
                {f.place}　编号 <span className="num">{f.code}</span>　{sayDay(f.ratedOn)} 评的
              </p>
              <p>
                <b>{grades[f.stars as 1]}</b>
              </p>
              <p className="told">{f.text || '没有写字。'}</p>
              {f.answer ? <p>已答复：{f.answer}</p> : f.dueAt && <p>{sayLimit(f.dueAt)} 前要回访、整改并答复。</p>}
              {f.open && (
                <div className="do">
                  <Button type="primary" onClick={() => setAnswering(true)}>
                    答复申请人
                  </Button>
                </div>
              )}
            </section>
            {answering && (
              <AskReason
                title="答复申请人"
                hint="核实的情况、怎么整改的；申请人凭回执看得到"
                button="答复"
                onClose={() => setAnswering(false)}
                onDone={(text) =>
                  ask(api['application-follows'][':id'].answer.$post({ param: { id }, json: { text } })).then(
                    async () => {
                      tell('已答复。')
                      await query.refetch()
                    },
                  )
                }
              />
            )}
          </>
        )}
      </Shown>
    </div>
  )
}
