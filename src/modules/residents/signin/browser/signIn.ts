/**
 * Signing in from a phone: the puzzle is solved while the number is typed, and a form goes out once, however often the
 * button is pressed.
 */
import { addSolved } from '../../../../kernel/site/solve.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-once]')) {
  if (form.action.endsWith('/code')) void addSolved(form)
  let sent = false
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault()
    sent = true
  })
  // Shown again by "back": the button must work again.
  window.addEventListener('pageshow', () => {
    sent = false
  })
}
