/** Two people edited the same service. */
import { merged } from '../../../kernel/versions/merge.ts'
import type { Service } from './services.schema.ts'

export function mergedService(
  base: Service,
  mine: Service,
  theirs: Service,
): { service: Service; both: (keyof Service)[] } {
  const { whole, both } = merged(base, mine, theirs)
  return { service: whole, both }
}
