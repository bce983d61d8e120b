/**
 * Names in words that everybody will read are asked about, whichever screen sends them: the answer 422 with names opens
 * one question over the screen (parts/NamesAsked.tsx); who looks at them and agrees has the same request sent again,
 * whoever goes back has lost nothing.
 */
type Ask = (names: readonly string[]) => Promise<boolean>

let person: Ask | undefined
/** Who asks the person: the console's shell. */
export function asksAboutNames(ask: Ask): void {
  person = ask
}

/** As kernel/residents/publicWords.ts reads it. */
const agreedHeader = 'sunlit-agreed-names'

/**
 * The headers with which a request is sent again, once the person has looked at the names that its refusal holds;
 * nothing where they go back.
 */
export async function agreeing(answer: Response, sent: HeadersInit | undefined): Promise<Headers | undefined> {
  if (answer.status !== 422 || person === undefined) return undefined
  const names = await namesIn(answer.clone())
  if (names.length === 0 || !(await person(names))) return undefined
  const headers = new Headers(sent)
  const before = headers.get(agreedHeader)
  headers.set(agreedHeader, [...(before ? [before] : []), ...names.map(encodeURIComponent)].join(','))
  return headers
}

async function namesIn(answer: Response): Promise<string[]> {
  const told = (await answer.json().catch(() => ({}))) as { details?: { names?: unknown } }
  const names = told.details?.names
  return Array.isArray(names) ? names.filter((n): n is string => typeof n === 'string') : []
}
