/** A list of things to open: what, when, and perhaps a line more. */
import { toChildArray, type ComponentChildren } from 'preact'
import { Icon } from './icons.tsx'
import { useFirst } from './less.tsx'

type RowsProps = {
  children: ComponentChildren
  label?: string
  /** As many of them large type shows. */
  first?: number
  /** Short rows on a page of one column: on a desk two stand beside one another. */
  pairs?: boolean
}

export function Rows({ children, label, first, pairs }: RowsProps) {
  return (
    <ul class={pairs ? 'rows pairs' : 'rows'} aria-label={label}>
      {useFirst(toChildArray(children), first)}
    </ul>
  )
}

export function Row({
  href,
  what,
  when,
  more,
  call,
}: {
  href?: string
  what: ComponentChildren
  when?: ComponentChildren
  more?: ComponentChildren
  /** Whom to call about it, where there is a number. */
  call?: { post: string; person: string; office_phone: string }
}) {
  const inside = (
    <>
      <span class="what">{what}</span>
      {when && <span class="when">{when}</span>}
      {more && <span class="more">{more}</span>}
    </>
  )
  if (call && call.office_phone !== '')
    return (
      <li class="with-call">
        {href ? <a href={href}>{inside}</a> : <div>{inside}</div>}
        <a
          class="ring"
          href={`tel:${call.office_phone}`}
          aria-label={`打电话给${call.post}${call.person}，${call.office_phone}`}
        >
          <Icon name="call" />
          打电话
        </a>
      </li>
    )
  return <li>{href ? <a href={href}>{inside}</a> : <div>{inside}</div>}</li>
}

/** What to say where a list is empty. */
export function Empty({ text }: { text: string }) {
  return <p class="quiet">{text}</p>
}
