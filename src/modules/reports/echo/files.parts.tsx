/** Pictures, voice and video of a report: seen and played on the page. */
import type { OwnFile } from '../following/own.queries.ts'

/** `unreadable`: it cannot be played anywhere; `made`: there is a copy that every phone plays. */
export type ShownFile = Pick<OwnFile, 'id' | 'kind' | 'transcript' | 'still'> &
  Partial<Pick<OwnFile, 'unreadable' | 'made'>>

export function OwnFiles({ code, files }: { code: string; files: readonly OwnFile[] }) {
  return <Files files={files} href={(f) => `/reports/${code}/files/${f.id}`} />
}

export type AnswerFile = { id: string; kind: string; name: string }

/** What was attached to an answer. */
export function AnswerFiles({ code, files }: { code: string; files: readonly AnswerFile[] | null }) {
  const href = (f: AnswerFile) => `/reports/${code}/answers/${f.id}`
  const pictures = (files ?? []).filter((f) => f.kind === 'picture')
  return (
    <>
      {pictures.length > 0 && (
        <div class="shots">
          {pictures.map((f, i) => (
            <a key={f.id} href={href(f)}>
              <img src={href(f)} alt={`答复的照片 ${i + 1}`} loading="lazy" />
            </a>
          ))}
        </div>
      )}
      {(files ?? [])
        .filter((f) => f.kind === 'paper')
        .map((f) => (
          <p key={f.id}>
            <a href={href(f)}>答复的附件：{f.name}</a>
          </p>
        ))}
    </>
  )
}

export function Files<F extends ShownFile>({ files, href }: { files: readonly F[]; href: (file: F) => string }) {
  const pictures = files.filter((f) => f.kind === 'picture')
  const rest = files.filter((f) => f.kind !== 'picture')
  return (
    <>
      {pictures.length > 0 && (
        <div class="shots">
          {pictures.map((f, i) => (
            <a key={f.id} href={href(f)}>
              <img src={href(f)} alt={`照片 ${i + 1}`} loading="lazy" />
            </a>
          ))}
        </div>
      )}
      {rest.map((f) => (
        <div key={f.id} class="field">
          {f.unreadable ? (
            <p class="note">
              这段{f.kind === 'voice' ? '录音' : '视频'}打不开，可能没有录好或没有传完整。请在“补充情况”里再
              {f.kind === 'voice' ? '录一段' : '传一次'}，或者写几个字。
            </p>
          ) : (
            <Player file={f} src={href(f)} />
          )}
          {f.kind === 'paper' && <a href={href(f)}>文件</a>}
          {f.transcript !== '' && <p>录音里说：{f.transcript}</p>}
        </div>
      ))}
    </>
  )
}

function Player({ file: f, src }: { file: ShownFile; src: string }) {
  if (f.kind !== 'voice' && f.kind !== 'video') return null
  return (
    <>
      {f.kind === 'voice' ? (
        <audio controls preload="none" src={src} aria-label="录音" />
      ) : (
        <video
          controls
          playsinline
          preload="none"
          src={src}
          poster={f.still ? `${src}?still=1` : undefined}
          aria-label="视频"
        />
      )}
      {f.made === false && (
        <p class="quiet small">
          放不出来的，
          <a href={src} download>
            下载下来听
          </a>
          。
        </p>
      )}
    </>
  )
}
