/**
 * What an asked form gains where there is JavaScript: questions appear as they are due, rows come and go at once, slips
 * in an ID number are told early.
 */
import { conditions } from './conditions.ts'
import { idHints, locationButtons } from './hints.ts'
import { loadTakers } from './later.ts'
import { rowButtons } from './listButtons.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-asked]')) {
  for (const plain of form.querySelectorAll<HTMLElement>('[data-without-script]')) plain.hidden = true
  conditions(form)
  rowButtons(form)
  idHints(form)
  locationButtons(form)
}
loadTakers()
