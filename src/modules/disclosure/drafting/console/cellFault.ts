/** A problem said beside its cell: without row and column name, and without the list that the cell itself offers. */
export function shortSay(say: string): string {
  return say.replace(/^(第 \d+ 行)?「[^」]*」/, '').replace(/，请从这些里选一个：.*$/, '，请重新选一个。')
}
