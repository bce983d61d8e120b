/** What this room has to do: the cases in one's hands, and what one is asked about the cases of others. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../console/client.ts'
import { localOf } from '../../console/parts/time.ts'
import type { RoomTasks } from '../../console/tasks.ts'
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
  useTasks({ lamp, mine, text }) {
    const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
    const filter = {
      ...(lamp ? { lamp: lamp as 'red' } : {}),
      ...(mine ? { mine: '1' as const } : {}),
      ...(text ? { text } : {}),
    }
    const cases = useInfiniteQuery({
      queryKey: ['cases', filter],
      initialPageParam: '',
      refetchOnMount: 'always',
      queryFn: ({ pageParam }) =>
        ask(api.cases.$get({ query: { ...filter, ...(pageParam === '' ? {} : { after: pageParam }) } })),
      getNextPageParam: (last) => last.next ?? undefined,
    })
    if (!cases.data) return { ...cases, data: undefined }
    const { counts, asked } = cases.data.pages[0]!
    const answers = mine
      ? []
      : asked.filter((a) => (lamp === '' || a.lamp === lamp) && (text === '' || `${a.title}${a.place}`.includes(text)))
    const pick = (id: string) => ({
      picked: picked.has(id),
      onPick: (on: boolean) => setPicked(toggled(picked, id, on)),
    })
    return {
      ...cases,
      data: {
        tasks: [
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
