/** The old papers that a list of 历史资料 names, uploaded before it runs. */
import { useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { sentenceOf } from '../../../../console/parts/tell.tsx'

export function PaperFiles({ id }: { id: string }) {
  const [said, setSaid] = useState<string[]>([])
  const take = async (files: File[]) => {
    for (const file of files) {
      const say = await ask(api.imports[':id'].files.$post({ param: { id } }, formOf({ file }))).then(
        () => '传好了',
        (e: unknown) => sentenceOf(e),
      )
      setSaid((all) => [...all, `${file.name}：${say}`])
    }
  }
  return (
    <>
      <label className="field">
        <span>
          名单里写到的文件 <span className="hint">可以一次选很多个，文件名要和名单里写的一样</span>
        </span>
        <input className="plain-input" type="file" multiple onChange={(e) => void take([...(e.target.files ?? [])])} />
      </label>
      {said.length > 0 && (
        <ul role="status">
          {said.map((s) => (
            <li key={s}>{s}</li>
          ))}
        </ul>
      )}
    </>
  )
}
