/** What an import did, per kind of thing, for the summary that a person reads. */

/**
 * `which`: names of what was added, changed or ended, in the order of the pack. `ended`: no longer in the pack, out of
 * force from next month.
 */
export type Change = { what: string; added: number; changed: number; ended: number; same: number; which: string[] }
export type Touched = { added: boolean; name: string }

export function changeOf(
  what: string,
  total: number,
  touched: readonly Touched[],
  ended: readonly string[] = [],
): Change {
  const added = touched.filter((t) => t.added).length
  return {
    what,
    added,
    changed: touched.length - added,
    ended: ended.length,
    same: total - touched.length,
    which: [...touched.map((t) => t.name), ...ended],
  }
}

/** Whether an import touched anything at all. */
export function anyChange(changes: readonly Change[]): boolean {
  return changes.some((c) => c.added + c.changed + c.ended > 0)
}
