/** Going past a step, or ending the run: a reason that everybody reads, signed by finger or with the password. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useCallback, useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { SignPad, type Stroke } from '../../../../console/sign/SignPad.tsx'
import { PasswordSign } from '../../../../console/sign/ways.tsx'
import { useReread, type Run, type WayStep } from './useRun.ts'

export function Past({
  run,
  step,
  past,
  onClose,
}: {
  run: Run
  step: WayStep
  past: 'skip' | 'stop'
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  const [byHand, setByHand] = useState(true)
  const [strokes, setStrokes] = useState<Stroke[]>([])
  const [secret, setSecret] = useState({ password: '', code: '' })
  const [wrong, setWrong] = useState('')
  const [busy, once] = useBusy()
  const reread = useReread(run.run.id)
  const keep = useCallback((all: Stroke[]) => setStrokes(all), [])
  const send = () =>
    once(() => {
      const signature = byHand
        ? { kind: 'strokes' as const, strokes }
        : { kind: 'password' as const, password: secret.password, ...(secret.code === '' ? {} : { code: secret.code }) }
      const asked = {
        param: { id: run.run.id },
        json: { step: step.key, reason, seenEvents: run.case.events, signature },
      }
      return ask(
        past === 'skip' ? api.powers.runs[':id'].skip.$post(asked) : api.powers.runs[':id'].stop.$post(asked),
      ).then(
        async () => {
          tell(past === 'skip' ? '跳过了，理由和签字村民看得到。' : '停办了，理由和签字村民看得到。')
          onClose()
          await reread()
        },
        (e: unknown) => setWrong(sentenceOf(e)),
      )
    })
  return (
    <Dialog title={past === 'skip' ? `跳过“${step.name}”` : '停办这件事'} onClose={onClose}>
      <form
        onSubmit={(e) => {
          e.preventDefault()
          void send()
        }}
        noValidate
      >
        <p>
          {past === 'skip' ? '没有办这一步就往下走，要写明理由并签字。' : '停办以后不能再继续，要办就另行发起。'}
          理由、姓名、时间都公开{run.run.person && '，理由里不要写当事人的姓名'}。
        </p>
        <label className="field">
          <span>理由</span>
          <textarea
            className="plain-input"
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
          />
        </label>
        {byHand ? <SignPad onStrokes={keep} /> : <PasswordSign value={secret} onChange={setSecret} />}
        <p>
          <button type="button" className="plain" onClick={() => setByHand(!byHand)}>
            {byHand ? '改用密码签字' : '改用手写签字'}
          </button>
        </p>
        {wrong && (
          <Note kind="wrong" role="alert">
            {wrong}
          </Note>
        )}
        <div className="do">
          <Button type="primary" danger htmlType="submit" loading={busy}>
            {past === 'skip' ? '签字并跳过' : '签字并停办'}
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      </form>
    </Dialog>
  )
}
