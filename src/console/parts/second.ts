/** The fields for the second of two persons who sign a change together, and what they give to the server. */
import type { Field } from './FormDialog.tsx'

/**
 * `who`: the label of the user name; `hint`: when it is asked for. Where it is `optional`, the server says whether it
 * is needed.
 */
export const secondFields = (who: string, hint?: string, optional = false): Field[] => [
  { key: 'second', label: who, ...(hint ? { hint } : {}), optional, max: 60 },
  { key: 'secondPassword', label: '另一位的密码', type: 'password', optional, max: 128 },
  { key: 'secondCode', label: '另一位的动态码', hint: '设了才填', optional: true, max: 7 },
]

/** What the fields hold; undefined where nobody was named. */
export const secondOf = (v: Record<string, string>) =>
  v.second
    ? { username: v.second, password: v.secondPassword ?? '', ...(v.secondCode ? { code: v.secondCode } : {}) }
    : undefined
