/**
 * What belongs to the village's collective organisation (经联社): the catalogue says who publishes an item, and the
 * collective's own officers draft those and no other. The console reads this file too.
 */
import { committeeWords, type PostFunction } from '../../../kernel/people/functions.ts'

/** Drafts for the collective alone. */
export const collectiveDrafter = 'collective_drafter' satisfies PostFunction

/** What a collective organisation is called, within a longer name too (股份经济合作社). */
export const collectiveNames: readonly string[] = committeeWords.collectiveOrganisation

/** Of an item of the catalogue. */
type Published = { publisher: string }

/** Whether an item is published by the village's collective organisation. */
export const isOfCollective = ({ publisher }: Published): boolean =>
  collectiveNames.some((name) => publisher.includes(name))

/** The functions that draft an item at its place. */
export const draftersOf = (item: Published): readonly PostFunction[] =>
  isOfCollective(item) ? ['drafter', collectiveDrafter] : ['drafter']

/**
 * The posts through which somebody may act on an item: an officer of the collective has no hand in what is the
 * village's.
 */
export const postsFor = <P extends { function: string }>(posts: readonly P[], item: Published): P[] =>
  posts.filter((p) => p.function !== collectiveDrafter || isOfCollective(item))
