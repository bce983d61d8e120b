/**
 * Photos, scans and documents of a draft: each with what was cleaned from it, what the guard found, and whether it goes
 * out.
 */
import { useState } from 'react'
import type { InferResponseType } from 'hono/client'
import { ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { AddFiles } from '../../../../console/parts/AddFiles.tsx'
import type { Content } from '../../../../kernel/forms/forms.schema.ts'
import type { Notice } from './notice/useNotice.ts'
import type { Draft } from './useDraft.ts'

type Attachment = Content['attachments'][number]
type TakenIn = InferResponseType<(typeof api.notices)[':id']['files']['$post'], 200>

export function Attachments({ notice, draft }: { notice: Notice; draft: Draft }) {
  const [told, setTold] = useState<Record<string, TakenIn>>({})
  const { attachments } = draft.work.content
  const set = (next: (all: Attachment[]) => Attachment[]) =>
    draft.change((w) => ({ ...w, content: { ...w.content, attachments: next(w.content.attachments) } }))
  const take = async (file: File) => {
    const taken = await ask(api.notices[':id'].files.$post({ param: { id: notice.id } }, formOf({ file })))
    setTold((t) => ({ ...t, [taken.id]: taken }))
    set((all) => [...all, { file: taken.id, name: taken.name, kind: taken.kind, public: true }])
  }
  return (
    <section className="sheet" aria-label="附件">
      <h2>照片和附件</h2>
      {attachments.length === 0 && (
        <p className="quiet">
          会议照片、票据扫描件、公示文件可以传在这里。照片里的定位信息、文件里的作者信息会自动去掉。
        </p>
      )}
      <ul className="files">
        {attachments.map((a) => (
          <li key={a.file}>
            <Preview attachment={a} />
            <span className="grow">
              <a href={`/api/files/${a.file}`} target="_blank" rel="noreferrer">
                {a.name}
              </a>
              <Told taken={told[a.file]} />
            </span>
            <label className="check">
              <input
                type="checkbox"
                checked={a.public}
                onChange={(e) =>
                  set((all) => all.map((x) => (x.file === a.file ? { ...x, public: e.target.checked } : x)))
                }
              />
              <span>公开</span>
            </label>
            <button
              type="button"
              className="plain"
              aria-label={`去掉附件 ${a.name}`}
              onClick={() => set((all) => all.filter((x) => x.file !== a.file))}
            >
              去掉
            </button>
          </li>
        ))}
      </ul>
      <AddFiles
        button="添加照片或文件"
        label="选择照片或文件"
        accept="image/*,.pdf,.docx,.xlsx,.doc,.xls"
        take={take}
      />
    </section>
  )
}

const kindNames: Record<Attachment['kind'], string> = { image: '图', sheet: '表', document: '文', pdf: 'PDF' }

function Preview({ attachment }: { attachment: Attachment }) {
  if (attachment.kind === 'image') return <img className="thumb" src={`/api/files/${attachment.file}`} alt="" />
  return (
    <span className="thumb" aria-hidden="true">
      {kindNames[attachment.kind]}
    </span>
  )
}

function Told({ taken }: { taken: TakenIn | undefined }) {
  if (!taken) return null
  return (
    <>
      {taken.notes.map((n) => (
        <span key={n} className="under quiet">
          {n}
        </span>
      ))}
      {taken.findings.map((f) => (
        <span key={f.key} className="under found">
          {f.say}
        </span>
      ))}
    </>
  )
}
