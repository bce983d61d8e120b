/** Asks other offices for their opinion of an application; it stays where it is. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { Units, type Unit } from '../../../../console/parts/Units.tsx'
import { useDone, type StaffApplication } from './useApplication.ts'

export function Consult({ a }: { a: StaffApplication }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <div className="do noprint">
        <Button onClick={() => setOpen(true)}>请别的单位会商</Button>
      </div>
      {open && <Asking a={a} onClose={() => setOpen(false)} />}
    </>
  )
}

function Asking({ a, onClose }: { a: StaffApplication; onClose: () => void }) {
  const [units, setUnits] = useState<Unit[]>([])
  const [text, setText] = useState('')
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const done = useDone(a.id)
  const send = () =>
    once(async () => {
      if (units.length === 0) return setError('请先选请哪些单位。')
      if (text.trim().length < 2) return setError('请写要商量什么。')
      await ask(
        api.applications[':id'].consult.$post({
          param: { id: a.id },
          json: { units: units.map((u) => u.slug), ask: text },
        }),
      ).then(
        async () => {
          await done('已请他们会商。')
          onClose()
        },
        (e: unknown) => setError(sentenceOf(e)),
      )
    })
  return (
    <Dialog title="请别的单位会商" onClose={onClose}>
      <p className="quiet">
        这一步还在您手里，时限照算。被请的单位看得到是什么事，看不到申请人是谁，也看不到材料；要给他们看，发出以后再按“给他们看材料”。
      </p>
      <Units units={units} levels={['bureau', 'township', 'county', 'city']} onUnits={setUnits} />
      <label className="field">
        <span>要商量什么</span>
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
        <Button onClick={onClose}>不请了</Button>
      </div>
    </Dialog>
  )
}
