/** Source papers of the three-fold review: sealed, for the hands of this notice alone. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { noticeKey, type Notice } from './notice/useNotice.ts'

export function Sources({ notice, writing }: { notice: Notice; writing?: boolean }) {
  const queries = useQueryClient()
  const picker = useRef<HTMLInputElement>(null)
  const [sources, setSources] = useState<{ id: string; name: string }[]>(notice.sources ?? [])
  const [waiting, setWaiting] = useState('')
  const [errors, setErrors] = useState<string[]>([])
  if (!notice.needsSources || !notice.sources) return null
  const put = (next: { sources: { id: string; name: string }[] }) => {
    setSources(next.sources)
    void queries.invalidateQueries({ queryKey: noticeKey(notice.id), refetchType: 'none' })
  }
  const take = async (files: File[]) => {
    setErrors([])
    for (const file of files) {
      setWaiting(`正在上传“${file.name}”……`)
      await ask(api.notices[':id'].sources.$post({ param: { id: notice.id } }, formOf({ file }))).then(
        put,
        (e: unknown) => setErrors((all) => [...all, `“${file.name}”没有传上：${sentenceOf(e)}`]),
      )
    }
    setWaiting('')
  }
  const remove = (id: string) =>
    ask(api.notices[':id'].sources[':source'].$delete({ param: { id: notice.id, source: id } })).then(
      put,
      (e: unknown) => setErrors([sentenceOf(e)]),
    )
  return (
    <section className="sheet" aria-label="原始凭证">
      <h2>原始凭证</h2>
      <p className="quiet">
        {writing
          ? '发票、收据、名册的原件照片传在这里。密封保存，不公开，只给审查、签字和核对的人看，看一次记一次。'
          : '密封保存，不公开。打开一次，记录里留一次。'}
      </p>
      {sources.length === 0 && <p>还没有凭证。</p>}
      <ul className="files">
        {sources.map((s) => (
          <li key={s.id}>
            <a className="grow" href={`/api/notices/${notice.id}/sources/${s.id}`} target="_blank" rel="noreferrer">
              {s.name}
            </a>
            {writing && (
              <button
                type="button"
                className="plain"
                aria-label={`去掉凭证 ${s.name}`}
                onClick={() => void remove(s.id)}
              >
                去掉
              </button>
            )}
          </li>
        ))}
      </ul>
      {waiting && (
        <p role="status" className="quiet">
          {waiting}
        </p>
      )}
      {errors.map((e) => (
        <Note key={e} kind="wrong" role="alert">
          {e}
        </Note>
      ))}
      {writing && (
        <>
          <div className="do">
            <Button loading={waiting !== ''} onClick={() => picker.current?.click()}>
              添加原始凭证
            </Button>
          </div>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label="选择原始凭证"
            accept="image/*,.pdf,.docx,.xlsx"
            onChange={(e) => {
              const files = [...(e.target.files ?? [])]
              e.target.value = ''
              void take(files)
            }}
          />
        </>
      )}
    </section>
  )
}
