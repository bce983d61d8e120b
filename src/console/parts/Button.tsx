/** The console's button. While `loading` it waits: a second press does nothing, and its name stays what it was. */
import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from 'react'

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> & {
  /** `primary`: the one that goes on; one on a screen. */
  type?: 'primary' | 'default' | undefined
  htmlType?: 'button' | 'submit'
  /** What cannot be undone. */
  danger?: boolean
  loading?: boolean
  size?: 'small' | 'middle'
  /** As wide as what it stands in. */
  block?: boolean
  /** An address instead of something to do; `download`: what it leads to is kept as a file. */
  href?: string
  download?: boolean
  children?: ReactNode
}

export function Button(props: Props) {
  const { type, htmlType = 'button', danger, loading = false, size, block, href, download, children, ...rest } = props
  const className = [
    'button',
    type === 'primary' && 'first',
    danger && 'danger',
    size,
    block && 'block',
    loading && 'waits',
    rest.className,
  ]
    .filter(Boolean)
    .join(' ')
  if (href !== undefined)
    return (
      <a className={className} href={href} download={download} aria-label={rest['aria-label']}>
        {children}
      </a>
    )
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (loading) event.preventDefault()
    else rest.onClick?.(event)
  }
  return (
    <button {...rest} type={htmlType} className={className} aria-busy={loading || undefined} onClick={press}>
      {children}
    </button>
  )
}
