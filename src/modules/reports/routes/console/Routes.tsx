/**
 * Rules that the county has agreed on: what leads to which units, tried on past reports before they are switched on.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { reportKinds, type ReportKind } from '../../reports.schema.ts'
import { EditRoute } from './EditRoute.tsx'
import { Tried, type Trial } from './Tried.tsx'
import { ofWhole } from '../../../../console/whole.ts'

export type Route = InferResponseType<(typeof api)['report-routes']['all']['$get'], 200>['routes'][number]

/** Those in force, for whoever asks units. */
export const useRoutes = () =>
  useQuery({ queryKey: ['report-routes'], staleTime: 300_000, queryFn: () => ask(api['report-routes'].$get()) })

export default function Routes() {
  const client = useQueryClient()
  const routes = useQuery({
    queryKey: ['report-routes', 'all'],
    refetchOnMount: 'always',
    queryFn: () => ask(api['report-routes'].all.$get()),
  })
  const [editing, setEditing] = useState<Route | 'new'>()
  const changed = async (said: string) => {
    if (said) tell(said)
    await client.invalidateQueries({ queryKey: ['report-routes'] })
  }
  return (
    <div className="page narrow">
      <div className="head">
        <h1>民情办理路线</h1>
        <Button type="primary" onClick={() => setEditing('new')}>
          加一条
        </Button>
      </div>
      <p className="quiet">
        一条规则说：哪里、哪一种、哪一类、写了哪些词的反映，建议交给哪些单位，或者抄送给哪些单位（只能看，看不到反映人是谁）。几条都合适的，地方更小的先算，再看类别，再看词，再看先后，只算一条。投诉人或单位、对名单账目有意见的、干部作风和举报，不按规则走。
      </p>
      <Shown query={routes} what="办理路线">
        {({ routes: all, days }) =>
          all.length === 0 ? (
            <Nothing>还没有规则。交办时照样可以一个一个选单位。</Nothing>
          ) : (
            all.map((r) => (
              <OneRoute key={r.id} route={r} days={days} onEdit={() => setEditing(r)} onChanged={changed} />
            ))
          )
        }
      </Shown>
      {editing && (
        <EditRoute
          route={editing === 'new' ? undefined : (routes.data?.routes.find((r) => r.id === editing.id) ?? editing)}
          onClose={() => setEditing(undefined)}
          onDone={changed}
        />
      )}
    </div>
  )
}

function OneRoute({
  route: r,
  days,
  onEdit,
  onChanged,
}: {
  route: Route
  days: number
  onEdit: () => void
  onChanged: (said: string) => Promise<void>
}) {
  const [trial, setTrial] = useState<Trial & { version: number }>()
  const [busy, once] = useBusy()
  const param = { id: r.id }
  const json = { version: r.version }
  /** A refusal is told; what is on the screen is read anew, so that the next press knows the present version. */
  const then = (job: Promise<unknown>, said: string) =>
    once(() =>
      job.then(
        () => onChanged(said),
        (e: unknown) => {
          tellWrong(e)
          return onChanged('')
        },
      ),
    )
  const tryIt = () =>
    then(
      ask(api['report-routes'][':id'].try.$post({ param, json })).then((t) => setTrial({ ...t, version: r.version })),
      '',
    )
  const end = () => {
    if (!window.confirm(`不要“${r.name}”了？已经交办和抄送的不变。`)) return
    void then(ask(api['report-routes'][':id'].end.$post({ param })), '已去掉。')
  }
  return (
    <article className="sheet" aria-label={r.name}>
      <h2>{r.name}</h2>
      <p>
        {r.copies ? '抄送给' : '建议交给'}：{r.units.map((u) => u.name).join('、')}
      </p>
      <p className="quiet">{saidOf(r)}</p>
      <p>{standingOf(r)}</p>
      {trial && trial.version === r.version && <Tried trial={trial} copies={r.copies} />}
      <div className="do">
        <Button loading={busy} onClick={() => void tryIt()} aria-label={`用最近 ${days} 天的反映试一试“${r.name}”`}>
          用最近 {days} 天的反映试一试
        </Button>
        {!r.on && r.tried && (
          <Button
            type="primary"
            loading={busy}
            onClick={() => void then(ask(api['report-routes'][':id'].on.$post({ param, json })), '已启用。')}
            aria-label={`启用“${r.name}”`}
          >
            启用
          </Button>
        )}
        {r.on && (
          <Button
            loading={busy}
            onClick={() => void then(ask(api['report-routes'][':id'].off.$post({ param, json })), '已暂停。')}
            aria-label={`暂停“${r.name}”`}
          >
            暂停
          </Button>
        )}
        <Button onClick={onEdit} aria-label={`改“${r.name}”`}>
          改
        </Button>
        <Button onClick={end} aria-label={`去掉“${r.name}”`}>
          去掉
        </Button>
      </div>
      {!r.on && !r.tried && (
        <Note kind="warn">
          <p>还没有启用。先试一试，看它会接哪些反映，再启用。</p>
        </Note>
      )}
    </article>
  )
}

/** What it asks of a report, in one line. */
function saidOf(r: Route): string {
  const parts = [
    ...(r.area ? [`${r.area.name}和下面的地方`] : []),
    ...(r.kinds.length > 0 ? [r.kinds.map((k) => reportKinds[k as ReportKind] ?? k).join('、')] : []),
    ...(r.categories.length > 0 ? [`类别：${r.categories.join('、')}`] : []),
    ...(r.words.length > 0 ? [`写了这些词之一：${r.words.join('、')}`] : []),
  ]
  if (parts.length === 0) return '没有条件：只在交办时供选择，不自己建议'
  return r.area ? parts.join('；') : [ofWhole('全县'), ...parts].join('；')
}

function standingOf(r: Route): string {
  const tried = r.tried ? `${sayTime(r.tried.at)} 试过：最近 ${r.tried.days} 天的反映会接 ${r.tried.took} 件。` : ''
  if (r.on) return `在用：${sayTime(r.on.at)} 由${r.on.by}启用。${tried}`
  return `没有启用。${tried}`
}
