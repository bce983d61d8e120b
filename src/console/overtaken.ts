/**
 * Somebody else was faster. Whatever is on the screen is read anew before the person is told, so that the next press is
 * made from what is so now; parts/Overtaken.tsx does it, for every screen and dialog alike.
 */
type Hear = (say: string) => Promise<unknown>

let hear: Hear | undefined
/** Who reads the screen anew: the console's shell. `say`: the server's sentence. Returns what ends it. */
export function hearOvertaken(hears: Hear): () => void {
  hear = hears
  return () => {
    hear = undefined
  }
}

/** What is not there any more, not in these hands any more, or not as it was. */
const refusals: readonly number[] = [403, 404, 409]

/**
 * Waits until the screen is read anew where this answer refuses something that would have changed it; a reading changes
 * nothing.
 */
export async function afterRefusal(answer: Response, method: string | undefined): Promise<void> {
  if (hear === undefined || !refusals.includes(answer.status) || (method ?? 'GET').toUpperCase() === 'GET') return
  const told = (await answer
    .clone()
    .json()
    .catch(() => ({}))) as { message?: string }
  await hear(told.message ?? '')
}
