/**
 * One deed done to several things at once: each in a transaction of its own, so that what one of them refuses leaves
 * the others done, and whoever pressed reads of each what came of it.
 */
import { UserError } from '../../platform/errors.ts'

/** `say`: why it was not done, in words. */
export type EachDone = { id: string; done: boolean; say: string }

/** As many at once: the rest is sent after them. */
export const atOnce = 50

/** One after the other; anything but a refusal in words goes on as the fault it is. */
export async function each(ids: readonly string[], job: (id: string) => Promise<unknown>): Promise<EachDone[]> {
  const results: EachDone[] = []
  for (const id of new Set(ids)) {
    try {
      await job(id)
      results.push({ id, done: true, say: '' })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      results.push({ id, done: false, say: error.message })
    }
  }
  return results
}
