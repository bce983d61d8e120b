/** Papers of a step: uploaded as they are chosen, taken back before the step is recorded. */
import { useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tellWrong } from '../../../../console/parts/tell.tsx'
import type { Run, WayStep } from './useRun.ts'

export type Taken = { id: string; paper: string; name: string }
type Props = {
  run: Run
  step: WayStep
  papers: readonly Taken[]
  onPapers: (change: (papers: Taken[]) => Taken[]) => void
  wrongAt: (field: string) => boolean
}

export function PaperFields({ run, step, papers, onPapers, wrongAt }: Props) {
  return (
    <>
      {step.papers.map((p) => (
        <One
          key={p.key}
          run={run}
          paper={p}
          taken={papers.filter((t) => t.paper === p.key)}
          onPapers={onPapers}
          missing={wrongAt(`papers.${p.key}`)}
        />
      ))}
    </>
  )
}

function One({
  run,
  paper,
  taken,
  onPapers,
  missing,
}: {
  run: Run
  missing: boolean
  paper: WayStep['papers'][number]
  taken: readonly Taken[]
  onPapers: Props['onPapers']
}) {
  const [said, setSaid] = useState('')
  const [wrong, setWrong] = useState('')
  const [notes, setNotes] = useState<string[]>([])
  const open = paper.open && !run.run.person
  const add = async (files: FileList | null) => {
    setWrong('')
    // A copy: the field is emptied at once, so that the same file can be chosen again.
    const chosen = Array.from(files ?? [])
    for (const file of chosen) {
      setSaid(`正在上传“${file.name}”……`)
      await ask(
        api.powers.runs[':id'].papers[':paper'].$post(
          { param: { id: run.run.id, paper: paper.key } },
          formOf({ file }),
        ),
      ).then(
        (t) => {
          onPapers((all) => [...all, { id: t.id, paper: paper.key, name: t.name }])
          setNotes(t.notes)
        },
        (e: unknown) => setWrong(sentenceOf(e)),
      )
    }
    setSaid('')
  }
  const drop = (id: string) =>
    void ask(api.powers.runs[':id'].papers[':paper'].drop.$post({ param: { id: run.run.id, paper: id } })).then(
      () => onPapers((all) => all.filter((t) => t.id !== id)),
      tellWrong,
    )
  return (
    <div className="field">
      <label>
        <span className="label">
          {paper.name}
          <span className="hint">
            {'　'}
            {paper.required ? '' : '可以不传；'}
            {open ? '村民看得到，请遮住身份证、电话、账号' : '原件封存，村民看不到'}
          </span>
        </span>
        <input
          type="file"
          aria-invalid={missing}
          accept="image/*,application/pdf,.docx,.xlsx"
          multiple
          capture={undefined}
          onChange={(e) => {
            void add(e.target.files)
            e.target.value = ''
          }}
        />
      </label>
      {taken.length > 0 && (
        <ul className="plain-list">
          {taken.map((t) => (
            <li key={t.id}>
              已上传：{t.name}
              <button type="button" className="plain" onClick={() => drop(t.id)}>
                删去
              </button>
            </li>
          ))}
        </ul>
      )}
      {said && <p role="status">{said}</p>}
      {notes.map((n) => (
        <Note key={n} kind="warn">
          {n}
        </Note>
      ))}
      {wrong && (
        <Note kind="wrong" role="alert">
          {wrong}
        </Note>
      )}
    </div>
  )
}
