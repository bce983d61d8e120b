/** Routes that the county has agreed on: which units are asked together, and who reads along by category. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { sentenceOf, tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { categories } from '../../reports.words.ts'
import { Units, type Unit } from '../../../../console/parts/Units.tsx'

type Route = InferResponseType<(typeof api)['report-routes']['$get'], 200>['routes'][number]

export const useRoutes = () =>
  useQuery({ queryKey: ['report-routes'], staleTime: 300_000, queryFn: () => ask(api['report-routes'].$get()) })

export default function Routes() {
  const client = useQueryClient()
  const routes = useRoutes()
  const [adding, setAdding] = useState(false)
  const done = async (said: string) => {
    tell(said)
    await client.invalidateQueries({ queryKey: ['report-routes'] })
  }
  const end = (r: Route) => {
    if (!window.confirm(`停用“${r.name}”？已经交办和抄送的不变。`)) return
    void ask(api['report-routes'][':id'].end.$post({ param: { id: r.id } })).then(() => done('已停用。'), tellWrong)
  }
  return (
    <div className="page narrow">
      <div className="head">
        <h1>民情办理路线</h1>
        <Button type="primary" onClick={() => setAdding(true)}>
          加一条
        </Button>
      </div>
      <p className="quiet">
        把常在一起办事的单位编成一条路线（例如“综治工作平台”），交办时一次选好。也可以让一个单位按类别收抄送：只能看，不经办，看不到反映人是谁。
      </p>
      <Shown query={routes} what="办理路线">
        {({ routes: all }) =>
          all.length === 0 ? (
            <Nothing>还没有路线。交办时照样可以一个一个选单位。</Nothing>
          ) : (
            all.map((r) => (
              <article key={r.id} className="sheet">
                <h2>{r.name}</h2>
                <p>{r.units.map((u) => u.name).join('、')}</p>
                <p className="quiet">
                  {r.copies
                    ? `按类别抄送：${r.categories.join('、')}`
                    : r.categories.length > 0
                      ? `适用：${r.categories.join('、')}`
                      : '交办时可选'}
                </p>
                <div className="do">
                  <Button onClick={() => end(r)} aria-label={`停用“${r.name}”`}>
                    停用
                  </Button>
                </div>
              </article>
            ))
          )
        }
      </Shown>
      {adding && <NewRoute onClose={() => setAdding(false)} onDone={done} />}
    </div>
  )
}

function NewRoute({ onClose, onDone }: { onClose: () => void; onDone: (said: string) => Promise<void> }) {
  const [name, setName] = useState('')
  const [units, setUnits] = useState<Unit[]>([])
  const [chosen, setChosen] = useState<(typeof categories)[number][]>([])
  const [copies, setCopies] = useState(false)
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const send = () =>
    once(() =>
      ask(
        api['report-routes'].$post({ json: { name, units: units.map((u) => u.slug), categories: chosen, copies } }),
      ).then(
        async () => {
          await onDone('已加上。')
          onClose()
        },
        (e: unknown) => setError(sentenceOf(e)),
      ),
    )
  return (
    <Dialog title="加一条路线" onClose={onClose}>
      <label className="field">
        <span>名称</span>
        <input className="plain-input" maxLength={40} value={name} onChange={(e) => setName(e.target.value)} />
      </label>
      <Units units={units} levels={['bureau', 'township', 'village']} onUnits={setUnits} />
      <fieldset className="plain-set">
        <legend className="label">哪些类别（可以不选）</legend>
        {categories.map((k) => (
          <label key={k} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(k)}
              onChange={(e) => setChosen(e.target.checked ? [...chosen, k] : chosen.filter((x) => x !== k))}
            />
            <span>{k}</span>
          </label>
        ))}
      </fieldset>
      <label className="check">
        <input type="checkbox" checked={copies} onChange={(e) => setCopies(e.target.checked)} />
        <span>这些类别的反映自动抄送给这些单位（只能看）</span>
      </label>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void send()}>
          加上
        </Button>
        <Button onClick={onClose}>不办了</Button>
      </div>
    </Dialog>
  )
}
