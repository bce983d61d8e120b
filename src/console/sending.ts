/**
 * How every screen's requests go to the server: a refusal is heard once, here, whichever screen or dialog has sent it.
 */
import { agreeing } from './names.ts'
import { afterRefusal } from './overtaken.ts'

/** Asked for before the screen that wants it was there; taken once, and not when it has grown old. */
const ahead = new Map<string, { answer: Promise<Response>; until: number }>()
const keptMs = 10_000

/** Sends for what a screen will ask in a moment. */
export function askAhead(url: string): void {
  const answer = fetch(url)
  answer.catch(() => ahead.delete(url))
  ahead.set(url, { answer, until: performance.now() + keptMs })
}

function askedAhead(input: RequestInfo | URL, method = 'GET'): Promise<Response> | undefined {
  const url = typeof input === 'string' ? input : ''
  const found = method === 'GET' ? ahead.get(url) : undefined
  ahead.delete(url)
  return found && performance.now() < found.until ? found.answer : undefined
}

/** `fetch` for the rooms' clients. */
export const sending: typeof fetch = async (input, init) => {
  const answer = await (askedAhead(input, init?.method) ?? fetch(input, init))
  await afterRefusal(answer, init?.method)
  const agreed = await agreeing(answer, init?.headers)
  return agreed ? sending(input, { ...init, headers: agreed }) : answer
}
