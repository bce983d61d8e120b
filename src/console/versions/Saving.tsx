/** The last step: what changes, from which day, and what to do when somebody else was quicker. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../parts/Button.tsx'
import { useState } from 'react'
import { Note } from '../parts/Note.tsx'
import { sayDay } from '../parts/time.ts'
import { sentenceOf, tell } from '../parts/tell.tsx'
import { useBusy } from '../parts/useBusy.ts'
import { Changes } from './Changes.tsx'
import { readAnew, wholeQuery, type Kit, type Named } from './kit.ts'
import { Meanwhile, mergeAndTell, otherIn, type Other } from './Meanwhile.tsx'
import type { Drafting } from './useDraft.ts'

type Props<D extends Named> = {
  kit: Kit<D>
  drafting: Drafting<D>
  /** Nothing has to be mended first. */
  sound: boolean
  today: string
  onSaved: (code: string) => void
}

export function Saving<D extends Named>({ kit, drafting, sound, today, onSaved }: Props<D>) {
  const queries = useQueryClient()
  const [from, setFrom] = useState(today)
  const [error, setError] = useState('')
  const [other, setOther] = useState<Other>()
  const [busy, once] = useBusy()
  const { draft, isNew, changed } = drafting
  const { definition, base, seenVersion } = draft
  const failed = (e: unknown) => {
    const quicker = otherIn(e)
    if (quicker) setOther(quicker)
    else setError(sentenceOf(e))
  }
  const save = () =>
    once(async () => {
      setError('')
      await kit.save({ ...draft, from }).then(async (made) => {
        await readAnew(queries, kit)
        const what = isNew ? kit.words.added : `第 ${made.version} 版`
        tell(`${what}存好了，从 ${sayDay(made.from, true)}起生效。`)
        drafting.forget()
        onSaved(definition.code)
      }, failed)
    })
  const merge = () =>
    once(async () => {
      const latest = await queries.fetchQuery({ ...wholeQuery(kit, definition.code), staleTime: 0 }).catch(failed)
      if (!latest) return
      const whole = mergeAndTell(base, definition, latest.definition)
      drafting.replace({ definition: whole, base: latest.definition, seenVersion: latest.version })
    })
  return (
    <section className="sheet">
      <h2>存下</h2>
      {!isNew && <Own changes={kit.changes(base, definition)} />}
      {kit.words.keeps !== undefined && (
        <label className="field">
          <span>
            从哪天起生效<span className="hint">　{kit.words.keeps}</span>
          </span>
          <input
            className="plain-input"
            type="date"
            min={today}
            value={from}
            onChange={(e) => setFrom(e.target.value)}
          />
        </label>
      )}
      {other && <Meanwhile other={other} busy={busy} onMerge={merge} />}
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
          {isNew ? kit.words.saveNew : `存为第 ${seenVersion + 1} 版`}
        </Button>
      </div>
      {!sound && <p className="quiet">上面列出的地方写好以后才能存。</p>}
    </section>
  )
}

function Own({ changes }: { changes: readonly string[] }) {
  if (changes.length === 0) return <p className="quiet">还没有改动。</p>
  return (
    <>
      <p>这次改了：</p>
      <Changes changes={changes} most={20} />
    </>
  )
}
