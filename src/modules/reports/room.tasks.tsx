/** What this room has to do: the cases in one's hands, and what one is asked about the cases of others. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../console/client.ts'
import { localOf } from '../../console/parts/time.ts'
import { passes, type RoomTasks } from '../../console/tasks.ts'
import { api } from './client.ts'
import { AskedRow } from './handling/console/AskedRow.tsx'
import { CaseRow } from './handling/console/CaseRow.tsx'
import { Claim } from './handling/console/Claim.tsx'

/** As far as the server counts. */
const counted = 1_000
const dueOf = (at: string | null) => (at === null ? '9' : localOf(at))

export const tasks: RoomTasks = {
  kind: 'report',
  name: '民情反映',
  useTasks(filter) {
    const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
    const query = {
      ...(filter.lamp ? { lamp: filter.lamp } : {}),
      ...(filter.mine ? { mine: '1' as const } : {}),
      ...(filter.text ? { text: filter.text } : {}),
    }
    const cases = useInfiniteQuery({
      queryKey: ['cases', query],
      initialPageParam: '',
      refetchOnMount: 'always',
      // Whoever types goes on typing: the counts of before stand until the next list is there, its rows do not.
      placeholderData: keepPreviousData,
      queryFn: ({ pageParam }) =>
        ask(api.cases.$get({ query: { ...query, ...(pageParam === '' ? {} : { after: pageParam }) } })),
      getNextPageParam: (last) => last.next ?? undefined,
    })
    if (!cases.data) return { ...cases, data: undefined }
    const { counts, asked } = cases.data.pages[0]!
    const answers = filter.mine ? [] : asked.filter((a) => passes(filter, a))
    const pick = (id: string) => ({
      picked: picked.has(id),
      onPick: (on: boolean) => setPicked(toggled(picked, id, on)),
    })
    return {
      ...cases,
      data: {
        reading: cases.isPlaceholderData,
        tasks: cases.isPlaceholderData
          ? []
          : [
              ...answers.map((a) => ({ due: dueOf(a.due_at), key: a.id, row: <AskedRow row={a} /> })),
              ...cases.data.pages
                .flatMap((p) => p.rows)
                .map((c) => ({
                  due: dueOf(c.due_at),
                  key: c.id,
                  row: <CaseRow row={c} {...(c.subject_kind === 'report' ? pick(c.id) : {})} />,
                })),
            ],
        total: counts.all + asked.length,
        late: counts.red + asked.filter((a) => a.lamp === 'red').length,
        counted: counts.all < counted,
        ...(cases.hasNextPage
          ? { more: { loading: cases.isFetchingNextPage, load: () => void cases.fetchNextPage() } }
          : {}),
        above: picked.size > 0 ? <Claim ids={[...picked]} onDone={() => setPicked(new Set())} /> : undefined,
      },
    }
  },
}

function toggled(set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set)
  if (on) next.add(id)
  else next.delete(id)
  return next
}
