/** A report's words without who the reporter is: for whoever is asked about it and need not know (信访工作条例 Art. 30). */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { fold } from '../../../kernel/guard/fold.ts'
import { namesTold, redact } from '../../../kernel/guard/index.ts'
import { compoundSurnames } from '../../../kernel/forms/surnames.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'
import { registeredIn } from '../../../kernel/residents/register.ts'

/** Who told it and who joined in, as they left it: names and telephones. */
export type Known = { names: readonly string[]; phones: readonly string[] }
type Contact = { name: string; phone: string }

export async function reportersOf(db: Db | Tx, secret: string, reportId: string): Promise<Known> {
  const report = await first(
    db,
    sql<{ contact: Uint8Array | null }>`SELECT contact FROM reports WHERE id = ${reportId}`,
  )
  const supporters = await rows(
    db,
    sql<{ id: string; contact: Uint8Array }>`
      SELECT id, contact
      FROM report_supporters
      WHERE report_id = ${reportId} AND contact IS NOT NULL`,
  )
  const vault = vaultOf(secret)
  return knownOf([
    ...(report?.contact ? [vault.open<Contact>('contact', reportId, report.contact)] : []),
    ...supporters.map((s) => vault.open<Contact>('contact', s.id, s.contact)),
  ])
}

export const knownOf = (contacts: readonly Partial<Contact>[]): Known => ({
  names: contacts.map((c) => c.name ?? '').filter((name) => name !== ''),
  phones: contacts.map((c) => c.phone ?? '').filter((phone) => phone !== ''),
})

/**
 * What staff or the platform wrote about a case: the reporters' names and telephones go, and any other private number.
 */
export function concealed(text: string, { names, phones }: Known): string {
  const numbers = phones.map((p) => bareOf(p).text.replace(/^86(?=1\d{10}$)/, '')).filter((p) => p.length >= 7)
  return redact(covered(covered(text, numbers, '（号码已隐去）'), names.flatMap(called), '（姓名已隐去）'), hidden)
}

/** What a villager wrote or said: every name in it goes, too, for nobody knows whose it is. */
export async function concealedWords(db: Db | Tx, text: string, regionId: string, known: Known): Promise<string> {
  const plain = concealed(text, known)
  const told = namesTold(plain, await registeredIn(db, regionId, plain)).filter((n) => !n.includes('已隐去'))
  return covered(plain, told, '（姓名已隐去）')
}

/** Where it is stays: that is what others are asked about. */
const hidden = (hit: { kind: string; start: number; end: number }, text: string) =>
  hit.kind === 'address' ? text.slice(hit.start, hit.end) : '（号码已隐去）'

/** How somebody is called: by the whole name, the given name, or the surname with what people put to it (老王, 王大姐). */
function called(name: string): (string | RegExp)[] {
  const letters = [...bareOf(name).text]
  const surname = letters.slice(0, compoundSurnames.has(letters.slice(0, 2).join('')) ? 2 : 1).join('')
  const given = letters.slice([...surname].length).join('')
  if (letters.length < 2) return [new RegExp(`[老小姓阿]${surname}|${surname}(?:某|氏|姓)`, 'gu')]
  return [
    letters.join(''),
    ...([...given].length >= 2 ? [given] : []),
    new RegExp(`[老小姓阿]${surname}|${surname}(?:某|氏|姓|大[爷妈姐哥娘叔婶嫂]|老[师汉]|师傅|先生|女士|同志)`, 'gu'),
  ]
}

/** Letters and figures of a text as a searching eye reads them, each with its place. */
function bareOf(text: string): { text: string; at: number[] } {
  const { text: folded, at } = fold(text, true)
  const kept = [...folded.split('').keys()].filter((i) => /[\p{L}\p{N}]/u.test(folded[i]!))
  return { text: kept.map((i) => folded[i]).join(''), at: [...kept.map((i) => at[i]!), text.length] }
}

/** The text with everything that is wanted put as `put`, however it is spaced and written. */
function covered(text: string, wanted: readonly (string | RegExp)[], put: string): string {
  if (wanted.length === 0) return text
  const bare = bareOf(text)
  const hits = wanted
    .flatMap((w) =>
      [...bare.text.matchAll(typeof w === 'string' ? new RegExp(literal(bareOf(w).text), 'gu') : w)].map((m) => ({
        from: bare.at[m.index]!,
        to: endOf(text, bare.at[m.index + m[0].length - 1]!),
      })),
    )
    .filter((h) => h.to > h.from)
    .sort((a, b) => a.from - b.from || b.to - a.to)
  let result = ''
  let from = 0
  for (const hit of hits) {
    if (hit.from < from) continue
    result += text.slice(from, hit.from) + put
    from = hit.to
  }
  return result + text.slice(from)
}

const endOf = (text: string, at: number) => at + String.fromCodePoint(text.codePointAt(at)!).length
const literal = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
