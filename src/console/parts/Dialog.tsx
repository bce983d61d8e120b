/** A question over the page: the browser's own dialog keeps the focus inside and gives it back. */
import { useEffect, useRef, type ReactNode } from 'react'

export function Dialog({ title, onClose, children, wide = false }: { title: string; onClose: () => void; children: ReactNode; wide?: boolean }) {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = box.current
    if (dialog && !dialog.open) dialog.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog ref={box} className={wide ? 'dialog wide' : 'dialog'} aria-label={title} onCancel={(event) => { event.preventDefault(); onClose() }}>
      <header><h2>{title}</h2><button type="button" className="plain" onClick={onClose}>关闭</button></header>
      {children}
    </dialog>
  )
}
