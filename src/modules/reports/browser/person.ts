/** What only a complaint about a person needs shows only then. */
export function person(form: HTMLFormElement) {
  const part = form.querySelector<HTMLElement>('[data-person]')
  const look = () => {
    if (part) part.hidden = !form.querySelector<HTMLInputElement>('#kind-person')?.checked
  }
  form.addEventListener('input', look)
  window.addEventListener('pageshow', look)
  look()
}
