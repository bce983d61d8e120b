/**
 * A text without the marks that a page or a forum would not show: "138<br>0013", "138[b]0013[/b]", "138<!-- -->0013".
 */
import { rewritten } from './disguise.ts'
import type { Folded } from './fold.ts'

const tags =
  /<!--[^>]{0,200}-->|<\/?([A-Za-z][A-Za-z0-9:-]{0,30})(?:[\s/][^<>]{0,300})?>|\[\/?[A-Za-z]{1,10}(?:=[^\]\n]{0,60})?\]/g
/** What stands in cells and lines of its own is a row of figures, not the groups of one number. */
const apart = /^(?:td|th|tr|li|dt|dd|option)$/i

export function untagged(original: string): Folded | undefined {
  if (!/[<[]/.test(original)) return undefined
  const plain = { text: original, at: [...Array(original.length + 1).keys()] }
  return rewritten(plain, tags, ([, name]) => (apart.test(name ?? '') ? ' | ' : ''))
}
