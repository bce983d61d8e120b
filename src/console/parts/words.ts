/** Where a person writes words that would be a pity to lose: no tick, no secret, no file, nothing to search by. */
export type Box = HTMLInputElement | HTMLTextAreaElement

export const isWords = (at: EventTarget | null): at is Box =>
  at instanceof HTMLTextAreaElement ||
  (at instanceof HTMLInputElement && !['checkbox', 'radio', 'password', 'file', 'search', 'hidden'].includes(at.type))
