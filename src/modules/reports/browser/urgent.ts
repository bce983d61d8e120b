/** Danger to life: the numbers to call stand above the form as soon as one writes of it. And what only a complaint needs shows only then. */
export function urgent(form: HTMLFormElement) {
  const words = (form.dataset.urgent ?? '').split(/\s+/).filter((w) => w !== '')
  const box = form.querySelector<HTMLElement>('[data-urgent-box]')
  const seen = box?.querySelector<HTMLInputElement>('input')
  const text = form.querySelector<HTMLTextAreaElement>('#text')
  const person = form.querySelector<HTMLElement>('[data-person]')
  const look = () => {
    if (box && seen && text && words.some((w) => text.value.includes(w))) {
      box.hidden = false
      seen.value = 'seen'
    }
    if (person) person.hidden = !form.querySelector<HTMLInputElement>('#kind-person')?.checked
  }
  form.addEventListener('input', look)
  window.addEventListener('pageshow', look)
  look()
}
