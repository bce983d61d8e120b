/** A question over the page: the browser's own dialog keeps the focus inside and gives it back. What is printed then is the dialog alone. */
import { useEffect, useRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

export function Dialog({
  title,
  onClose,
  children,
  wide = false,
}: {
  title: string
  onClose: () => void
  children: ReactNode
  wide?: boolean
}) {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = box.current
    if (dialog && !dialog.open) dialog.showModal()
    document.body.classList.add('asks')
    return () => {
      document.body.classList.remove('asks')
      dialog?.close()
    }
  }, [])
  return createPortal(
    <dialog
      ref={box}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" className="plain" onClick={onClose}>
          关闭
        </button>
      </header>
      {children}
    </dialog>,
    document.body,
  )
}
