/** The answers of a form on the page: read in order, and filled in again, lists with as many rows as they had. */
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type Answers = [name: string, value: string][]

/** Never from an older draft: what this page itself says. */
const ofThePage = new Set(['key', 'do', 'altcha'])

export function answersIn(form: HTMLFormElement): Answers {
  return [...new FormData(form)].flatMap(
    ([name, value]): Answers => (typeof value === 'string' && !ofThePage.has(name) ? [[name, value]] : []),
  )
}

export function fill(form: HTMLFormElement, answers: Answers): void {
  for (const list of form.querySelectorAll<HTMLElement>('[data-rows]')) fillRows(list, answers)
  const plain = answers.filter(([name]) => rowOf(name) === undefined)
  for (const control of form.querySelectorAll<Control>('input[name], textarea[name], select[name]')) {
    if (control.closest('[data-row]') || ofThePage.has(control.name)) continue
    const values = plain.filter(([name]) => name === control.name).map(([, value]) => value)
    // Hidden fields are the page's own (files that the server keeps already).
    if (control instanceof HTMLInputElement && (control.type === 'file' || control.type === 'hidden')) continue
    set(control, values)
  }
  form.dispatchEvent(new Event('change'))
}

/** "members.2.name" → its list, row and column. */
function rowOf(name: string): { list: string; row: string; column: string } | undefined {
  const [, list, row, column] = /^([a-z][A-Za-z0-9]*)\.(\d+)\.([a-z][A-Za-z0-9]*)$/.exec(name) ?? []
  return list && row && column ? { list, row, column } : undefined
}

/** Rows by their order, not their number: rows that were taken away left gaps. */
function fillRows(list: HTMLElement, answers: Answers): void {
  const mine = answers.flatMap(([name, value]) => {
    const at = rowOf(name)
    return at?.list === list.dataset.rows ? [{ ...at, value }] : []
  })
  const numbers = [...new Set(mine.map((m) => m.row))]
  const rows = () => [...list.querySelectorAll<HTMLElement>('[data-list] > [data-row]')]
  for (let missing = numbers.length - rows().length; missing > 0; missing -= 1)
    list.querySelector<HTMLElement>('[data-add]')?.click()
  for (const [at, number] of numbers.entries()) {
    for (const control of rows()[at]?.querySelectorAll<Control>('input[name], textarea[name], select[name]') ?? []) {
      set(
        control,
        mine.filter((m) => m.row === number && control.name.endsWith(`.${m.column}`)).map((m) => m.value),
      )
    }
  }
}

function set(control: Control, values: readonly string[]): void {
  if (control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox'))
    control.checked = values.includes(control.value)
  else if (values[0] !== undefined) control.value = values[0]
}
