/** Pictures, scans of a letter and recordings that come with what is written down: uploaded as they are chosen. */
import { useRef, useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import type { InferResponseType } from 'hono/client'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tellWrong } from '../../../../console/parts/tell.tsx'

type Taken = InferResponseType<(typeof api)['entry-files'][':key']['$post'], 200>
const kinds: Record<string, string> = { picture: '照片', voice: '录音', video: '视频', paper: '文件' }

export function EntryFiles({ formKey, letter }: { formKey: string; letter: boolean }) {
  const [files, setFiles] = useState<Taken[]>([])
  const [said, setSaid] = useState('')
  const [wrong, setWrong] = useState('')
  const ids = useRef(new Set<string>())
  const take = async (chosen: File[]) => {
    setWrong('')
    for (const file of chosen) {
      setSaid(`正在上传“${file.name}”……`)
      await ask(api['entry-files'][':key'].$post({ param: { key: formKey } }, formOf({ file }))).then(
        (f) => {
          if (ids.current.has(f.id)) return setWrong(`“${file.name}”前面已经传过，同一个文件只留一份。`)
          ids.current.add(f.id)
          setFiles((all) => [...all, f])
        },
        (e: unknown) => setWrong(sentenceOf(e)),
      )
    }
    setSaid('')
  }
  const drop = (id: string) =>
    ask(api['entry-files'][':key'][':id'].drop.$post({ param: { key: formKey, id } })).then(() => {
      ids.current.delete(id)
      setFiles((all) => all.filter((f) => f.id !== id))
    }, tellWrong)
  return (
    <div className="field">
      <label>
        <span className="label">
          {letter ? '来信的照片或扫描' : '照片、录音、文件'}
          <span className="hint">　可以不传，可以一次选几个</span>
        </span>
        <input
          type="file"
          multiple
          accept="image/*,audio/*,video/*,application/pdf,.docx"
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
      {files.map((f, i) => (
        <p key={f.id}>
          {kinds[f.kind]}：{f.name}
          {'　'}
          <button type="button" className="plain" onClick={() => void drop(f.id)}>
            去掉{f.name}
            {files.some((other) => other !== f && other.name === f.name) && `（第 ${i + 1} 个）`}
          </button>
        </p>
      ))}
    </div>
  )
}
