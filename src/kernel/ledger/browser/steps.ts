/** What the visitor's own browser checked. `ok: null`: it could not be checked here, and `label` says why. */
export type Step = { ok: boolean | null; label: string }

/** "✓ 内容与公开时一字不差。": a step as every page shows it. */
export const sayStep = ({ ok, label }: Step): string => `${ok === true ? '✓' : ok === false ? '✗' : '－'} ${label}`
