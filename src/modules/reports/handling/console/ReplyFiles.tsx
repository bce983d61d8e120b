/** Pictures and PDFs of an answer: uploaded as they are chosen, looked at by a person, shown with the preview. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tellWrong } from '../../../../console/parts/tell.tsx'

export type ReplyFile = { id: string; kind: 'picture' | 'paper'; name: string; notes?: string[] }
type Props = {
  caseId: string
  files: ReplyFile[]
  onFiles: (files: ReplyFile[]) => void
  checked: boolean
  onChecked: (on: boolean) => void
}

export function ReplyFiles({ caseId, files, onFiles, checked, onChecked }: Props) {
  const [said, setSaid] = useState('')
  const [wrong, setWrong] = useState('')
  const left = useQuery({
    queryKey: ['reply-files', caseId],
    gcTime: 0,
    queryFn: () => ask(api.cases[':id']['reply-files'].$get({ param: { id: caseId } })).then((a) => a.files),
  })
  useEffect(() => {
    if (left.data && left.data.length > 0) onFiles(left.data)
  }, [left.data]) // what was uploaded before the page was closed
  const take = async (chosen: File[]) => {
    setWrong('')
    let all = files
    for (const file of chosen) {
      setSaid(`正在上传“${file.name}”……`)
      const taken = await ask(api.cases[':id']['reply-files'].$post({ param: { id: caseId } }, formOf({ file }))).catch(
        (e: unknown) => {
          setWrong(`“${file.name}”：${sentenceOf(e)}`)
        },
      )
      if (taken) onFiles((all = [...all, taken]))
    }
    setSaid('')
  }
  const drop = (id: string) =>
    ask(api.cases[':id']['reply-files'][':file'].drop.$post({ param: { id: caseId, file: id } })).then(
      () => onFiles(files.filter((f) => f.id !== id)),
      tellWrong,
    )
  return (
    <div className="field">
      <label>
        <span className="label">
          附件<span className="hint">　照片或 PDF，可以不传；答复公开，附件也公开</span>
        </span>
        <input
          type="file"
          multiple
          accept="image/*,application/pdf"
          onChange={(e) => {
            void take([...(e.target.files ?? [])])
            e.target.value = ''
          }}
        />
      </label>
      {said && <p role="status">{said}</p>}
      {wrong && (
        <Note kind="wrong" role="alert">
          {wrong}
        </Note>
      )}
      <GivenFiles caseId={caseId} files={files} />
      {files
        .flatMap((f) => f.notes ?? [])
        .map((n, i) => (
          <p key={i} className="quiet">
            {n}
          </p>
        ))}
      {files.map((f) => (
        <button key={f.id} type="button" className="plain" onClick={() => void drop(f.id)}>
          去掉“{f.name}”
        </button>
      ))}
      {files.length > 0 && (
        <label className="check">
          <input type="checkbox" checked={checked} onChange={(e) => onChecked(e.target.checked)} />
          <span>附件我都看过，没有电话、证件号和不该公开的人</span>
        </label>
      )}
    </div>
  )
}

/** Files of an answer as they are seen. */
export function GivenFiles({ caseId, files }: { caseId: string; files: readonly ReplyFile[] }) {
  if (files.length === 0) return null
  const address = (f: ReplyFile) => `/api/cases/${caseId}/reply-files/${f.id}`
  return (
    <ul className="pictures">
      {files.map((f) => (
        <li key={f.id}>
          <a href={address(f)} target="_blank" rel="noreferrer">
            {f.kind === 'picture' ? <img src={address(f)} alt={`答复的照片 ${f.name}`} loading="lazy" /> : f.name}
          </a>
        </li>
      ))}
    </ul>
  )
}
