/** Where one says that a row of a table is wrong: the form of the village, with notice, version and row. */
import { isLong, columnsShown, type PublicForm } from '../publishing/publicForm.ts'
import type { Notice } from '../publishing/notice.queries.ts'

type Standing = Pick<
  Notice,
  'place_level' | 'place_slug' | 'parent_slug' | 'code' | 'version' | 'superseded_at' | 'withdrawn'
>

/** For tables whose rows are people or money, while this version stands; rows count from 1. `undefined` elsewhere. */
export function doubtOf(n: Standing, form: PublicForm): ((row: number) => string) | undefined {
  const village = n.place_level === 'village' ? n.place_slug : n.place_level === 'group' ? n.parent_slug : null
  if (village === null || n.superseded_at !== null || n.withdrawn !== null) return undefined
  if (!isLong(form) || !columnsShown(form).some((c) => c.type === 'person' || c.type === 'money')) return undefined
  return (row) => `/v/${village}/reports/new?notice=${n.code}&row=${n.version}/${row}`
}
