/** Two tabs never write into the same draft. */
import { note } from './waiting.ts'

/** Holds a draft for this tab until it is closed; false where another tab has it. Browsers without locks share it. */
export function ownedHere(key: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true)
  return new Promise((done) => {
    void navigator.locks.request(`draft ${key}`, { ifAvailable: true }, (lock) => {
      done(lock !== null)
      return lock === null ? undefined : new Promise(() => undefined)
    })
  })
}

export const elsewhere = (form: HTMLFormElement): void =>
  form.before(note('您在另一个页面里正在写一件。这里是新的一件，两边不会混。'))
