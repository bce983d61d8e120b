/** One register on its way in. The trial is long work too: a county's register has a quarter of a million rows. */
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useCallback, useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Job, type JobState } from '../../../../console/parts/Job.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { ColumnMatch, type Plan } from '../../../../console/parts/ColumnMatch.tsx'
import { countsInWords } from '../../../../console/parts/counts.ts'
import type { RegisterResult } from '../import.ts'

type FieldRow = InferResponseType<(typeof api)['resident-imports']['$get'], 200>['fields'][number]
type Begun = InferResponseType<(typeof api)['resident-imports']['$post'], 200>
type Running = { job: string; trial: boolean }

export function RegisterWizard({ fields, onDone }: { fields: readonly FieldRow[]; onDone: () => Promise<unknown> }) {
  const [why, setWhy] = useState({ purpose: '', authority: '' })
  const [begun, setBegun] = useState<Begun>()
  const [plan, setPlan] = useState<Plan>()
  const [running, setRunning] = useState<Running>()
  const [tried, setTried] = useState<RegisterResult>()
  const [skip, setSkip] = useState(false)
  const [error, setError] = useState('')
  const missing = plan ? fields.filter((f) => f.required && plan.columns[f.key] === undefined) : []
  const upload = async (file: File) => {
    setError('')
    setTried(undefined)
    try {
      const made = await ask(api['resident-imports'].$post({}, formOf({ file, ...why })))
      setBegun(made)
      setPlan({ sheet: 0, headerRow: made.sheet.headerRow, columns: made.sheet.columns })
    } catch (e) {
      setError(sentenceOf(e))
    }
  }
  const begin = (trial: boolean) => {
    const request = {
      param: { id: begun!.id },
      json: { headerRow: plan!.headerRow, columns: plan!.columns, skipFaulty: skip },
    }
    const to = api['resident-imports'][':id']
    void ask(trial ? to.try.$post(request) : to.run.$post(request)).then(
      ({ job }) => {
        setError('')
        setRunning({ job, trial })
      },
      (e: unknown) => setError(sentenceOf(e)),
    )
  }
  const finished = useCallback(
    (state: JobState<RegisterResult>) => {
      if (state.failed) return
      if (!running?.trial) tell('导入结束，结果在下面的记录里。')
      else setTried(state.result ?? undefined)
      if (running?.trial) setRunning(undefined)
      void onDone()
    },
    [onDone, running?.trial],
  )
  return (
    <section className="sheet">
      <label className="field">
        <span>一、为什么要用这份名册</span>
        <input
          className="plain-input"
          maxLength={200}
          value={why.purpose}
          onChange={(e) => setWhy({ ...why, purpose: e.target.value })}
          placeholder="例如：村民登录查看本村公开"
        />
      </label>
      <label className="field">
        <span>依据</span>
        <input
          className="plain-input"
          maxLength={200}
          value={why.authority}
          onChange={(e) => setWhy({ ...why, authority: e.target.value })}
          placeholder="例如：县民政局 2026 年 3 号函"
        />
      </label>
      <label className="field">
        <span>
          选文件 <span className="hint">Excel 或 CSV，20 MB 以内</span>
        </span>
        <input
          className="plain-input"
          type="file"
          accept=".xlsx,.xls,.ods,.csv,.txt"
          disabled={why.purpose.trim().length < 4 || why.authority.trim().length < 4}
          onChange={(e) => {
            const file = e.target.files?.[0]
            if (file) void upload(file)
          }}
        />
      </label>
      {begun?.sheet.note && <Note kind="warn">{begun.sheet.note}</Note>}
      {begun && plan && (
        <ColumnMatch
          kind={{ fields }}
          sheets={[begun.sheet]}
          plan={plan}
          onPlan={(p) => {
            setPlan(p)
            setTried(undefined)
          }}
        />
      )}
      {missing.length > 0 && <Note kind="warn">还没有对上：{missing.map((f) => f.label).join('、')}。</Note>}
      {plan && missing.length === 0 && !running && (
        <div className="do">
          <Button onClick={() => begin(true)}>三、试一遍（不会存）</Button>
        </div>
      )}
      {tried && <Tried tried={tried} />}
      {tried && !running && (
        <>
          {tried.counts.faults > 0 && (
            <label className="check">
              <input type="checkbox" checked={skip} onChange={(e) => setSkip(e.target.checked)} />
              <span>跳过有问题的 {tried.counts.faults} 行，其余的先导入</span>
            </label>
          )}
          <div className="do">
            <Button type="primary" disabled={tried.counts.faults > 0 && !skip} onClick={() => begin(false)}>
              四、导入
            </Button>
          </div>
        </>
      )}
      {running && <Job key={running.job} id={running.job} onFinished={finished} />}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
    </section>
  )
}

function Tried({ tried }: { tried: RegisterResult }) {
  return (
    <>
      <Note kind={tried.counts.faults > 0 ? 'warn' : 'good'} role="status">
        试过了：{countsInWords(tried.counts)}。
      </Note>
      {tried.faults.length > 0 && (
        <ul>
          {tried.faults.map((f) => (
            <li key={`${f.line} ${f.field}`}>
              第 {f.line} 行{f.field && `［${f.field}］`}：{f.say}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
