/** Accounts for everybody of a place, and of the places below it, who has none: made as a job, handed out as slips. */
import { Button } from '../../../console/parts/Button.tsx'
import { useCallback, useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { Job, type JobState } from '../../../console/parts/Job.tsx'
import { tell, tellWrong } from '../../../console/parts/tell.tsx'
import type { Slip } from '../../../kernel/people/accounts.jobs.ts'
import { Slips } from './Slips.tsx'

export function Accounts({ place, name }: { place: string; name: string }) {
  const [job, setJob] = useState<string>()
  const [slips, setSlips] = useState<Slip[]>()
  const begin = () => {
    if (!window.confirm(`给${name}（含下级）还没有账号的人都建账号？`)) return
    void ask(api.accounts.bulk.$post({ json: { place } })).then((made) => setJob(made.job), tellWrong)
  }
  const finished = useCallback((state: JobState<{ slips: Slip[] }>) => {
    const made = state.result?.slips ?? []
    setJob(undefined)
    if (made.length === 0) tell('都有账号了，没有新建。')
    else setSlips(made)
  }, [])
  return (
    <>
      <Button onClick={begin} disabled={job !== undefined}>
        批量建账号
      </Button>
      {job && (
        <div className="whole">
          <Job id={job} onFinished={finished} />
        </div>
      )}
      {slips && <Slips slips={slips} onClose={() => setSlips(undefined)} />}
    </>
  )
}
