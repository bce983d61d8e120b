/** What the visitor's own browser checked. `ok: null`: it could not be checked here, and `label` says why. */
export type Step = { ok: boolean | null; label: string }
