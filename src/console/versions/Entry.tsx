/** One entry of a list in versions: read, looked at with its history, changed and ended. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../parts/Button.tsx'
import { useState, type ReactNode } from 'react'
import { FormDialog } from '../parts/FormDialog.tsx'
import { Note } from '../parts/Note.tsx'
import { sayDay, sayTime } from '../parts/time.ts'
import { Shown } from '../parts/State.tsx'
import { tell } from '../parts/tell.tsx'
import { Changes } from './Changes.tsx'
import { readAnew, useWhole, type Draft, type Kit, type Named, type VersionLine, type Whole } from './kit.ts'
import { keptDraft } from './useDraft.ts'
import { ofWhole } from '../whole.ts'

type EntryProps<D extends Named> = {
  kit: Kit<D>
  code: string
  edits: boolean
  /** Buttons beside those for changing and ending. */
  tools?: (definition: D) => ReactNode
  children: (whole: Whole<D>) => ReactNode
  editor: (start: Draft<D>, onClose: () => void) => ReactNode
}

export function Entry<D extends Named>({ kit, code, edits, tools, children, editor }: EntryProps<D>) {
  const whole = useWhole(kit, code)
  const [editing, setEditing] = useState(false)
  return (
    <Shown query={whole} what={kit.words.one}>
      {(w) =>
        editing ? (
          editor({ definition: w.definition, base: w.definition, seenVersion: w.version }, () => setEditing(false))
        ) : (
          <>
            <Head kit={kit} w={w} edits={edits} tools={tools?.(w.definition)} onEdit={() => setEditing(true)} />
            {children(w)}
          </>
        )
      }
    </Shown>
  )
}

type HeadProps<D extends Named> = {
  kit: Kit<D>
  w: Whole<D>
  edits: boolean
  tools: ReactNode
  onEdit: () => void
}

function Head<D extends Named>({ kit, w, edits, tools, onEdit }: HeadProps<D>) {
  const [ending, setEnding] = useState(false)
  const { name, code } = w.definition
  const ended = w.state === 'ended'
  const planned = w.from > w.today
  return (
    <>
      <div className="head">
        <h1>{name}</h1>
        {edits && (
          <div className="do">
            <Button type="primary" onClick={onEdit}>
              {ended ? kit.words.resume : '修改'}
            </Button>
            {tools}
            {kit.end && !ended && (
              <Button danger onClick={() => setEnding(true)}>
                {kit.end.button}
              </Button>
            )}
          </div>
        )}
      </div>
      {edits && keptDraft(kit, code) && <Note kind="warn">有没存完的改动。按“修改”接着改。</Note>}
      {planned && (
        <Note>
          第 {w.version} 版从 {sayDay(w.from, true)}起{ended ? kit.words.ended : '生效'}，
          {w.versions.length === 1 ? '到那天村民才看得到。' : '到那天以前按上一版办。'}
        </Note>
      )}
      {!planned && ended && <Note kind="warn">{kit.words.gone}</Note>}
      {ending && kit.end && <Ending kit={kit} end={kit.end} w={w} onClose={() => setEnding(false)} />}
    </>
  )
}

type EndingProps<D extends Named> = {
  kit: Kit<D>
  end: NonNullable<Kit<D>['end']>
  w: Whole<D>
  onClose: () => void
}

function Ending<D extends Named>({ kit, end, w, onClose }: EndingProps<D>) {
  const queries = useQueryClient()
  const { code, name } = w.definition
  return (
    <FormDialog
      title={end.title(name)}
      button={end.button}
      about={<p>{end.about}</p>}
      fields={[
        { key: 'from', label: '从哪天起', type: 'date', start: w.today },
        { key: 'reason', label: end.why, type: 'textarea', max: 200 },
      ]}
      onDone={async ({ from, reason }) => {
        // Also after a refusal: whoever was quicker is seen behind the dialog, and the next try is made from there.
        await end
          .send(code, { seenVersion: w.version, from: from!, reason: reason! })
          .finally(() => readAnew(queries, kit))
        tell(end.told)
      }}
      onClose={onClose}
    />
  )
}

/** The history of an entry in words, the newest version first. */
export function Versions({ versions, ended }: { versions: readonly VersionLine[]; ended: string }) {
  return (
    <section className="sheet">
      <h2>版本</h2>
      <ul className="version-list">
        {versions.map((v) => (
          <li key={v.version}>
            <b>第 {v.version} 版</b>　{sayDay(v.from, true)}起{v.state === 'ended' ? ended : ''}
            {'　'}
            <span className="quiet">
              {v.by === '' ? ofWhole('县里导入') : v.by}，{sayTime(v.madeAt)}
              {v.open !== undefined && v.open > 0 && `，还有 ${v.open} 件按这一版在办`}
            </span>
            <Changes changes={v.changes} most={12} />
          </li>
        ))}
      </ul>
    </section>
  )
}
