/**
 * A question over the page: the browser's own dialog keeps the focus inside and gives it back. What is printed then is
 * the dialog alone. Escape, 关闭 and the phone's Back close it; where words were written they ask first.
 */
import { Button } from './Button.tsx'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { closesOnBack } from '../router.tsx'
import { Note } from './Note.tsx'
import { isWords, type Box } from './words.ts'

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
  const written = useRef(new Set<Box>())
  const [asks, setAsks] = useState(false)
  const close = () => ([...written.current].some(holdsWords) ? setAsks(true) : onClose())
  const closing = useRef(close)
  closing.current = close
  useEffect(() => {
    const dialog = box.current
    if (dialog && !dialog.open) dialog.showModal()
    // The first field, not 关闭; what asks for the focus itself keeps it.
    if (dialog?.contains(document.activeElement) !== true || document.activeElement?.closest('header') !== null)
      dialog?.querySelector<HTMLElement>(firstField)?.focus()
    document.body.classList.add('asks')
    // The document's own event: what is written in a dialog over this one comes up through React, too.
    const onInput = (event: Event) => {
      if (isWords(event.target)) written.current.add(event.target)
    }
    dialog?.addEventListener('input', onInput)
    const stays = closesOnBack(() => closing.current())
    return () => {
      stays()
      dialog?.removeEventListener('input', onInput)
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
        close()
      }}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" className="plain" onClick={close}>
          关闭
        </button>
      </header>
      {asks && <Unsent onStay={() => setAsks(false)} onLeave={onClose} />}
      {children}
    </dialog>,
    document.body,
  )
}

const firstField =
  'input:not([type=hidden]):not([hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled)'

/** Not what was sent meanwhile, or taken out again. */
const holdsWords = (box: Box) => box.isConnected && box.value.trim() !== ''

/** Asked once something was written: nothing goes away by a slip of the finger. */
function Unsent({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <Note kind="warn" role="alert">
      <p>您写的还没有提交，关掉就没有了。</p>
      <div className="do">
        <Button type="primary" autoFocus onClick={onStay}>
          接着写
        </Button>
        <Button onClick={onLeave}>不要了，关掉</Button>
      </div>
    </Note>
  )
}
