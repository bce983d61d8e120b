/** j and k move the focus from row to row; nothing happens while somebody types. */
import { useEffect } from 'react'

export function useRowKeys() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !['j', 'k'].includes(event.key)) return
      const at = document.activeElement as HTMLElement | null
      if (at !== null && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && (at as HTMLInputElement).type !== 'checkbox')
        return
      const rows = [...document.querySelectorAll<HTMLElement>('.tasks .row button, .tasks .row a.open')]
      const here = rows.findIndex((r) => r === at)
      const next = rows[Math.min(rows.length - 1, Math.max(0, here + (event.key === 'j' ? 1 : -1)))]
      next?.focus()
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
