/**
 * The one place that says who may do what outside a case's own steps. Steps of cases carry their functions in the
 * procedure.
 */
import { holds, type Actor, type Post } from './actor.ts'
import { postFunctions, type PostFunction } from './functions.ts'

/**
 * Whoever takes accusations in for the discipline office does nothing else here; a post that is only named does
 * nothing at all.
 */
export const everyPost: readonly PostFunction[] = postFunctions.filter(
  (f) => f !== 'discipline_officer' && f !== 'named',
)
export const officeUp: readonly PostFunction[] = [
  'township_clerk',
  'township_leader',
  'township_discipline',
  'station_clerk',
  'liaison',
  'bureau_clerk',
  'bureau_leader',
  'inspector',
  'county_admin',
  'command_room',
]

/** Those through whose hands reports of villagers go. */
export const handlers: readonly PostFunction[] = everyPost.filter(
  (f) => f !== 'reviewer' && f !== 'inspector' && f !== 'collective_drafter',
)

/**
 * Names of permissions: each room adds its own beside its table (`declare module`), so that a misspelt one does not
 * compile.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the rooms
export interface Permissions {}
export type Permission = keyof Permissions

/**
 * Who may, by function; `overCounty`: a bureau over the whole county it belongs to, everything else only at one's own
 * place; `atTop`: what holds for all places: not by posts of one county of a city, which would set the others' rules.
 */
export type PermissionTable = Readonly<
  Record<string, readonly PostFunction[] | { by: readonly PostFunction[]; overCounty?: true; atTop?: true }>
>

type Who = { by: readonly PostFunction[]; overCounty: boolean; atTop: boolean }
let table = new Map<string, Who>()

/** The rooms' tables put together (kernel/room.ts); the rights matrix is made from it. */
export function holdPermissions(all: PermissionTable): void {
  table = new Map(
    Object.entries(all).map(([name, of]) => [
      name,
      { overCounty: false, atTop: false, ...('by' in of ? of : { by: of }) },
    ]),
  )
}

/** Every permission with the functions that have it. */
export const allPermissions = (): [Permission, readonly PostFunction[]][] =>
  [...table].map(([name, { by }]) => [name as Permission, by])

/** The functions that have a permission. */
export const functionsOf = (permission: Permission): readonly PostFunction[] => ruleOf(permission).by

function ruleOf(permission: Permission): Who {
  const rule = table.get(permission)
  if (!rule) throw new Error(`no room declares the permission ${permission}`)
  return rule
}

/**
 * The post through which a person may do this at a place (`path`), or `undefined`. Without a path: through any post.
 */
export function postFor(actor: Actor, permission: Permission, path?: string): Post | undefined {
  const { by, overCounty, atTop } = ruleOf(permission)
  return actor.posts.find(
    (p) =>
      !(atTop && isBelowCity(p)) &&
      by.includes(p.function) &&
      (path === undefined || holds(overCounty ? scopeOf(p) : p.path, path)),
  )
}

/** A county that lies in a city of several: what holds for all of them is the city's. */
const isBelowCity = (post: Post) => post.level === 'county' && post.path.indexOf('.') < post.path.length - 1

/** The path of the subtree a post sees: a bureau looks over the county it belongs to. */
export function scopeOf(post: Post): string {
  return post.level === 'bureau' ? post.path.slice(0, post.path.slice(0, -1).lastIndexOf('.') + 1) : post.path
}

/** The widest subtree that a person sees through any post. */
export function widestScope(actor: Actor): string {
  return actor.posts.map(scopeOf).sort((a, b) => a.length - b.length)[0] ?? '!'
}

/** Those through whose hands a notice goes, or who inspect them: they see internal columns. */
const readers: readonly PostFunction[] = [
  'drafter',
  'collective_drafter',
  'reviewer',
  'signer',
  'director',
  'township_clerk',
  'township_leader',
  'township_discipline',
  'station_clerk',
  'liaison',
  'inspector',
  'county_admin',
  'bureau_clerk',
  'bureau_leader',
]

/**
 * How much of a notice's papers a person sees: `whole` with internal columns for the hands it goes through, `public`
 * for the bureau that guides its item (`dept`: the bureau's code) over other places, nothing for everybody else.
 */
export function readingOf(actor: Actor, path: string, dept: string): 'whole' | 'public' | undefined {
  if (actor.posts.some((p) => readers.includes(p.function) && holds(p.path, path))) return 'whole'
  return actor.posts.some((p) => p.level === 'bureau' && p.regionCode === `B-${dept}` && holds(scopeOf(p), path))
    ? 'public'
    : undefined
}
