/**
 * Names in words that everybody will read are asked about, whichever screen sends them: the answer 422 with names opens one question over
 * the screen (parts/NamesAsked.tsx); who looks at them and agrees has the same request sent again, whoever goes back has lost nothing.
 */
import { afterRefusal } from './overtaken.ts'

type Ask = (names: readonly string[]) => Promise<boolean>

let person: Ask | undefined
/** Who asks the person: the console's shell. */
export function asksAboutNames(ask: Ask): void {
  person = ask
}

/** As kernel/residents/publicWords.ts reads it. */
const agreedHeader = 'sunlit-agreed-names'

/** `fetch` for the rooms' clients; it also hears where somebody else was faster. */
export const askingNames: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init)
  await afterRefusal(answer, init?.method)
  if (answer.status !== 422 || person === undefined) return answer
  const names = await namesIn(answer.clone())
  if (names.length === 0 || !(await person(names))) return answer
  const headers = new Headers(init?.headers)
  const before = headers.get(agreedHeader)
  headers.set(agreedHeader, [...(before ? [before] : []), ...names.map(encodeURIComponent)].join(','))
  return askingNames(input, { ...init, headers })
}

async function namesIn(answer: Response): Promise<string[]> {
  const told = (await answer.json().catch(() => ({}))) as { details?: { names?: unknown } }
  const names = told.details?.names
  return Array.isArray(names) ? names.filter((n): n is string => typeof n === 'string') : []
}
