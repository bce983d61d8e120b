/** Two people edited the same service: what only one of them changed is taken, what both changed stays as mine and is named. */
import type { Service } from './services.schema.ts'

/** `base`: what both began with. `both`: the parts that both changed, and differently. */
export function mergedService(base: Service, mine: Service, theirs: Service): { service: Service; both: (keyof Service)[] } {
  const parts = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])] as (keyof Service)[]
  const untouched = parts.filter((part) => same(base[part], mine[part]))
  const service = Object.fromEntries(parts.map((part) => [part, untouched.includes(part) ? theirs[part] : mine[part]]).filter(([, value]) => value !== undefined)) as unknown as Service
  return { service, both: parts.filter((part) => !untouched.includes(part) && !same(base[part], theirs[part]) && !same(mine[part], theirs[part])) }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
