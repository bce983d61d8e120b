/** People who may stand in the register twice. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { AskReason } from '../../../../console/parts/AskReason.tsx'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { Shown } from '../../../../console/parts/State.tsx'
import { tell } from '../../../../console/parts/tell.tsx'

type Pair = { name: string; one: string; other: string; household: string; other_household: string }

export function Doubles({ place, mayEdit }: { place: string; mayEdit: boolean }) {
  const queries = useQueryClient()
  const [pair, setPair] = useState<Pair>()
  const doubles = useQuery({
    queryKey: ['resident-doubles', place],
    queryFn: () => ask(api.residents.doubles.$get({ query: { place } })).then((a) => a.doubles),
  })
  const merge = async (reason: string) => {
    await ask(
      api.residents[':id'].merge.$post({ param: { id: pair!.one }, json: { place, other: pair!.other, reason } }),
    )
    tell('合并好了。')
    await queries.invalidateQueries({ queryKey: ['resident-doubles', place] })
  }
  return (
    <Shown query={doubles} what="重复的人">
      {(all) =>
        all.length === 0 ? null : (
          <>
            <h2 className="apart">可能重复的人</h2>
            <DataTable
              name="可能重复的人"
              rows={all}
              keyOf={(d) => `${d.one} ${d.other}`}
              empty=""
              columns={[
                { name: '姓名', value: (d) => d.name },
                { name: '一处户号', value: (d) => d.household },
                { name: '另一处户号', value: (d) => d.other_household },
              ]}
              actions={(d) =>
                mayEdit && (
                  <button type="button" className="plain" onClick={() => setPair(d)}>
                    是一个人，合并
                  </button>
                )
              }
            />
            {pair && (
              <AskReason
                title={`合并${pair.name}`}
                hint={`留下 ${pair.household} 户的这一个，另一个的手机号和身份证号并过来。请写明怎么核对的。`}
                button="合并"
                onDone={merge}
                onClose={() => setPair(undefined)}
              />
            )}
          </>
        )
      }
    </Shown>
  )
}
