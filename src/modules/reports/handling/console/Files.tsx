/** Pictures, voice and video of a report; what was heard is written beside it by a handler. */
import { Transcript } from './Transcript.tsx'
import type { StaffCase } from './useCase.ts'

type File = StaffCase['files'][number]

export function Files({ data }: { data: StaffCase }) {
  if (data.files.length === 0) return null
  return (
    <ul className="pictures">
      {data.files.map((f) => (
        <li key={f.id}>
          <One file={f} data={data} />
        </li>
      ))}
    </ul>
  )
}

function One({ file, data }: { file: File; data: StaffCase }) {
  const address = `/api/cases/${data.case.id}/files/${file.id}`
  if (file.kind === 'picture')
    return (
      <a href={address} target="_blank" rel="noreferrer">
        <img src={address} alt={`反映人的照片 ${file.name}`} loading="lazy" />
      </a>
    )
  if (file.kind === 'paper')
    return (
      <a href={address} target="_blank" rel="noreferrer">
        {file.name}
      </a>
    )
  if (file.unreadable)
    return (
      <p>
        {file.kind === 'voice' ? '录音' : '视频'} {file.name} 打不开，可能没有传完整。请联系反映人再说一遍；
        <a href={address} download>
          原件在这里
        </a>
        。
      </p>
    )
  return (
    <div className="heard">
      {file.kind === 'voice' && (
        <audio controls preload="none" src={address} aria-label={`反映人的录音 ${file.name}`} />
      )}
      {file.kind === 'video' && (
        <video controls preload="none" src={address} aria-label={`反映人的视频 ${file.name}`} />
      )}
      <Transcript file={file} data={data} />
    </div>
  )
}
