/**
 * Two people edited the same thing: what only one of them changed is taken, what both changed stays as mine and is
 * named.
 */

/** `base`: what both began with. `both`: the parts that both changed, and differently. */
export function merged<T extends object>(base: T, mine: T, theirs: T): { whole: T; both: (keyof T)[] } {
  const parts = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])] as (keyof T)[]
  const untouched = parts.filter((part) => same(base[part], mine[part]))
  const whole = Object.fromEntries(
    parts
      .map((part) => [part, untouched.includes(part) ? theirs[part] : mine[part]])
      .filter(([, value]) => value !== undefined),
  ) as T
  return {
    whole,
    both: parts.filter(
      (part) => !untouched.includes(part) && !same(base[part], theirs[part]) && !same(mine[part], theirs[part]),
    ),
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
