/** A refusal says why, on which rule, and how to appeal; a leader's is signed. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useCallback, useState } from 'react'
import { SignPad, type Stroke } from '../../../../console/sign/SignPad.tsx'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { decide, useDone, type StaffApplication } from './useApplication.ts'

export function Refuse({
  a,
  choice,
  onClose,
}: {
  a: StaffApplication
  choice: StaffApplication['may'][number]
  onClose: () => void
}) {
  const [refusal, setRefusal] = useState({ reason: '', basis: '', appeal: a.appeal })
  const [strokes, setStrokes] = useState<Stroke[]>([])
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const done = useDone(a.id)
  const keep = useCallback((all: Stroke[]) => setStrokes(all), [])
  const send = () =>
    once(async () => {
      if (choice.signs && strokes.length === 0) return setError('请签名。')
      await decide(a, choice.action, {
        refusal,
        ...(choice.signs ? { signature: { kind: 'strokes' as const, strokes } } : {}),
      }).then(
        async () => {
          await done('已告知申请人。')
          onClose()
        },
        (e: unknown) => setError(sentenceOf(e)),
      )
    })
  const field = (key: keyof typeof refusal, label: string, hint: string, rows: number) => (
    <label className="field">
      <span>
        {label}
        <span className="hint">　{hint}</span>
      </span>
      <textarea
        className="plain-input"
        rows={rows}
        maxLength={1_000}
        value={refusal[key]}
        onChange={(e) => setRefusal({ ...refusal, [key]: e.target.value })}
      />
    </label>
  )
  return (
    <Dialog wide title={choice.name} onClose={onClose}>
      <p>申请人会收到下面三样，请写得让人看得懂。</p>
      {field('reason', '原因', '哪里不符合', 3)}
      {field('basis', '依据', '哪个文件、哪一条', 2)}
      {field('appeal', '不服怎么办', '多长时间内、找谁', 2)}
      {choice.signs && <SignPad onStrokes={keep} />}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" danger loading={busy} onClick={() => void send()}>
          {choice.name}
        </Button>
        <Button onClick={onClose}>再想想</Button>
      </div>
    </Dialog>
  )
}
