/** Urging: a message in the console to those who must hand in, with a word of one's own. */
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'

const most = 500

export function Urge({ chosen, onDone }: { chosen: ReadonlySet<string>; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const send = async () => {
    const all = [...chosen]
    let places = 0
    try {
      for (let i = 0; i < all.length; i += most)
        places += (await ask(api.urge.$post({ json: { obligations: all.slice(i, i + most), text: text.trim() } })))
          .places
      tell(`已催办 ${places} 个地方，他们的消息里能看到。`)
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
          <p>每个地方收到一条消息：还有几项没有公开，最早的应在哪天公开。</p>
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
