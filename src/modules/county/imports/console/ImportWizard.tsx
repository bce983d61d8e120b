/** One list on its way in: file, columns, trial, run. */
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useCallback, useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Job } from '../../../../console/parts/Job.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { ColumnMatch, type Plan } from '../../../../console/parts/ColumnMatch.tsx'
import { PaperFiles } from '../../history/console/PaperFiles.tsx'
import type { Kind } from './Imports.tsx'
import { Trial, type Tried } from './Trial.tsx'

type Begun = InferResponseType<typeof api.imports.$post, 200>

export function ImportWizard({ kind, onDone }: { kind: Kind; onDone: () => Promise<unknown> }) {
  const [begun, setBegun] = useState<Begun>()
  const [plan, setPlan] = useState<Plan>()
  const [tried, setTried] = useState<Tried>()
  const [skip, setSkip] = useState(false)
  const [job, setJob] = useState<string>()
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const work = async (task: () => Promise<void>) => {
    setBusy(true)
    setError('')
    await task().catch((e: unknown) => setError(sentenceOf(e)))
    setBusy(false)
  }
  const upload = (file: File) =>
    work(async () => {
      const made = await ask(api.imports.$post({}, formOf({ kind: kind.kind, file })))
      setBegun(made)
      setTried(undefined)
      const first = made.sheets[0]
      setPlan(first && { sheet: 0, headerRow: first.headerRow, columns: first.columns })
    })
  const id = begun?.id ?? ''
  const tryOut = () =>
    work(async () => setTried(await ask(api.imports[':id'].try.$post({ param: { id }, json: plan! }))))
  const run = () =>
    work(async () =>
      setJob((await ask(api.imports[':id'].run.$post({ param: { id }, json: { ...plan!, skipFaulty: skip } }))).job),
    )
  const finished = useCallback(() => {
    tell('导入结束，结果在下面的记录里。')
    void onDone()
  }, [onDone])
  const missing = plan ? kind.fields.filter((f) => f.required && plan.columns[f.key] === undefined) : []
  return (
    <section className="sheet">
      <h2>{kind.name}</h2>
      <label className="field">
        <span>
          一、选文件 <span className="hint">Excel、WPS 或 CSV</span>
        </span>
        <input
          className="plain-input"
          type="file"
          accept=".xlsx,.xls,.et,.ods,.csv,.txt"
          onChange={(e) => {
            const file = e.target.files?.[0]
            if (file) void upload(file)
          }}
        />
      </label>
      {begun && plan && (
        <ColumnMatch
          kind={kind}
          sheets={begun.sheets}
          plan={plan}
          onPlan={(p) => {
            setPlan(p)
            setTried(undefined)
          }}
        />
      )}
      {begun && kind.kind === 'history' && <PaperFiles id={begun.id} />}
      {missing.length > 0 && <Note kind="warn">还没有对上：{missing.map((f) => f.label).join('、')}。</Note>}
      {plan && missing.length === 0 && !job && (
        <div className="do">
          <Button loading={busy} onClick={() => void tryOut()}>
            三、试一遍（不会存）
          </Button>
        </div>
      )}
      {tried && <Trial tried={tried} />}
      {tried && !job && (
        <>
          {tried.counts.faults > 0 && (
            <label className="check">
              <input type="checkbox" checked={skip} onChange={(e) => setSkip(e.target.checked)} />
              <span>跳过有问题的 {tried.counts.faults} 行，其余的先导入</span>
            </label>
          )}
          <div className="do">
            <Button
              type="primary"
              loading={busy}
              disabled={tried.counts.faults > 0 && !skip}
              onClick={() => void run()}
            >
              四、导入
            </Button>
          </div>
        </>
      )}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      {job && <Job id={job} onFinished={finished} />}
    </section>
  )
}
