/** Pictures, voice and video of a report; what was heard is written beside it by a handler. */
import { useState } from 'react'
import { api, ask } from '../../../../console/client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { useDone, type StaffCase } from './useCase.ts'

type File = StaffCase['files'][number]

export function Files({ data }: { data: StaffCase }) {
  if (data.files.length === 0) return null
  return <ul className="pictures">{data.files.map((f) => <li key={f.id}><One file={f} data={data} /></li>)}</ul>
}

function One({ file, data }: { file: File; data: StaffCase }) {
  const [writing, setWriting] = useState(false)
  const done = useDone(data.case.id)
  const address = `/api/cases/${data.case.id}/files/${file.id}`
  if (file.kind === 'picture') return <a href={address} target="_blank" rel="noreferrer"><img src={address} alt={`反映人的照片 ${file.name}`} loading="lazy" /></a>
  return (
    <>
      {file.kind === 'voice' && <audio controls preload="none" src={address} aria-label={`反映人的录音 ${file.name}`} />}
      {file.kind === 'video' && <video controls preload="none" src={address} aria-label={`反映人的视频 ${file.name}`} />}
      {file.kind === 'paper' && <a href={address} target="_blank" rel="noreferrer">{file.name}</a>}
      {file.transcript && <p>文字：{file.transcript}<span className="quiet">（{file.transcript_by}听写）</span></p>}
      {file.kind !== 'paper' && data.can.transcribe && <button type="button" className="plain" onClick={() => setWriting(true)}>{file.transcript ? '改文字' : '写下听到的内容'}</button>}
      {writing && <FormDialog title="写下听到的内容" fields={[{ key: 'text', label: '内容', type: 'textarea', start: file.transcript, max: 2_000 }]} button="保存" onClose={() => setWriting(false)}
        onDone={async (v) => { await ask(api.cases[':id'].files[':file'].transcript.$post({ param: { id: data.case.id, file: file.id }, json: { text: v['text']! } })); await done('已保存。') }} />}
    </>
  )
}
