/**
 * The papers of an application: taken from the fields into the draft as soon as they are there, and given back to them
 * when the page is opened again.
 */
import { events } from '../../../../kernel/asked/browser/papers/events.ts'
import type { Application, Paper } from './applications.ts'

const fieldsOf = (form: HTMLFormElement) => [...form.querySelectorAll<HTMLInputElement>('input[type=file][name]')]

/**
 * Fields that show pages themselves hand over every change; plain ones when something was chosen. `keep` hears whether
 * a page is gone that the server may have already.
 */
export function keepPapers(form: HTMLFormElement, draft: Application, keep: (renew: boolean) => void): void {
  // A page that was given back is the same paper: what has arrived of it need not be sent again.
  const known = new WeakMap<File, Paper>()
  const give = (field: HTMLInputElement) => {
    const files = draft.files
      .filter((p) => p.slot === field.name)
      .map((p) => {
        const file = new File([p.blob], p.name, { type: p.kind })
        known.set(file, p)
        return file
      })
    if (files.length > 0 || field.dataset.enhanced) field.dispatchEvent(new CustomEvent(events.kept, { detail: files }))
    if (!field.dataset.enhanced && files.length > 0) tellKept(field, files.length)
  }
  const take = (field: HTMLInputElement, files: readonly File[]) => {
    const others = draft.files.filter((p) => p.slot !== field.name)
    const now = files.map((file, i) => known.get(file) ?? paperOf(file, field.name, i, known))
    const gone = draft.files.some((p) => p.slot === field.name && p.address !== undefined && !now.includes(p))
    draft.files = [...others, ...now]
    keep(gone && draft.state === 'draft')
  }
  form.addEventListener(events.ready, (event) => {
    give(event.target as HTMLInputElement)
    const strokes = form.querySelector<HTMLInputElement>(
      `input[name="${CSS.escape((event.target as HTMLInputElement).name)}.strokes"]`,
    )
    if (strokes) strokes.value = draft.fields.find(([name]) => name === strokes.name)?.[1] ?? ''
  })
  form.addEventListener(events.taken, (event) => {
    event.preventDefault()
    take(event.target as HTMLInputElement, (event as CustomEvent<readonly File[]>).detail)
  })
  for (const field of fieldsOf(form)) {
    field.addEventListener('change', () => {
      if (!field.dataset.enhanced && (field.files?.length ?? 0) > 0) take(field, [...field.files!])
    })
    give(field)
  }
}

function paperOf(file: File, slot: string, i: number, known: WeakMap<File, Paper>): Paper {
  const paper: Paper = { id: `${Date.now()}-${slot}-${i}`, name: file.name, kind: file.type, blob: file, slot }
  known.set(file, paper)
  return paper
}

/** A plain field cannot show what it is given. */
function tellKept(field: HTMLInputElement, count: number): void {
  const say = document.createElement('p')
  say.setAttribute('role', 'status')
  say.textContent = `上次选的 ${count} 个文件还在，会一起交上去；要换就重新选。`
  field.after(say)
}
