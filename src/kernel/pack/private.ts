/** What a pack says is public, so it passes the guard that the console asks: the two roads are one. */
import { personalIn } from '../guard/index.ts'
import type { Fault } from './fault.ts'

/** Adds a fault where a text of the pack holds what must never be published. */
export function refusePrivate(faults: Fault[], file: string, line: number, field: string, text: string): void {
  const say = personalIn(text)
  if (say !== undefined) faults.push({ file, line, field, say, remedy: '县包里写的，村民都看得到。' })
}
