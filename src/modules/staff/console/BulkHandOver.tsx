/** After elections: all posts of a place handed over on one day, with what is open recorded (OL Art. 24). */
import { Button } from '../../../console/parts/Button.tsx'
import { useState, Fragment } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { Dialog } from '../../../console/parts/Dialog.tsx'
import { Note } from '../../../console/parts/Note.tsx'
import { PersonField, personOf } from '../../../console/parts/PersonField.tsx'
import { today } from '../../../console/parts/time.ts'
import { sentenceOf, tell } from '../../../console/parts/tell.tsx'
import { useBusy } from '../../../console/parts/useBusy.ts'
import { OpenWork } from './OpenWork.tsx'
import type { People } from './People.tsx'

export function BulkHandOver({ people, onDone }: { people: People; onDone: () => Promise<unknown> }) {
  const [open, setOpen] = useState(false)
  const [on, setOn] = useState(today())
  const [to, setTo] = useState<Record<string, string>>({})
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const holders = people.holders.filter((h) => h.held && h.to_on === null)
  const send = async () => {
    const changes = holders.flatMap((h) => {
      const who = (to[h.id] ?? '').trim()
      return who === '' ? [] : [{ appointment: h.id, toPersonId: personOf(who).id, toName: personOf(who).name }]
    })
    if (changes.length === 0) return setError('还没有填接任的人。')
    await ask(api['hand-overs'].$post({ json: { on, note: `${people.place.name}换届`, changes } })).then(
      async ({ done, barred }) => {
        tell(
          `${done} 个岗位交接好了，没办完的事见交接记录。${barred > 0 ? `有 ${barred} 件接任的人要回避，没有交给他们，请安排别人办。` : ''}`,
        )
        setOpen(false)
        await onDone()
      },
      (e: unknown) => setError(sentenceOf(e)),
    )
  }
  // Where two must sign, each post is handed over by itself.
  if (holders.length < 2 || people.second) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>换届交接</Button>
      {open && (
        <Dialog wide title={`${people.place.name}换届交接`} onClose={() => setOpen(false)}>
          <p>新一届产生后十日内交接。连任的不用填。有一个不行就都不办，改好再来。</p>
          <label className="field">
            <span>上一届最后一天</span>
            <input className="plain-input" type="date" value={on} onChange={(e) => setOn(e.target.value)} />
          </label>
          {holders.map((h) => (
            <Fragment key={h.id}>
              <PersonField
                label={`${h.post} ${h.name} → 接任的人`}
                value={to[h.id] ?? ''}
                onValue={(v) => setTo((all) => ({ ...all, [h.id]: v }))}
              />
              <OpenWork appointment={h.id} />
            </Fragment>
          ))}
          {error && (
            <Note kind="wrong" role="alert">
              {error}
            </Note>
          )}
          <div className="do">
            <Button type="primary" loading={busy} onClick={() => void once(send)}>
              交接
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
