/** Works out a small puzzle while the person types, so that many people behind one address are not mistaken for a machine. */
import { solvedText } from '../../../../kernel/site/solve.ts'
import { forget, keep } from './keep.ts'

if (document.querySelector('[data-asked]')) forget()
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-ask]')) {
  keep(form)
  void prepare(form)
}

async function prepare(form: HTMLFormElement) {
  const solved = await solvedText()
  if (solved === undefined) return
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'altcha'
  field.value = solved
  form.append(field)
}
