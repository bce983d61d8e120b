/** What a room has for whoever is signed in to do, declared in its `room.tasks.tsx`: the list of tasks reads every room's. */
import type { ReactElement } from 'react'
import type { LampFilter } from '../kernel/cases/lampFigures.ts'

export type TaskFilter = { lamp: LampFilter | ''; mine: boolean; text: string }

/** Whether a task that a room has at hand passes; what is late now was late once. */
export const passes = ({ lamp, text }: TaskFilter, t: { lamp: string; title: string; place: string }): boolean =>
  (lamp === '' || t.lamp === (lamp === 'missed' ? 'red' : lamp)) &&
  (text === '' || `${t.title}${t.place}`.includes(text))

/** `due`: YYYY-MM-DDTHH:mm in Asia/Shanghai, "9" without a limit; the soonest stands first. */
export type Task = { key: string; due: string; row: ReactElement }

export type TaskList = {
  /** Those that the filter leaves; `reading`: not known yet, whatever is known of the others. */
  tasks: readonly Task[]
  reading?: boolean
  /** Of all, whatever the filter; `counted` is false where there are more than anybody counts. */
  total: number
  late: number
  counted: boolean
  /** How late ones are counted, in a sentence. */
  lateMeans?: string
  /** Said where the list ends before the tasks do. */
  cut?: string
  more?: { loading: boolean; load(): void }
  /** What is done with several at once, above the list. */
  above?: ReactElement | undefined
}

/** `kind`, `name`: as the list is narrowed to this room's. */
export type RoomTasks = {
  kind: string
  name: string
  useTasks(filter: TaskFilter): {
    data: TaskList | undefined
    error: unknown
    isPending: boolean
    refetch: () => unknown
  }
}
