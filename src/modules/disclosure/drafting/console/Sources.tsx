/** Source papers of the three-fold review: sealed, for the hands of this notice alone. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { AddFiles } from '../../../../console/parts/AddFiles.tsx'
import { tellWrong } from '../../../../console/parts/tell.tsx'
import { noticeKey, type Notice } from './notice/useNotice.ts'

export function Sources({ notice, writing }: { notice: Notice; writing?: boolean }) {
  const queries = useQueryClient()
  const [sources, setSources] = useState<{ id: string; name: string }[]>(notice.sources ?? [])
  if (!notice.needsSources || !notice.sources) return null
  const put = (next: { sources: { id: string; name: string }[] }) => {
    setSources(next.sources)
    void queries.invalidateQueries({ queryKey: noticeKey(notice.id), refetchType: 'none' })
  }
  const take = async (file: File) =>
    put(await ask(api.notices[':id'].sources.$post({ param: { id: notice.id } }, formOf({ file }))))
  const remove = (id: string) =>
    ask(api.notices[':id'].sources[':source'].$delete({ param: { id: notice.id, source: id } })).then(put, tellWrong)
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
      {writing && <AddFiles button="添加原始凭证" label="选择原始凭证" accept="image/*,.pdf,.docx,.xlsx" take={take} />}
    </section>
  )
}
