/**
 * Applications on this phone, and how one leaves it: its papers first, then the form as the page itself would post it.
 */
import type { Sending, Told } from '../../../../kernel/site/outbox/deliver.ts'
import { draftsOf, type Draft, type DraftFile } from '../../../../kernel/site/outbox/drafts.ts'

/** `slot`: the name of its field, of the form or `paper.KEY`. */
export type Paper = DraftFile & { slot: string }
export type Application = Omit<Draft, 'files'> & {
  files: Paper[]
  /** Of the page: whose drafts may be shown; '' where nobody is known. */
  who: string
  /** In the order of the page; a name may come several times. */
  fields: [name: string, value: string][]
  /** "send" applies, "save" keeps it on the server for another device, "finish" has the counter do it at once. */
  doing: 'send' | 'save' | 'finish'
}

export const drafts = draftsOf<Application>('applications')

export const applications: Sending<Application, Told> = {
  name: 'application',
  drafts,
  metadata: (file) => ({ slot: (file as Paper).slot, for: 'application' }),
  body(draft, altcha) {
    const body = new FormData()
    for (const [name, value] of draft.fields) body.append(name, value)
    body.set('key', draft.key)
    body.set('do', draft.doing)
    if (altcha !== undefined) body.set('altcha', altcha)
    return body
  },
  emptied: (draft) => ({ ...draft, fields: [] }),
  told: (errors) => ({ errors }),
  fieldOf: (file) => (file as Paper).slot,
}
