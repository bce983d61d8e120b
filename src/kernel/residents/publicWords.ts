/**
 * The one home of words that staff write and everybody will read (answers, reasons, titles of events, steps of a run):
 * nothing personal gets out, and a name in them is asked about, whoever wrote it there (CAUTIONS 7). Whoever holds a
 * post over the place is public already.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Db, Tx } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import { namesTold, refusePersonal, writtenAs } from '../guard/index.ts'
import { holdersOver } from '../people/holdersOver.ts'
import { registeredIn } from './register.ts'

/**
 * The names that the person at this request has looked at. Nothing: our own work, where nobody sits who could be asked.
 */
export const agreedNames = new AsyncLocalStorage<ReadonlySet<string>>()
/** Carries them: names in percent-encoding with commas between. A name must not stand in an address. */
export const agreedHeader = 'sunlit-agreed-names'
const mostAgreed = 50

export function readAgreed(header: string | undefined): ReadonlySet<string> {
  const names = (header ?? '').split(',', mostAgreed).map((part) => {
    try {
      return decodeURIComponent(part).trim()
    } catch {
      return ''
    }
  })
  return new Set(names.filter((name) => name !== ''))
}

type Words = Readonly<Record<string, string | undefined>>
/**
 * `known`: who is in the matter (reporter, asker), however they are called; `agreed`: looked at in the form itself;
 * `cells`: answers of a form ("应到 12 人"), which are no sentences: in them only people of the register are known as
 * such.
 */
type More = { known?: Iterable<string> | undefined; agreed?: Iterable<string> | undefined; cells?: Words }

/**
 * Words about this place that are about to be public, by their field. 422 for what must never be shown; 422 with
 * `details.names` for names that nobody has looked at: the sender repeats it with them in the header.
 */
export async function askBeforePublic(db: Db | Tx, regionId: string, words: Words, more: More = {}): Promise<void> {
  const all: Words = { ...words, ...more.cells }
  for (const [field, text] of Object.entries(all)) refusePersonal(text, field)
  const here = agreedNames.getStore()
  if (here === undefined && more.agreed === undefined) return
  const agreed = new Set([...(here ?? []), ...(more.agreed ?? [])])
  const [text, cells] = [joined(words), joined(more.cells ?? {})]
  if (text === '' && cells === '') return
  const involved = [...(more.known ?? [])]
  const known = [...(await registeredIn(db, regionId, `${text}\n${cells}`)), ...involved]
  const told = [
    ...new Set([
      ...namesTold(text, known),
      ...known.flatMap((n) => (n.length >= 2 ? (writtenAs(cells, n) ?? []) : [])),
    ]),
  ]
  const unseen = told.filter((name) => !agreed.has(name))
  if (unseen.length === 0) return
  const holders = await holdersOver(db, regionId, unseen)
  const names = unseen.filter((name) => involved.includes(name) || !holders.has(name))
  if (names.length === 0) return
  const field = Object.keys(all).find((key) => names.some((name) => all[key]?.includes(name)))
  throw invalid(
    `里面有${names.map((n) => `“${n}”`).join('、')}，像人的姓名。请改成“某村民”一类的说法；不是姓名，或者本人同意公开的，请再按一次，逐个勾选。`,
    { field, names },
  )
}

const joined = (words: Words) =>
  Object.values(words)
    .filter((text) => text !== undefined && text !== '')
    .join('\n')
