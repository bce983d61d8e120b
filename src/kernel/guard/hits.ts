/**
 * What the detectors share: what was found, how grave it is, and what is known about the place where the text stands.
 */

export type FindingKind =
  | 'id'
  | 'idLike'
  | 'oldId'
  | 'passport'
  | 'mobile'
  | 'landline'
  | 'bank'
  | 'creditCode'
  | 'address'
  | 'handle'
  | 'plate'
  | 'header'
  | 'fileName'
  | 'owner'
/** `refuse`: never published. `ask`: published only with a reason. `warn`: told, no more. */
export type Severity = 'refuse' | 'ask' | 'warn'

export interface Hit {
  kind: FindingKind
  severity: Severity
  start: number
  end: number
}

/** What the column's label and template say about the text. */
export interface Hints {
  /** Contract, voucher, asset numbers: look-alikes are expected here. */
  numbers?: boolean
  /** Office and hotline numbers are allowed; a mobile must be a work phone. */
  officePhone?: boolean
  /** Landlines alone are allowed: a public phone column that does not say whose phone it is. */
  landline?: boolean
  /** The place of a plot or building, not a home. */
  site?: boolean
  /** Credit codes of organisations belong here. */
  creditCode?: boolean
  idColumn?: boolean
  accountColumn?: boolean
}
