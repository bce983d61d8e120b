/**
 * j and k move the focus from row to row, x ticks the row that has it, / goes to the search; nothing happens while
 * somebody types.
 */
import { useEffect } from 'react'

export function useRowKeys() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return
      const at = document.activeElement as HTMLElement | null
      if (typesIn(at) || document.querySelector('dialog[open]')) return
      keys[event.key]!(at)
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

const keys: Record<string, (at: HTMLElement | null) => void> = {
  j: (at) => step(at, 1),
  k: (at) => step(at, -1),
  x: (at) => at?.closest('.task')?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click(),
  '/': () => document.querySelector<HTMLInputElement>('[data-finds]')?.focus(),
}

function step(at: HTMLElement | null, by: number) {
  const rows = [...document.querySelectorAll<HTMLElement>('.tasks .task')]
  const here = rows.findIndex((r) => r.contains(at))
  const next = rows[Math.min(rows.length - 1, Math.max(0, here + by))]
  next?.querySelector<HTMLElement>('.button')?.focus()
}

const typesIn = (at: HTMLElement | null): boolean =>
  at !== null && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && (at as HTMLInputElement).type !== 'checkbox'
