/** A list of things to open: what, when, and perhaps a line more. */
import type { ComponentChildren } from 'preact'

export function Rows({ children, label }: { children: ComponentChildren; label?: string }) {
  return (
    <ul class="rows" aria-label={label}>
      {children}
    </ul>
  )
}

export function Row({
  href,
  what,
  when,
  more,
}: {
  href?: string
  what: ComponentChildren
  when?: ComponentChildren
  more?: ComponentChildren
}) {
  const inside = (
    <>
      <span class="what">{what}</span>
      {when && <span class="when">{when}</span>}
      {more && <span class="more">{more}</span>}
    </>
  )
  return <li>{href ? <a href={href}>{inside}</a> : <div>{inside}</div>}</li>
}

/** What to say where a list is empty. */
export function Empty({ text }: { text: string }) {
  return <p class="quiet">{text}</p>
}
