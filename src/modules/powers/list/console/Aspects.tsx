/** The aspects of the list of powers (方面): named, put in order, made, taken away, also pasted from a sheet. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../../../console/client.ts'
import { NamedList } from '../../../../console/editor/NamedList.tsx'
import { Shown } from '../../../../console/parts/State.tsx'
import { api } from '../../client.ts'

const route = api['power-aspects']

export default function Aspects() {
  const queries = useQueryClient()
  const aspects = useQuery({ queryKey: ['power-aspects'], queryFn: () => ask(route.$get()) })
  const save = async (list: { code: string; name: string }[], seen: { code: string; name: string }[]) => {
    const now = await ask(route.$post({ json: { aspects: list, seen } }))
    await Promise.all([['power-aspects'], ['power-list']].map((queryKey) => queries.invalidateQueries({ queryKey })))
    return now.aspects
  }
  return (
    <div className="page narrow">
      <h1>权力清单的方面</h1>
      <p className="quiet">村民看权力清单，就按这些方面分。里面还有权力的不能去掉，只能改名。</p>
      <Shown query={aspects} what="方面">
        {(kept) => <NamedList kept={kept.aspects} what="方面" letter="A" most={30} save={save} />}
      </Shown>
    </div>
  )
}
