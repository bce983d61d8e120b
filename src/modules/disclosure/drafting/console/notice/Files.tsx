/** Attachments: pictures to look at, others to open. */
import type { Content } from '../../../../../kernel/forms/forms.schema.ts'

export function Files({ files }: { files: Content['attachments'] }) {
  if (files.length === 0) return null
  return (
    <section aria-label="附件">
      <h3>附件</h3>
      <ul className="pictures">
        {files
          .filter((f) => f.kind === 'image')
          .map((f) => (
            <li key={f.file}>
              <a href={href(f.file)} target="_blank" rel="noreferrer">
                <img src={href(f.file)} alt={f.name} loading="lazy" />
              </a>
              {!f.public && <span className="mark">不公开</span>}
            </li>
          ))}
      </ul>
      <ul>
        {files
          .filter((f) => f.kind !== 'image')
          .map((f) => (
            <li key={f.file}>
              <a href={href(f.file)} target="_blank" rel="noreferrer">
                {f.name}
              </a>
              {!f.public && <span className="mark">不公开</span>}
            </li>
          ))}
      </ul>
    </section>
  )
}

const href = (file: string) => `/api/files/${file}`
