/**
 * After a refusal because somebody was faster: the screen is read anew. What the person has typed stays in its form;
 * where the form is gone with the step it belonged to, what stood in it is shown over the screen, to be copied.
 */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from './Button.tsx'
import { useEffect, useState } from 'react'
import { hearOvertaken } from '../overtaken.ts'
import { Dialog } from './Dialog.tsx'
import { isWords, type Box } from './words.ts'

type Typed = { box: Box; label: string; text: string }
type Left = { say: string; typed: readonly Typed[] }

export function Overtaken() {
  const queries = useQueryClient()
  const [left, setLeft] = useState<Left>()
  useEffect(() => {
    const typed = new Set<Box>()
    const onInput = (event: Event) => {
      if (isWords(event.target)) typed.add(event.target)
    }
    let stop = () => {}
    const end = hearOvertaken((say) => {
      stop()
      for (const box of typed) if (!box.isConnected) typed.delete(box)
      const kept = [...typed]
        .filter((box) => box.value.trim() !== '')
        .map((box) => ({ box, label: labelOf(box), text: box.value }))
      stop = whenGone(kept, (gone) => setLeft({ say, typed: gone }))
      return queries.invalidateQueries({ predicate: (q) => q.meta?.['keeps'] !== true })
    })
    document.addEventListener('input', onInput, true)
    return () => {
      stop()
      end()
      document.removeEventListener('input', onInput, true)
    }
  }, [queries])
  if (!left) return null
  return (
    <Dialog title="您写的没有提交" onClose={() => setLeft(undefined)}>
      <p role="alert">{left.say}</p>
      <p>这一步已经变了。您刚才写的在下面，要用可以复制。</p>
      {left.typed.map((t, i) => (
        <label key={i} className="field">
          <span>{t.label}</span>
          <textarea
            className="plain-input"
            rows={Math.min(6, 1 + Math.ceil(t.text.length / 30))}
            readOnly
            value={t.text}
          />
        </label>
      ))}
      <div className="do">
        <Button type="primary" onClick={() => setLeft(undefined)}>
          知道了
        </Button>
      </div>
    </Dialog>
  )
}

function labelOf(box: Box): string {
  const label = box.getAttribute('aria-label') ?? box.labels?.[0]?.querySelector('span')?.firstChild?.textContent
  return label?.trim() || '您写的'
}

/**
 * Tells which of them leave the page before the person does anything further: what goes then, they have not put away
 * themselves.
 */
function whenGone(typed: readonly Typed[], tell: (gone: readonly Typed[]) => void): () => void {
  if (typed.length === 0) return () => {}
  const watch = new MutationObserver(() => {
    const gone = typed.filter((t) => !t.box.isConnected)
    if (gone.length === 0) return
    stop()
    tell(gone)
  })
  const deeds = ['pointerdown', 'keydown'] as const
  const stop = () => {
    watch.disconnect()
    for (const deed of deeds) document.removeEventListener(deed, stop, true)
  }
  watch.observe(document.body, { childList: true, subtree: true })
  for (const deed of deeds) document.addEventListener(deed, stop, true)
  return stop
}
