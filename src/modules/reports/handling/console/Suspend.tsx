/** Stops the clock with a reason and the papers that prove it. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { PaperField, type Paper } from './PaperField.tsx'
import { useDone, type StaffCase } from './useCase.ts'

export function Suspend({ data, onClose }: { data: StaffCase; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const [waits, setWaits] = useState<'reporter' | 'others'>('reporter')
  const [proof, setProof] = useState<Paper[]>([])
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const done = useDone(data.case.id)
  const send = () =>
    once(() =>
      ask(api.cases[':id'].suspend.$post({ param: { id: data.case.id }, json: { reason, waits, proof } })).then(
        async () => {
          await done('计时已暂停。')
          onClose()
        },
        (e: unknown) => setError(sentenceOf(e)),
      ),
    )
  return (
    <Dialog title="暂停计时" onClose={onClose}>
      <p>暂停满最长时间会自动恢复。</p>
      <label className="field">
        <span>等谁</span>
        <select value={waits} onChange={(e) => setWaits(e.target.value as 'reporter')}>
          <option value="reporter">等反映人：反映人一补充，就接着计时</option>
          <option value="others">等别的单位或者别的事</option>
        </select>
      </label>
      <label className="field">
        <span>
          为什么暂停<span className="hint">　反映人看得到，公开的反映大家也看得到</span>
        </span>
        <textarea
          className="plain-input"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
        />
      </label>
      {proof.map((p) => (
        <p key={p.sha256}>{p.name}</p>
      ))}
      <PaperField label="凭据（可以不传）" onPaper={(p) => setProof([...proof, p])} />
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void send()}>
          暂停
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </Dialog>
  )
}
