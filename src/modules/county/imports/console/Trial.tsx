/** What the list would do: nothing has been stored. */
import type { InferResponseType } from 'hono/client'
import { api } from '../../client.ts'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { countsInWords } from '../../../../console/parts/counts.ts'

export type Tried = InferResponseType<(typeof api.imports)[':id']['try']['$post'], 200>
const effects = { new: '新增', change: '改动', same: '相同', fault: '有问题' } as const

export function Trial({ tried }: { tried: Tried }) {
  return (
    <>
      <Note kind={tried.counts.faults > 0 ? 'warn' : 'good'} role="status">
        试过了：{countsInWords(tried.counts)}。
      </Note>
      <DataTable
        name="试导入的结果"
        rows={[...tried.faults, ...tried.rows.filter((r) => r.effect !== 'fault')]}
        keyOf={(r) => String(r.line)}
        empty="名单里没有内容。"
        columns={[
          { name: '第几行', value: (r) => r.line, number: true },
          { name: '结果', value: (r) => effects[r.effect] },
          { name: '内容', main: true, value: (r) => r.label, wide: true },
          { name: '说明', value: (r) => r.say, wide: true },
        ]}
      />
    </>
  )
}
