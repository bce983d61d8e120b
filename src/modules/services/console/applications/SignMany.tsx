/** Several applications signed at once: each bound to its own content; those that anybody has doubted must be opened. */
import { Button } from 'antd'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api, ask } from '../../../../console/client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { useSigning } from './Sign.tsx'
import { readApplication } from './useApplication.ts'

type Row = { id: string; title: string; place: string; code: string }

export function SignMany({ rows, onDone }: { rows: readonly Row[]; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const [error, setError] = useState('')
  const [left, setLeft] = useState<{ id: string; say: string }[]>([])
  const [busy, once] = useBusy()
  const signing = useSigning()
  const client = useQueryClient()
  const sign = () => once(async () => {
    if (signing.missing) return setError(signing.missing)
    setError('')
    try {
      const seen = await Promise.all(rows.map((r) => readApplication(r.id)))
      const done = await ask(api.applications.approve.$post({ json: { items: seen.map((s) => ({ id: s.id, contentHash: s.contentHash!, seenEvents: s.events })), signature: await signing.given() } }))
      await client.invalidateQueries({ queryKey: ['applications'] })
      tell(`签好了 ${done.signed} 件。`)
      setLeft(done.refused)
      if (done.refused.length === 0) { setOpen(false); onDone() }
    } catch (e) {
      setError(sentenceOf(e))
    }
  })
  return (
    <>
      <div className="do"><Button type="primary" onClick={() => setOpen(true)}>一起签这 {rows.length} 件</Button><Button onClick={onDone}>都不选</Button></div>
      {open && (
        <Dialog wide title={`一起签 ${rows.length} 件`} onClose={() => { setOpen(false); if (left.length > 0) onDone() }}>
          <ul>{rows.map((r) => <li key={r.id}>{r.title}　{r.place}　<span className="num">{r.code}</span>{left.find((l) => l.id === r.id) && <b>　{left.find((l) => l.id === r.id)!.say}</b>}</li>)}</ul>
          {left.length === 0 && signing.fields}
          {error && <Note kind="wrong" role="alert">{error}</Note>}
          {left.length === 0 ? <div className="do"><Button type="primary" loading={busy} onClick={() => void sign()}>签字同意</Button></div> : <Note kind="warn"><p>{left.length} 件没有签，请单独打开看。</p></Note>}
        </Dialog>
      )}
    </>
  )
}
