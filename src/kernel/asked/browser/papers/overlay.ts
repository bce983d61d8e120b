/**
 * One thing over the whole screen: focus stays inside, Escape and the phone's "back" close it, and the form beneath is
 * as it was.
 */
import { part } from '../../../../web/scripts/dom.ts'

export interface Overlay {
  box: HTMLDialogElement
  /** Puts another screen in its place; `leave` runs when that one goes. */
  show(title: string, content: readonly Node[], leave?: () => void): void
  close(): void
}

/** Old browsers have no dialogs; there the plain field stays. */
export const canOverlay = (): boolean =>
  typeof HTMLDialogElement === 'function' && 'showModal' in HTMLDialogElement.prototype

/** `closed` runs once, however it was closed. */
export function openOverlay(closed: () => void): Overlay {
  const title = part('h2')
  title.id = 'taking-title'
  title.tabIndex = -1
  const body = part('div', { class: 'taking-body' })
  const box = part('dialog', { class: 'taking' }, title, body)
  box.setAttribute('aria-labelledby', title.id)
  let leaving: (() => void) | undefined
  const back = () => box.close()
  box.addEventListener('close', () => {
    window.removeEventListener('popstate', back)
    leaving?.()
    box.remove()
    if (!(history.state as { taking?: boolean } | null)?.taking) return closed()
    // Only once the history has gone back: what opens next adds an entry of its own.
    window.addEventListener('popstate', closed, { once: true })
    history.back()
  })
  document.body.append(box)
  history.pushState({ taking: true }, '')
  window.addEventListener('popstate', back)
  box.showModal()
  return {
    box,
    show(text, content, leave) {
      leaving?.()
      leaving = leave
      title.textContent = text
      body.replaceChildren(...content)
      title.focus()
    },
    close: () => box.close(),
  }
}
