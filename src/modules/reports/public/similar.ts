/** Pieces of a text by which similar reports are found. */
import { tokensOf } from '../../../platform/search.ts'

const tellsNothing = new Set(['为什么', '什么时候', '怎么办', '怎么样', '没有人', '是不是', '能不能', '不知道', '希望能', '村里的'])

/** LIKE patterns of the words of three characters and more in what is being told, at most five; none where it says too little. */
export function similarWords(text: string): string[] {
  const words = [...tokensOf(text.slice(0, 500))].filter((w) => [...w].length >= 3 && /^\p{Script=Han}+$/u.test(w) && !tellsNothing.has(w))
  return words.slice(0, 5).map((w) => `%${w}%`)
}
