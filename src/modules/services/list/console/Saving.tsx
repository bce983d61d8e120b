/** The last step: what changes, from which day, and what to do when somebody else was quicker. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ApiError, ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayDay } from '../../../../console/parts/say.ts'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { serviceChanges } from '../changes.ts'
import { mergedService } from '../merge.ts'
import type { KeptDraft } from './keeping.ts'
import { wholeKey, type Whole } from './useServices.ts'

type Props = {
  draft: KeptDraft
  changed: boolean
  sound: boolean
  today: string
  onMerged: (draft: KeptDraft) => void
  onSaved: (code: string) => void
}
type Other = { message: string; changes: string[] }

export function Saving({ draft, changed, sound, today, onMerged, onSaved }: Props) {
  const queries = useQueryClient()
  const [from, setFrom] = useState(today)
  const [error, setError] = useState('')
  const [other, setOther] = useState<Other>()
  const [busy, once] = useBusy()
  const { service, base, seenVersion } = draft
  const isNew = seenVersion === 0
  const changes = isNew ? [] : serviceChanges(base, service)
  const failed = (e: unknown) => {
    const told =
      e instanceof ApiError && e.status === 409
        ? (e.details as { version?: number; changes?: string[] } | undefined)
        : undefined
    if (told?.version === undefined) setError(sentenceOf(e))
    else setOther({ message: sentenceOf(e), changes: told.changes ?? [] })
  }
  const save = () =>
    once(async () => {
      setError('')
      await ask(api.services.$post({ json: { service, seenVersion, from } })).then(async (made) => {
        await queries.invalidateQueries({ queryKey: ['services'] })
        tell(`${isNew ? '新事项' : `第 ${made.version} 版`}存好了，从 ${sayDay(made.from, true)}起生效。`)
        onSaved(service.code)
      }, failed)
    })
  const merge = () =>
    once(async () => {
      const latest = await queries
        .fetchQuery({
          queryKey: wholeKey(service.code),
          staleTime: 0,
          queryFn: () =>
            ask(api.services[':code'].$get({ param: { code: service.code } })) as unknown as Promise<Whole>,
        })
        .catch(failed)
      if (!latest) return
      const merged = mergedService(base, service, latest.service)
      tell(
        merged.both.length === 0
          ? '合在一起了：别人改的和您改的都在。请看一遍再存。'
          : '合在一起了。两个人都改了的地方用的是您的，请看一遍再存。',
      )
      onMerged({ service: merged.service, base: latest.service, seenVersion: latest.version })
    })
  return (
    <section className="sheet">
      <h2>存下</h2>
      {!isNew &&
        (changes.length === 0 ? (
          <p className="quiet">还没有改动。</p>
        ) : (
          <>
            <p>这次改了：</p>
            <ul>
              {changes.slice(0, 20).map((c) => (
                <li key={c.say}>{c.say}</li>
              ))}
              {changes.length > 20 && <li>还有 {changes.length - 20} 处</li>}
            </ul>
          </>
        ))}
      <label className="field">
        <span>
          从哪天起生效<span className="hint">　已经受理的照旧版办完</span>
        </span>
        <input className="plain-input" type="date" min={today} value={from} onChange={(e) => setFrom(e.target.value)} />
      </label>
      {other && (
        <Note kind="warn" role="alert">
          <p>{other.message}</p>
          {other.changes.length > 0 && (
            <>
              <p>改的是：</p>
              <ul>
                {other.changes.map((c) => (
                  <li key={c}>{c}</li>
                ))}
              </ul>
            </>
          )}
          <div className="do">
            <Button type="primary" loading={busy} onClick={() => void merge()}>
              和我的合在一起
            </Button>
          </div>
        </Note>
      )}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button
          type="primary"
          loading={busy}
          disabled={!sound || other !== undefined || (!changed && !isNew)}
          onClick={() => void save()}
        >
          {isNew ? '存下新事项' : `存为第 ${seenVersion + 1} 版`}
        </Button>
      </div>
      {!sound && <p className="quiet">上面列出的地方写好以后才能存。</p>}
    </section>
  )
}
