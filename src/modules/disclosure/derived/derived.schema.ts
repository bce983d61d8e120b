/** Which items the platform makes from its own records. */

/**
 * The catalogue's `derived` names for which the platform has records of each month. Items with another name (of rooms
 * that a county does not have yet) are owed and made by hand like any other.
 */
export const selfMadeKinds = ['reviewOpinions', 'objectionReplies'] as const
export type SelfMadeKind = (typeof selfMadeKinds)[number]

/**
 * A standing item that follows the county's list of powers: made when a place goes live, and anew when the list
 * changes.
 */
export const powerListKind = 'powerList'

type Made = { derived: string | null; frequency: string }

export const isMonthly = (definition: Made): boolean =>
  (selfMadeKinds as readonly (string | null)[]).includes(definition.derived)
export const isPowerList = (definition: Made): boolean =>
  definition.derived === powerListKind && definition.frequency === 'standing'
export const isSelfMade = (definition: Made): boolean => isMonthly(definition) || isPowerList(definition)
