/** Urging: a message in the console to those who must hand in, with a word of one's own. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'

/** What was not asked for, and why. */
function leftOut({ already, notLate }: { already: number; notLate: number }): string {
  const why = [already > 0 && `今天已催过的 ${already} 项`, notLate > 0 && `还没逾期的 ${notLate} 项`].filter(Boolean)
  return why.length === 0 ? '' : `${why.join('、')}没有再催。`
}

export function Urge({ chosen, onDone }: { chosen: ReadonlySet<string>; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const queries = useQueryClient()
  const send = async () => {
    try {
      const done = await ask(api.urge.$post({ json: { obligations: [...chosen], text: text.trim() } }))
      tell(`已催办 ${done.places} 个地方 ${done.items} 项，他们的消息里能看到。${leftOut(done)}`)
      await queries.invalidateQueries({ queryKey: ['coverage'] })
      setOpen(false)
      onDone()
    } catch (e) {
      setError(sentenceOf(e))
    }
  }
  return (
    <>
      <Button size="middle" type="primary" disabled={chosen.size === 0} onClick={() => setOpen(true)}>
        催办{chosen.size > 0 && `（${chosen.size} 项）`}
      </Button>
      {open && (
        <Dialog title={`催办 ${chosen.size} 项`} onClose={() => setOpen(false)}>
          <p>只催已经逾期的，同一项一天催一次。正拿着它的人收到一条消息：还有几项逾期没有公开，最早的应在哪天公开。</p>
          <label className="field">
            <span>
              再加一句 <span className="hint">可以不写</span>
            </span>
            <textarea
              className="plain-input"
              rows={2}
              maxLength={200}
              autoFocus
              value={text}
              onChange={(e) => setText(e.target.value)}
            />
          </label>
          {error && (
            <Note kind="wrong" role="alert">
              {error}
            </Note>
          )}
          <div className="do">
            <Button type="primary" loading={busy} onClick={() => void once(send)}>
              发出催办
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
