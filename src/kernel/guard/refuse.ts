/** Short texts that the public will read (reasons, opinions, titles, places) pass the same guard as a draft. */
import { invalid } from '../../platform/errors.ts'
import { guardText } from './guard.ts'

/** Throws 422 with the guard's sentence when a text holds what must never be published. */
export function refusePersonal(text: string | undefined, field: string): void {
  const found = guardText(text ?? '').find((f) => f.severity === 'refuse')
  if (found) throw invalid(`${found.say}这段文字村民看得到。`, { field })
}
