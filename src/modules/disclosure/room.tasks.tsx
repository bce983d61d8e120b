/** What this room has to do: what is due to be published, reviewed, signed, and questions to be answered. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../console/client.ts'
import { passes, type RoomTasks } from '../../console/tasks.ts'
import { api } from './client.ts'
import { TaskRow } from './drafting/console/desk/TaskRow.tsx'

/** As many as the server lists at once. */
const most = 200

export const tasks: RoomTasks = {
  kind: 'notice',
  name: '公开和提问',
  useTasks(filter) {
    const desk = useQuery({ queryKey: ['desk'], queryFn: () => ask(api.desk.$get()), refetchOnMount: 'always' })
    if (!desk.data) return { ...desk, data: undefined }
    const { tasks: all, figures } = desk.data
    const shown = filter.mine ? [] : all.filter((t) => passes(filter, t))
    return {
      ...desk,
      data: {
        tasks: shown.map((t) => ({
          due: t.countsOn === null ? '9' : `${t.countsOn}T24`,
          key: `${t.kind}${t.id}`,
          row: <TaskRow task={t} />,
        })),
        total: all.length,
        late: all.filter((t) => t.lamp === 'red').length,
        counted: true,
        lateMeans: figures.lateTasks,
        ...(all.length >= most ? { cut: `要公开的只列出最早到期的 ${most} 件，办完一些后会接着列出。` } : {}),
      },
    }
  },
}
