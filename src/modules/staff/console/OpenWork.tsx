/** What goes over with a post, kind by kind, before it is signed. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'

type Count = { kind: string; n: number }
export const sayCounts = (counts: readonly Count[]) => counts.map((c) => `${c.kind} ${c.n} 件`).join('、')

export function OpenWork({ appointment }: { appointment: string }) {
  const { data, error } = useQuery({
    queryKey: ['open-work', appointment],
    queryFn: () => ask(api.appointments[':id']['open-work'].$get({ param: { id: appointment } })),
    gcTime: 0,
  })
  if (error) return <p className="quiet">没能数出有多少没办完的事，请刷新再看。</p>
  if (!data) return <p className="quiet">正在数没办完的事…</p>
  return (
    <p>
      {data.work.length === 0
        ? '现在没有没办完的事。'
        : `没办完的事随岗位交过去：${sayCounts(data.work)}。接任的人要回避的不交给他。`}
    </p>
  )
}
