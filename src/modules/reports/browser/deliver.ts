/** How a report leaves the phone: with its words as a plain form, and what the server asks before it takes it. */
import type { Outcome as AnyOutcome, Sending, Told as AnyTold } from '../../../kernel/site/outbox/deliver.ts'
import { drafts, type Draft } from './drafts.ts'

export type Told = AnyTold & {
  urgent: string[]
  similar: { code: string; title: string; supporters: number }[]
  /** One of the cadres is named in what is no complaint about a person. */
  named: boolean
  /** Which numbers of people's papers and cards stand in the text, in words; '' for none. */
  numbers: string
  /** The questions asked so far, as the form sends them back. */
  asked: string
}
export type Outcome = AnyOutcome<Told>

export const reports: Sending<Draft, Told> = {
  name: 'report',
  drafts,
  metadata: () => ({}),
  body: (draft, altcha) =>
    new URLSearchParams({ ...draft.fields, key: draft.key, ...(altcha === undefined ? {} : { altcha }) }),
  emptied: (draft) => ({ ...draft, fields: {} }),
  told: (errors, { urgent, similar, named, numbers, asked }) => ({
    errors,
    urgent: urgent ?? [],
    similar: similar ?? [],
    named: named ?? false,
    numbers: numbers ?? '',
    asked: asked ?? '',
  }),
  fieldOf: () => 'files',
}
