/** A place and a post in one phrase, as people say it: 柳湾村党组织书记, 清溪镇分管领导; not 柳湾村村党组织书记. Pure. */

/** What a post begins with says again what the place ends with; words that only begin so (村务, 村民, 市场) stay. */
const twice: readonly [place: RegExp, post: RegExp][] = [
  [/组$/, /^(?:村民)?小组(?=.)/],
  [/村$/, /^村(?![务民])(?=.)/],
  [/(?:镇|乡|街道)$/, /^乡镇(?=.)|^(?:镇|乡|街道)(?![村民])(?=.)/],
  [/[县旗]$/, /^[县旗](?=.)/],
  [/区$/, /^[县区](?!域)(?=.)/],
  [/市$/, /^(?:市(?![场政民])|县(?!域))(?=.)/],
  [/[局委办部院会]$|中心$/, /^部门(?=.)/],
]

/** `place`: its name; `post`: what the post is called. One of them may be empty. */
export function postAt(place: string | null | undefined, post: string | null | undefined): string {
  const rule = twice.find(([ends]) => ends.test(place ?? ''))
  return `${place ?? ''}${rule ? (post ?? '').replace(rule[1], '') : (post ?? '')}`
}

/** A post of somebody, by the names of place and post. */
export type Held = { place: string; post: string }

/** "柳湾村党组织书记、柳湾村第一责任人" */
export const sayHeld = (held: readonly Held[]): string => held.map((h) => postAt(h.place, h.post)).join('、')

const most = 3

/** Of several posts that may do something the first few, and that there are more: 村务公开专职人员, 网格员, 村民委员会主任等. */
export const fewPosts = (posts: readonly string[]): string[] =>
  posts.length > most ? [...posts.slice(0, most - 1), `${posts[most - 1]}等`] : [...posts]
