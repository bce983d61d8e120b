/**
 * How a file is named on its way out (RFC 6266): plain where the name is plain, else in UTF-8, with a plain one beside
 * it where given.
 */
const named = (name: string, plain?: string): string =>
  /^[\w.+-]+$/.test(name)
    ? `filename="${name}"`
    : `${plain === undefined ? '' : `filename="${plain}"; `}filename*=UTF-8''${encodeURIComponent(name)}`

/** Kept as a file by whoever asks for it. */
export const asAttachment = (name: string, plain?: string): string => `attachment; ${named(name, plain)}`

/** Shown in the page, and kept under this name. */
export const asInline = (name: string, plain?: string): string => `inline; ${named(name, plain)}`
