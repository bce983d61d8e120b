/** What came of one thing that was due, in the words of the table. */
export function stateOf(r: { published_on: string | null; due_on: string; nothing: boolean }, day: string): string {
  if (r.published_on === null) return r.due_on < day ? '逾期没公开' : '还没到期'
  if (r.nothing) return '本期无内容'
  return r.published_on > r.due_on ? '晚了才公开' : '按时公开'
}
