/** What a post may do: a closed union; a county's posts are rows that map to one of these. */
import type { Level } from '../regions/levels.ts'

export const postFunctions = [
  'drafter',
  'collective_drafter',
  'reviewer',
  'signer',
  'director',
  'agent',
  'responder',
  'grid_leader',
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
  'discipline_officer',
  'named',
] as const
export type PostFunction = (typeof postFunctions)[number]

/** Functions whose reach is the whole county, where two persons together say who holds them: at no place below it. */
const ofWholeCounty: readonly PostFunction[] = ['inspector', 'county_admin', 'command_room', 'discipline_officer']

/** Whether a post of this level may have the function; one home for the console and the packs. */
export const fitsLevel = (f: PostFunction, level: Level): boolean =>
  !ofWholeCounty.includes(f) || level === 'county' || level === 'city'

/** Why it may not. */
export const onlyAbove = '督查、县级管理、指挥室、举报受理只设在县（市）一级，不能设在下面。'

/** Their Chinese words; tables of a county may hold either. */
export const functionWords: Record<PostFunction, readonly string[]> = {
  drafter: ['编制'],
  /**
   * Drafts what the village's collective organisation publishes (the catalogue says what), and nothing of the village's
   * own.
   */
  collective_drafter: ['集体编制'],
  reviewer: ['审查'],
  signer: ['签字把关'],
  director: ['村委会主任'],
  agent: ['代办'],
  responder: ['首接响应'],
  grid_leader: ['网格长'],
  township_clerk: ['乡镇经办', '上传备案'],
  township_leader: ['乡镇领导'],
  township_discipline: ['乡镇纪检'],
  station_clerk: ['站所审核'],
  liaison: ['联村'],
  bureau_clerk: ['部门经办'],
  bureau_leader: ['部门领导'],
  inspector: ['督查'],
  county_admin: ['县级管理'],
  command_room: ['指挥室'],
  discipline_officer: ['举报受理'],
  /** Shown with its duty (第一责任人 and the like), and nothing more: whoever acts holds another post. */
  named: ['只公示'],
}

/** Committees to which a post may belong, with their Chinese words; the law keeps two of them apart (OL Art. 37). */
export const committeeWords = {
  partyBranch: ['村党组织'],
  villageCommittee: ['村民委员会', '村委会'],
  supervisionCommittee: ['村务监督委员会'],
  collectiveOrganisation: ['村集体经济组织', '经联社', '经济联合社', '经济合作社'],
} as const satisfies Record<string, readonly string[]>
export type Committee = keyof typeof committeeWords
