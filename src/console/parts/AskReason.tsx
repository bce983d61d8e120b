/** Asks for a reason before something is done that others will read. */
import { Button } from './Button.tsx'
import { useState } from 'react'
import { Dialog } from './Dialog.tsx'
import { Note } from './Note.tsx'
import { sentenceOf } from './tell.tsx'

type Props = {
  title: string
  hint: string
  button: string
  least?: number
  danger?: boolean
  onDone: (reason: string) => Promise<unknown>
  onClose: () => void
}

export function AskReason({ title, hint, button, least = 4, danger = false, onDone, onClose }: Props) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const done = async () => {
    if ([...reason.trim()].length < least) return setError(`请写明理由，至少 ${least} 个字。`)
    setBusy(true)
    await onDone(reason.trim()).then(onClose, (e: unknown) => setError(sentenceOf(e)))
    setBusy(false)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <label className="field">
        <span>{hint}</span>
        <textarea
          className="plain-input"
          value={reason}
          rows={3}
          maxLength={500}
          autoFocus
          onChange={(e) => setReason(e.target.value)}
        />
      </label>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" danger={danger} loading={busy} onClick={() => void done()}>
          {button}
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </Dialog>
  )
}
