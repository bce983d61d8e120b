/**
 * Lists that ship with the program (services, powers) offered to a county that begins: what names a bureau, an item, a
 * level or a post that the county's pack does not have is left out, each with its reason. What fits is found by the
 * pack's own check.
 */
import type { Fault, Placed } from './fault.ts'
import { jsonText } from './jsonText.ts'
import type { Pack, PackPart } from './part.ts'

type Named = { code: string; name: string }
/**
 * How a part is offered: its file, the list in it, and by code what its check does not ask (levels, kinds of villages,
 * posts).
 */
export type Offer<Value> = { file: string; list: string; unfit(value: Value, pack: Pack): ReadonlyMap<string, string> }
export type Offered = { text: string; pack: Pack; kept: number; left: { name: string; why: string }[] }

/**
 * `text`: the shipped file. `county`: its name, in place of the invented one. Throws where the shipped file itself is
 * broken.
 */
export function offered(part: PackPart, offer: Offer<unknown>, text: string, pack: Pack, county: string): Offered {
  const whole = JSON.parse(text.replaceAll('晴川县', county)) as Record<string, unknown>
  const left: Offered['left'] = []
  for (;;) {
    const texts = new Map([[offer.file, jsonText(whole)]])
    const faults: Fault[] = []
    const value = part.read(texts, faults)
    const tried = pack.with(part, value)
    const all = whole[offer.list] as Named[]
    const reasons = reasonsBy(all, [...faults, ...(part.check?.(value, tried) ?? [])], offer.list)
    for (const [code, why] of offer.unfit(value, tried)) if (!reasons.has(code)) reasons.set(code, why)
    if (reasons.size === 0) return { text: jsonText(whole), pack: tried, kept: all.length, left }
    left.push(...all.flatMap((e) => (reasons.has(e.code) ? [{ name: e.name, why: reasons.get(e.code)! }] : [])))
    whole[offer.list] = all.filter((e) => !reasons.has(e.code))
  }
}

/** The first thing that is wrong with each entry; what is wrong with none of them would never go away. */
function reasonsBy(all: readonly Named[], faults: readonly Fault[], list: string): Map<string, string> {
  const reasons = new Map<string, string>()
  for (const { field, say } of faults) {
    const entry = all.find((e) => field.startsWith(`${e.code}.`) || field.startsWith(`${list}.${e.code}.`))
    if (!entry) throw new Error(`a shipped list does not fit by itself: ${field} ${say}`)
    if (!reasons.has(entry.code)) reasons.set(entry.code, say.replace(`${entry.name}：`, ''))
  }
  return reasons
}

/** The reasons of a list's entries, for `unfit`. */
export const reasonsFor = <T extends { code: string }>(
  list: readonly Placed<T>[],
  whyNot: (entry: T) => string | undefined,
): Map<string, string> =>
  new Map(
    list.flatMap(({ value }) => {
      const why = whyNot(value)
      return why === undefined ? [] : [[value.code, why]]
    }),
  )
