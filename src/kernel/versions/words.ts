/** Differences in words, for the histories of whatever is kept in versions. */

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** "收费由“不收费”改为“5 元”"; nothing where both say the same. */
export const sayChanged = (what: string, before: string, after: string): string[] =>
  before === after ? [] : [`${what}由“${before}”改为“${after}”`]

/** "“高龄津贴”改名为“高龄补贴”". */
export const sayRenamed = (before: string, after: string): string[] =>
  before === after ? [] : [`“${before}”改名为“${after}”`]

/** What was added to a list of texts and what is gone, or else that their order changed. */
export function sayListed(what: string, before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((t) => !before.includes(t)).map((t) => `${what}增加“${t}”`)
  const gone = before.filter((t) => !after.includes(t)).map((t) => `${what}去掉“${t}”`)
  const isMoved = added.length === 0 && gone.length === 0 && !isSame(before, after)
  return [...added, ...gone, ...(isMoved ? [`${what}的先后变了`] : [])]
}

/**
 * Things with keys: new ones, what `say` tells of those that stayed, gone ones, and their order. `what`: "步骤", or
 * "增加一步", "去掉一步" as well.
 */
export function sayKeyed<T extends { key: string }>(
  [what, added = `${what}增加`, gone = `${what}去掉`]: readonly [what: string, added?: string, gone?: string],
  before: readonly T[],
  after: readonly T[],
  nameOf: (thing: T) => string,
  say: (before: T, after: T) => readonly string[],
): string[] {
  const old = new Map(before.map((t) => [t.key, t]))
  const now = after.flatMap((t) => (old.has(t.key) ? say(old.get(t.key)!, t) : [`${added}“${nameOf(t)}”`]))
  const left = before.filter((t) => !after.some((x) => x.key === t.key)).map((t) => `${gone}“${nameOf(t)}”`)
  const isMoved = orderOf(before, after) !== orderOf(after, before)
  return [...now, ...left, ...(isMoved ? [`${what}的先后变了`] : [])]
}

/** The keys of a list that stand in the other one too, in its order. */
const orderOf = (list: readonly { key: string }[], other: readonly { key: string }[]): string =>
  list
    .map((t) => t.key)
    .filter((key) => other.some((x) => x.key === key))
    .join()
