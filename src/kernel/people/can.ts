/** The one place that says who may do what outside a case's own steps. Steps of cases carry their functions in the procedure. */
import { holds, type Actor, type Post } from './actor.ts'
import { postFunctions, type PostFunction } from './functions.ts'

/** Whoever takes accusations in for the discipline office does nothing else here. */
const everyPost: readonly PostFunction[] = postFunctions.filter((f) => f !== 'discipline_officer')
const officeUp: readonly PostFunction[] = [
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
const handlers: readonly PostFunction[] = postFunctions.filter(
  (f) => f !== 'reviewer' && f !== 'inspector' && f !== 'discipline_officer',
)

/** Permissions × functions. `inspector` sees all and changes nothing. A route names one permission; the rights matrix is made from this table. */
export const permissions = {
  'desk.see': postFunctions,
  'place.see': everyPost,
  'draft.write': ['drafter', 'township_clerk', 'bureau_clerk'],
  'notice.withdraw': ['signer', 'township_leader', 'bureau_leader', 'county_admin'],
  'notice.takedown': ['county_admin'],
  'paper.record': ['drafter', 'township_clerk', 'liaison'],
  'question.review': ['drafter', 'signer', 'township_clerk', 'bureau_clerk', 'county_admin'],
  'question.answer': ['drafter', 'signer', 'director', 'township_clerk', 'bureau_clerk', 'county_admin'],
  'event.report': ['drafter', 'director', 'signer', 'township_clerk', 'bureau_clerk'],
  'coverage.see': everyPost,
  urge: ['township_clerk', 'township_leader', 'liaison', 'bureau_clerk', 'bureau_leader', 'county_admin'],
  'notice.remark': ['bureau_clerk', 'bureau_leader'],
  'correction.demand': ['township_clerk', 'township_leader', 'county_admin'],
  'card.lift': ['township_leader', 'county_admin'],
  'catalogue.see': everyPost,
  'catalogue.edit': ['county_admin'],
  'people.see': everyPost,
  'people.edit': ['township_clerk', 'county_admin'],
  'account.reset': ['township_clerk', 'county_admin'],
  'settings.edit': ['county_admin'],
  'calendar.edit': ['county_admin'],
  'audit.see': ['inspector', 'county_admin'],
  'import.run': ['county_admin'],
  'region.edit': ['county_admin'],
  'archive.see': everyPost,
  'archive.run': ['drafter', 'township_clerk', 'county_admin'],
  'onboarding.see': officeUp,
  'report.see': postFunctions,
  /** Accusations, sealed to the discipline office's key (CAUTIONS 5). */
  'accusation.read': ['discipline_officer'],
  'report.handle': handlers,
  'report.enter': [
    'responder',
    'grid_leader',
    'agent',
    'director',
    'drafter',
    'liaison',
    'station_clerk',
    'township_clerk',
    'command_room',
    'bureau_clerk',
    'county_admin',
  ],
  'report.extend': ['director', 'signer', 'township_leader', 'bureau_leader', 'county_admin'],
  /** Applications for services: whoever may have one in hand or be asked about it. */
  'application.see': everyPost,
  'application.handle': handlers,
  'application.file': ['agent', 'drafter', 'director', 'grid_leader', 'responder'],
  'application.oversee': [
    'liaison',
    'station_clerk',
    'township_clerk',
    'township_leader',
    'bureau_clerk',
    'bureau_leader',
    'inspector',
    'county_admin',
    'command_room',
  ],
  'copy.see': ['bureau_clerk', 'bureau_leader', 'station_clerk'],
  'report.oversee': [
    'liaison',
    'township_clerk',
    'township_leader',
    'township_discipline',
    'command_room',
    'bureau_leader',
    'inspector',
    'county_admin',
  ],
  'report.order': ['township_leader', 'command_room', 'county_admin'],
  'report.callback': ['liaison', 'township_clerk', 'township_leader', 'command_room', 'county_admin'],
  'report.mediate': [
    'director',
    'signer',
    'grid_leader',
    'liaison',
    'station_clerk',
    'township_clerk',
    'command_room',
    'county_admin',
  ],
  'report.export': ['township_clerk', 'township_leader', 'command_room', 'county_admin'],
  'resident.see': ['drafter', 'director', 'signer', 'agent'],
  'resident.edit': ['drafter', 'agent'],
  'resident.accompany': ['agent'],
  'resident.import': ['county_admin'],
  'message.see': ['county_admin'],
  'message.edit': ['county_admin'],
  'address.edit': ['township_clerk', 'county_admin'],
  'apikey.edit': ['county_admin'],
  'service.edit': ['county_admin'],
  'power.edit': ['county_admin'],
  'power.see': everyPost,
  'power.start': ['drafter', 'director', 'signer', 'agent'],
  'power.handle': [
    'drafter',
    'reviewer',
    'signer',
    'director',
    'agent',
    'township_clerk',
    'township_leader',
    'station_clerk',
    'township_discipline',
    'liaison',
  ],
  /** Sealed papers of runs and seals: those who handle them, and who inspects. */
  'power.look': [
    'drafter',
    'reviewer',
    'signer',
    'director',
    'agent',
    'township_clerk',
    'township_leader',
    'station_clerk',
    'township_discipline',
    'inspector',
  ],
  'seal.ask': ['drafter', 'agent', 'director', 'signer'],
  'hall.edit': ['drafter', 'director', 'agent', 'township_clerk', 'county_admin'],
} as const satisfies Record<string, readonly PostFunction[]>

export type Permission = keyof typeof permissions

/** What bureaux may do over the whole county they belong to; everything else only at their own place. */
const countyWide: ReadonlySet<Permission> = new Set([
  'desk.see',
  'place.see',
  'coverage.see',
  'urge',
  'notice.remark',
  'catalogue.see',
  'people.see',
  'archive.see',
  'onboarding.see',
  'audit.see',
])

/** The post through which a person may do this at a place (`path`), or `undefined`. Without a path: through any post. */
export function postFor(actor: Actor, permission: Permission, path?: string): Post | undefined {
  const allowed: readonly PostFunction[] = permissions[permission]
  return actor.posts.find(
    (p) =>
      allowed.includes(p.function) &&
      (path === undefined || holds(countyWide.has(permission) ? scopeOf(p) : p.path, path)),
  )
}

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
 * How much of a notice's papers a person sees: `whole` with internal columns for the hands it goes through, `public` for the
 * bureau that guides its item (`dept`: the bureau's code) over other places, nothing for everybody else.
 */
export function readingOf(actor: Actor, path: string, dept: string): 'whole' | 'public' | undefined {
  if (actor.posts.some((p) => readers.includes(p.function) && holds(p.path, path))) return 'whole'
  return actor.posts.some((p) => p.level === 'bureau' && p.regionCode === `B-${dept}` && holds(scopeOf(p), path))
    ? 'public'
    : undefined
}
