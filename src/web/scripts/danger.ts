/**
 * Danger to life: the numbers to call stand under the text as soon as one writes of it, in every form of the page that
 * has the box; so does the question about numbers of papers and cards, which the server's own guard finds (fetched when
 * somebody writes figures). What was shown stays: the server asks again by its own rules.
 */
type Eye = (text: string) => string | undefined

export function danger(page: Document) {
  for (const form of page.querySelectorAll('form')) watch(form)
}

function watch(form: HTMLFormElement) {
  const box = form.querySelector<HTMLElement>('[data-urgent-box]')
  const numbers = form.querySelector<HTMLElement>('[data-numbers-box]')
  if (!box && !numbers) return
  const words = (box?.dataset['urgentBox'] ?? '').split(' ').filter((w) => w !== '')
  const written = () => [...form.querySelectorAll('textarea')].map((t) => t.value).join('\n')
  const look = () => {
    const text = written()
    if (box && words.some((w) => text.includes(w))) box.hidden = false
    if (!numbers?.hidden || !hasFigures(text)) return
    // Eighteen digits in a row, the last perhaps an X, also where the eye can't be fetched or read.
    if (/(?:\d[ -]?){17}[\dXx]/.test(text)) numbers.hidden = false
    void eye(numbers.dataset['eye']).then((found) => {
      const said = found?.(written())
      if (said === undefined) return
      numbers.hidden = false
      const first = numbers.querySelector('b, strong')
      if (first) first.textContent = `您写到了${said}`
    })
  }
  form.addEventListener('input', look)
  window.addEventListener('pageshow', look)
  look()
}

/** Fewer figures than any such number has are no reason to fetch anything; figures may be spelt. */
const figure = /[\p{N}零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]/gu
const hasFigures = (text: string): boolean => (text.match(figure)?.length ?? 0) >= 7

let fetched: Promise<Eye | undefined> | undefined
const eye = (src: string | undefined): Promise<Eye | undefined> =>
  (fetched ??= new Promise((done) => {
    if (src === undefined) return done(undefined)
    const script = document.createElement('script')
    script.src = src
    script.onload = () => done((window as { ownNumberIn?: Eye }).ownNumberIn)
    script.onerror = () => done(undefined)
    document.head.append(script)
  }))
