/** The desk as tasks of the one list: what is to be filled in, reviewed, signed, filed, answered. */
import { endOfDay, sayDay } from '../../../platform/clock.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { cap, keyOf, type TaskRow, type TaskSource } from '../../../kernel/tasks/tasks.ts'
import { deskFigures, deskOf, type Task } from './desk.queries.ts'

const kinds: Record<Task['kind'], string> = {
  draft: '村务公开',
  step: '村务公开',
  question: '村民提问',
  selfCheck: '自查自纠',
}
/** What a question is, where it is more than one. */
const questions: Record<string, string> = {
  objection: '村民异议',
  untrue: '反映内容不真实',
  missing: '反映没有公开',
}
const verbs: Record<string, string> = {
  review: '去审查',
  sign: '去签字',
  upload: '去核对',
  station: '去审核',
  discipline: '去审核',
  published: '去备案',
}

export const deskTasks = (office: Office): TaskSource => ({
  figure: deskFigures.lateTasks,
  of: async (actor, now) => {
    const { rules } = await contextAt(office.db, now)
    return (await deskOf(office.db, actor, now, rules.number('warn.daysBeforeDue'), cap + 1)).map(rowOf)
  },
})

function rowOf(t: Task): TaskRow {
  return {
    key: keyOf(t.kind, t.id),
    kind: kinds[t.kind],
    id: t.id,
    title: t.title,
    words: '',
    place: t.place,
    code: '',
    due: t.countsOn === null ? null : endOfDay(t.countsOn).toISOString(),
    lamp: t.lamp,
    missed: false,
    state: t.stepName,
    service: '',
    power: '',
    who: '',
    mine: false,
    more: [
      t.title.includes(t.item) ? '' : t.item,
      t.returned ? '退回修改' : '',
      t.kind === 'question' ? (questions[t.step] ?? '') : '',
      t.countsOn === t.publicBy && t.dueOn !== null && t.dueOn !== t.publicBy ? `这一步到 ${sayDay(t.dueOn)}` : '',
    ]
      .filter((s) => s !== '')
      .join('，'),
    verb: t.kind === 'step' ? (verbs[t.step] ?? '去办理') : t.stepName,
    open: openOf(t),
    deeds: t.kind === 'step' && t.step === 'published' ? ['file'] : [],
  }
}

function openOf(t: Task): TaskRow['open'] {
  if (t.screen) return { to: t.screen }
  if (t.kind === 'question') return { to: `/questions?id=${t.id}` }
  return t.kind === 'step' ? { to: `/notices/${t.id}` } : { draft: t.id }
}
