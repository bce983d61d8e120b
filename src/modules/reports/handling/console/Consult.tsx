/** Asks posts of other units for their opinion; the case stays where it is. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { Units, type Unit } from '../../../../console/parts/Units.tsx'
import { useDone, type StaffCase } from './useCase.ts'

/** Whoever works on reports at such a place. */
const functions = [
  'director',
  'drafter',
  'signer',
  'township_clerk',
  'township_leader',
  'station_clerk',
  'bureau_clerk',
  'bureau_leader',
  'command_room',
] as const

export function Consult({ data, onClose }: { data: StaffCase; onClose: () => void }) {
  const [units, setUnits] = useState<Unit[]>([])
  const [text, setText] = useState('')
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const done = useDone(data.case.id)
  const send = () =>
    once(() =>
      ask(
        api.cases[':id'].consult.$post({
          param: { id: data.case.id },
          json: { units: units.map((u) => u.slug), functions: [...functions], ask: text },
        }),
      ).then(
        async () => {
          await done('已请他们会商。')
          onClose()
        },
        (e: unknown) => setError(sentenceOf(e)),
      ),
    )
  return (
    <Dialog title="请人会商" onClose={onClose}>
      <Units units={units} levels={['bureau', 'township', 'village', 'county', 'city']} onUnits={setUnits} />
      <label className="field">
        <span>
          要商量什么<span className="hint">　不要写反映人是谁</span>
        </span>
        <textarea
          className="plain-input"
          rows={3}
          maxLength={500}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
      </label>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void send()}>
          请他们会商
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </Dialog>
  )
}
