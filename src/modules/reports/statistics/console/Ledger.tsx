/** The ledger as a workbook: long work, then a link. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Job } from '../../../../console/parts/Job.tsx'
import { tellWrong } from '../../../../console/parts/tell.tsx'
import { useMe } from '../../../../console/me.ts'

export function Ledger({ span }: { span: { from: string; to: string; at?: string } }) {
  const me = useMe()
  const [job, setJob] = useState('')
  const [ready, setReady] = useState(false)
  if (!me.data?.may.includes('report.export')) return null
  const start = () =>
    ask(api['report-ledger'].$post({ json: span })).then(({ job: id }) => {
      setReady(false)
      setJob(id)
    }, tellWrong)
  return (
    <>
      <Button onClick={() => void start()}>导出台账</Button>
      {job && (
        <div className="whole">
          <Job key={job} id={job} onFinished={(j) => setReady(j.failed === null)} />
          {ready && (
            <p>
              <a href={`/api/report-ledger/${job}`}>下载台账（Excel）</a>
            </p>
          )}
        </div>
      )}
    </>
  )
}
