/**
 * The word for the whole that the site is about, 县 or 市 (kernel/site/whole.ts says which it is). The one home of it in
 * the console, as `frame.is` is on the villagers' pages; test/wholeWords.test.ts finds a text that means the whole and
 * does not ask here.
 */
import type { Whole } from '../kernel/site/whole.ts'

let is: Whole = '县'

/** As the server says who is signed in (`/api/me`). */
export function holdWhole(root: Whole): void {
  is = root
}

/** The words by which a county's site means the whole; 县 in a law's name or in 县级 means none. */
const words = /(?<=[本全])县|县(?=里|管理员|级设置)/g

/** A text that means the whole and says it as of a county: 本县, 县里, 全县, 县管理员. Of a city it says 市. */
export const ofWhole = (text: string): string => (is === '县' ? text : text.replace(words, is))
