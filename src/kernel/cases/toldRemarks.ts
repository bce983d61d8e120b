/**
 * Remarks on a report that the reporter may read, by action; the others are between offices. Whoever writes one is told
 * who reads it.
 */
export const toldRemarks: ReadonlySet<string> = new Set(['suspend', 'resume', 'extend', 'decline', 'again', 'reopen'])
