/** What printing needs: a button that prints, and nothing that belongs to the paper folded while it is printed. */

export function onPaper(page: Document): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>('[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
  let unfolded: HTMLDetailsElement[] = []
  window.addEventListener('beforeprint', () => {
    unfolded = [...page.querySelectorAll<HTMLDetailsElement>('details[data-printed]:not([open])')]
    for (const d of unfolded) d.open = true
  })
  window.addEventListener('afterprint', () => {
    for (const d of unfolded) d.open = false
  })
}
