/** Danger to life: the numbers to call stand under the text as soon as one writes of it. And what only a complaint needs shows only then. */
export function urgent(form: HTMLFormElement) {
  const words = (form.dataset.urgent ?? '').split(/\s+/).filter((w) => w !== '')
  const box = form.querySelector<HTMLElement>('[data-urgent-box]')
  const text = form.querySelector<HTMLTextAreaElement>('#text')
  const person = form.querySelector<HTMLElement>('[data-person]')
  const look = () => {
    if (box && text && words.some((w) => text.value.includes(w))) box.hidden = false
    if (person) person.hidden = !form.querySelector<HTMLInputElement>('#kind-person')?.checked
  }
  form.addEventListener('input', look)
  window.addEventListener('pageshow', look)
  look()
}
