/** The mark that leads to the proof. */
import type { ComponentChildren } from 'preact'

export function Proof({ children }: { children: ComponentChildren }) {
  return (
    <div class="proof">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 2l8 3v6c0 5-3.4 9.2-8 11-4.6-1.8-8-6-8-11V5z" fill="none" stroke="currentColor" stroke-width="2" />
        <path d="M8 12l3 3 5-6" fill="none" stroke="currentColor" stroke-width="2" />
      </svg>
      <div>{children}</div>
    </div>
  )
}
