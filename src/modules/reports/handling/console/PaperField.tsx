/** Uploads one paper as it is chosen; tells at once when it cannot be taken. */
import { useState } from 'react'
import type { InferResponseType } from 'hono/client'
import { ask, formOf } from '../../../../console/client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { api } from '../../client.ts'

export type Paper = InferResponseType<(typeof api)['report-papers']['$post'], 200>

export const sendPaper = (file: File): Promise<Paper> => ask(api['report-papers'].$post({}, formOf({ file })))

export function PaperField({ label, onPaper }: { label: string; onPaper: (paper: Paper) => void }) {
  const [said, setSaid] = useState('')
  const [wrong, setWrong] = useState('')
  const take = async (file: File | undefined) => {
    if (!file) return
    setWrong('')
    setSaid('正在上传……')
    await sendPaper(file).then(
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
