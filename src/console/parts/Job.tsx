/** Long work: how far it is. It goes on when the page is left; coming back shows it again. */
import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { useEffect, useRef } from 'react'
import { ask } from '../client.ts'
import { base } from '../base.ts'
import { Note } from './Note.tsx'
import { Shown } from './State.tsx'

type State = InferResponseType<(typeof base.jobs)[':id']['$get'], 200>
/**
 * `R`: what the work's own handler returns (its type is imported from there); `null` where it failed or its result was
 * read before.
 */
export type JobState<R> = Omit<State, 'result'> & { result: R | null }

export function Job<R>({ id, onFinished }: { id: string; onFinished?: (job: JobState<R>) => void }) {
  const told = useRef(false)
  const job = useQuery({
    queryKey: ['job', id],
    staleTime: Infinity,
    queryFn: () => ask(base.jobs[':id'].$get({ param: { id } })),
    refetchInterval: (q) => (q.state.data?.finished_at ? false : 1_000),
  })
  const { data } = job
  useEffect(() => {
    if (!data?.finished_at || told.current) return
    told.current = true
    onFinished?.(data as JobState<R>)
  }, [data, onFinished])
  return (
    <Shown query={job} what="进度">
      {(j) => {
        if (j.failed)
          return (
            <Note kind="wrong" role="alert">
              没有办完：{j.failed}
            </Note>
          )
        if (j.finished_at)
          return (
            <Note kind="good" role="status">
              办完了。{j.say}
            </Note>
          )
        const share = j.total > 0 ? Math.round((j.done / j.total) * 100) : 0
        return (
          <Note role="status">
            <p>
              {j.say || '排队中'}（{share}%）。可以离开这一页，不影响办理。
            </p>
            <div
              className="progress"
              role="progressbar"
              aria-label="进度"
              aria-valuenow={share}
              aria-valuemin={0}
              aria-valuemax={100}
            >
              <i style={{ width: `${share}%` }} />
            </div>
          </Note>
        )
      }}
    </Shown>
  )
}
