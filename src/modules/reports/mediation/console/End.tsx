/** How a mediation ended; an agreement comes with its signatures and the day to look again. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { PaperField } from '../../handling/console/PaperField.tsx'
import { outcomes } from './words.ts'

export function End({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => Promise<void> }) {
  const [outcome, setOutcome] = useState<keyof typeof outcomes>('agreed')
  const [agreement, setAgreement] = useState('')
  const [scan, setScan] = useState('')
  const [day, setDay] = useState('')
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const agreed = outcome === 'agreed'
  const send = () =>
    once(() =>
      ask(
        api.mediations[':id'].end.$post({
          param: { id },
          json: {
            outcome,
            agreement,
            ...(agreed && scan ? { scan } : {}),
            ...(agreed && day ? { followUpOn: day } : {}),
          },
        }),
      ).then(
        async () => {
          await onDone()
          onClose()
        },
        (e: unknown) => setError(sentenceOf(e)),
      ),
    )
  return (
    <Dialog title="结束调解" onClose={onClose}>
      <label className="field">
        <span>结果</span>
        <select
          className="plain-input"
          value={outcome}
          onChange={(e) => setOutcome(e.target.value as keyof typeof outcomes)}
        >
          {Object.entries(outcomes).map(([k, n]) => (
            <option key={k} value={k}>
              {n}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{agreed ? '协议内容' : '说明'}</span>
        <textarea
          className="plain-input"
          rows={5}
          maxLength={4_000}
          value={agreement}
          onChange={(e) => setAgreement(e.target.value)}
        />
      </label>
      {agreed && <PaperField label="签字的协议（扫描或照片）" onPaper={(p) => setScan(p.sha256)} />}
      {agreed && (
        <label className="field">
          <span>哪天看履行情况</span>
          <input className="plain-input" type="date" value={day} onChange={(e) => setDay(e.target.value)} />
        </label>
      )}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void send()}>
          结束调解
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </Dialog>
  )
}
