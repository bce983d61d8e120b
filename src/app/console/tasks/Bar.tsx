/** What is done with the tasks that are ticked: always at the foot of the screen, each row told what came of it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { Button } from '../../../console/parts/Button.tsx'
import { Dialog } from '../../../console/parts/Dialog.tsx'
import { Note } from '../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../console/parts/tell.tsx'
import { useBusy } from '../../../console/parts/useBusy.ts'
import { api as disclosureApi } from '../../../modules/disclosure/client.ts'
import { api as reportsApi } from '../../../modules/reports/client.ts'
import type { Row } from './useTasks.ts'

type Done = { id: string; done: boolean; say: string }
type Deed = Row['deeds'][number]
/** As many as one request takes; the rest is sent after it. */
const atOnce = 50

export type Outcome = { said: string; refused: readonly { title: string; say: string }[] }

type Props = {
  rows: readonly Row[]
  /** How many of the list are shown, for ticking them all. */
  shown: number
  onAll: () => void
  onNone: () => void
  onDone: (outcome: Outcome, kept: readonly string[]) => void
}

export function Bar({ rows, shown, onAll, onNone, onDone }: Props) {
  const client = useQueryClient()
  const [busy, once] = useBusy()
  const [gives, setGives] = useState(false)
  const of = (deed: Deed) => rows.filter((r) => r.deeds.includes(deed))
  const run = (deed: Deed, did: string, send: (ids: string[]) => Promise<{ results: Done[] }>) =>
    once(async () => {
      const tried = of(deed)
      const results: Done[] = []
      for (let i = 0; i < tried.length; i += atOnce) {
        const part = tried.slice(i, i + atOnce).map((r) => r.id)
        const failed = (e: unknown) => part.map((id) => ({ id, done: false, say: sentenceOf(e) }))
        results.push(...(await send(part).then((a) => a.results, failed)))
      }
      const said = new Map(results.map((r) => [r.id, r]))
      const refused = tried.filter((r) => said.get(r.id)?.done !== true)
      await Promise.all(['tasks', 'cases', 'desk'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      onDone(
        {
          said: `${results.filter((r) => r.done).length} 件${did}。`,
          refused: refused.map((r) => ({
            title: `${r.words || r.title}（${r.place}${r.code && ` ${r.code}`}）`,
            say: said.get(r.id)?.say ?? '没有办成，请再试一次。',
          })),
        },
        refused.map((r) => r.key),
      )
    })
  const claim = () => run('claim', '由您经办', (ids) => ask(reportsApi.cases.claim.$post({ json: { ids } })))
  const remind = () =>
    run('remind', '催了还没答复的单位', (ids) => ask(reportsApi.cases.remind.$post({ json: { ids } })))
  const file = () => run('file', '已备案', (ids) => ask(disclosureApi.notices.file.$post({ json: { ids } })))
  const give = (person: string, name: string) =>
    run('assign', `交给${name}经办`, (ids) => ask(reportsApi.cases.assign.$post({ json: { ids, person } })))
  return (
    <div className={rows.length === 0 ? 'act idle noprint' : 'act noprint'} role="group" aria-label="对选中的">
      <p>
        {rows.length === 0 ? (
          <span className="quiet wide-only">勾选几件，可以一起办。</span>
        ) : (
          <>
            选了 <b className="num">{rows.length}</b> 件
          </>
        )}
        {rows.length < shown && (
          <button type="button" className="plain" onClick={onAll}>
            全选这 {shown} 件
          </button>
        )}
        {rows.length > 0 && (
          <button type="button" className="plain" onClick={onNone}>
            不选了
          </button>
        )}
      </p>
      <Button onClick={() => window.print()}>打印{rows.length > 0 ? `（${rows.length}）` : '这张单子'}</Button>
      {of('assign').length > 0 && <Button onClick={() => setGives(true)}>交给……（{of('assign').length}）</Button>}
      {of('remind').length > 0 && (
        <Button loading={busy} onClick={() => void remind()}>
          催办（{of('remind').length}）
        </Button>
      )}
      {of('claim').length > 0 && (
        <Button type={of('file').length > 0 ? 'default' : 'primary'} loading={busy} onClick={() => void claim()}>
          由我经办（{of('claim').length}）
        </Button>
      )}
      {of('file').length > 0 && (
        <Button type="primary" loading={busy} onClick={() => void file()}>
          备案（{of('file').length}）
        </Button>
      )}
      {gives && (
        <Give
          rows={of('assign')}
          onClose={() => setGives(false)}
          onGive={(person, name) => {
            setGives(false)
            void give(person, name)
          }}
        />
      )}
    </div>
  )
}

/** To whom: those who can take on what is ticked. */
function Give({
  rows,
  onGive,
  onClose,
}: {
  rows: readonly Row[]
  onGive: (person: string, name: string) => void
  onClose: () => void
}) {
  const ids = rows
    .slice(0, atOnce)
    .map((r) => r.id)
    .join(',')
  const people = useQuery({
    queryKey: ['colleagues', ids],
    queryFn: () => ask(reportsApi.cases.colleagues.$get({ query: { ids } })),
  })
  return (
    <Dialog title={`把 ${rows.length} 件交给谁经办`} onClose={onClose}>
      {people.error ? (
        <Note kind="wrong" role="alert">
          {sentenceOf(people.error)}
        </Note>
      ) : (
        <ul className="rows">
          {people.data?.colleagues.map((p) => (
            <li key={p.id}>
              <button type="button" className="row" onClick={() => onGive(p.id, p.name)}>
                <b>{p.name}</b>
                <span className="quiet">{p.post}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {people.data?.colleagues.length === 0 && <p>这几件没有别人可以经办。</p>}
      <p className="quiet">只是指定谁来办，期限不变；选中的人会收到消息。</p>
    </Dialog>
  )
}

/** What came of it: said aloud; each that was refused with its reason, still ticked. */
export function Told({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  return (
    <Note kind={outcome.refused.length > 0 ? 'warn' : 'good'} role="status">
      <p>
        {outcome.said}
        {outcome.refused.length > 0 && `另外 ${outcome.refused.length} 件没有办成，还选着：`}
        <button type="button" className="plain" onClick={onClose}>
          知道了
        </button>
      </p>
      {outcome.refused.length > 0 && (
        <ul>
          {outcome.refused.map((r) => (
            <li key={r.title}>
              <b>{r.title}</b>：{r.say}
            </li>
          ))}
        </ul>
      )}
    </Note>
  )
}
