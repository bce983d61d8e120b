/** Uploads one paper as it is chosen; tells at once when it cannot be taken. */
import { useState } from 'react'
import { send } from '../client.ts'
import { Note } from './Note.tsx'
import { sentenceOf } from './tell.tsx'

export type Paper = { sha256: string; name: string }

export function PaperField({ label, onPaper }: { label: string; onPaper: (paper: Paper) => void }) {
  const [said, setSaid] = useState('')
  const [wrong, setWrong] = useState('')
  const take = async (file: File | undefined) => {
    if (!file) return
    setWrong('')
    setSaid('正在上传……')
    await send<Paper>('/report-papers', file).then(
      (p) => {
        setSaid(`已上传“${p.name}”。`)
        onPaper(p)
      },
      (e: unknown) => {
        setSaid('')
        setWrong(sentenceOf(e))
      },
    )
  }
  return (
    <div className="field">
      <label>
        <span className="label">{label}</span>
        <input type="file" accept="image/*,application/pdf,.docx" onChange={(e) => void take(e.target.files?.[0])} />
      </label>
      {said && <p role="status">{said}</p>}
      {wrong && (
        <Note kind="wrong" role="alert">
          {wrong}
        </Note>
      )}
    </div>
  )
}
