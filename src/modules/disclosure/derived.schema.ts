/** Which items the platform makes from its own records. */

/**
 * The catalogue's `derived` names for which the platform has records. Items with another name (of rooms that a county does not
 * have yet) are owed and made by hand like any other.
 */
export const selfMadeKinds = ['reviewOpinions', 'objectionReplies'] as const
export type SelfMadeKind = (typeof selfMadeKinds)[number]

export const isSelfMade = (definition: { derived: string | null }): boolean => (selfMadeKinds as readonly (string | null)[]).includes(definition.derived)
