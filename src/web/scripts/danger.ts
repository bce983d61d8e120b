/**
 * Danger to life: the numbers to call stand under the text as soon as one writes of it, in every form of the page that
 * has the box; so does the question about an ID number. What was shown stays: the server asks again by its own rules.
 */
export function danger(page: Document) {
  for (const form of page.querySelectorAll('form')) watch(form)
}

function watch(form: HTMLFormElement) {
  const box = form.querySelector<HTMLElement>('[data-urgent-box]')
  const numbers = form.querySelector<HTMLElement>('[data-numbers-box]')
  if (!box && !numbers) return
  const words = (box?.dataset['urgentBox'] ?? '').split(' ').filter((w) => w !== '')
  const look = () => {
    const written = [...form.querySelectorAll('textarea')].map((t) => t.value).join('\n')
    if (box && words.some((w) => written.includes(w))) box.hidden = false
    // Eighteen digits in a row, the last perhaps an X, however they are spaced.
    if (numbers && /(?:\d[ -]?){17}[\dXx]/.test(written)) numbers.hidden = false
  }
  form.addEventListener('input', look)
  window.addEventListener('pageshow', look)
  look()
}
