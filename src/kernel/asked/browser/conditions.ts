/**
 * Shows and hides what depends on earlier answers. A hidden question keeps what was typed; the server leaves it out.
 */
export function conditions(form: HTMLFormElement): void {
  const dependent = [...form.querySelectorAll<HTMLElement>('[data-when]')]
  const look = (): void => {
    // In the order of the page: what depends on a question that has just been hidden is hidden, too.
    for (const part of dependent)
      part.hidden = !answersOf(form, part.dataset.when!).some((answer) =>
        (JSON.parse(part.dataset.is!) as string[]).includes(answer),
      )
  }
  form.addEventListener('change', look)
  look()
}

function answersOf(form: HTMLFormElement, name: string): string[] {
  const fields = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)].filter(
    (field) => field.closest('[hidden]') === null,
  )
  return fields
    .filter(
      (field) =>
        field instanceof HTMLSelectElement || (field.type !== 'radio' && field.type !== 'checkbox') || field.checked,
    )
    .map((field) => field.value)
}
