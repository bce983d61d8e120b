/**
 * Works out a small puzzle while the person types, so that many people behind one address are not mistaken for a
 * machine.
 */
import { addSolved } from '../../../../kernel/site/solve.ts'
import { forget, keep } from './keep.ts'

if (document.querySelector('[data-asked]')) forget()
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-ask]')) {
  keep(form)
  void addSolved(form)
}
