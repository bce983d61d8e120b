/** What is missing or wrong, named once and completely (一次性告知): each field or paper with what to do about it. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { useDone, type StaffApplication } from './useApplication.ts'

export function Missing({ a, onClose }: { a: StaffApplication; onClose: () => void }) {
  const [said, setSaid] = useState<Record<string, string>>({})
  const [late, setLate] = useState('')
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const done = useDone(a.id)
  const before = a.history.some((e) => e.action === 'suspend')
  const chosen = Object.entries(said)
  const toggle = (key: string, on: boolean) =>
    setSaid(({ [key]: _gone, ...rest }) => (on ? { ...rest, [key]: '' } : rest))
  const send = () =>
    once(async () => {
      const empty = chosen.find(([, say]) => say.trim().length < 2)
      if (chosen.length === 0) return setError('请选要补的材料或要改的栏目。')
      if (empty) return setError(`请写明“${a.inside!.fields.find((f) => f.key === empty[0])!.label}”缺什么、怎么补。`)
      await ask(
        api.applications[':id'].missing.$post({
          param: { id: a.id },
          json: { missing: chosen.map(([key, say]) => ({ key, say })), late },
        }),
      ).then(
        async () => {
          await done('已告知申请人，计时停下来等。')
          onClose()
        },
        (e: unknown) => setError(sentenceOf(e)),
      )
    })
  const sections = [...new Set(a.inside!.fields.map((f) => f.section))].reverse()
  return (
    <Dialog wide title="一次性告知要补什么" onClose={onClose}>
      <p>请一次说全。申请人补齐以前不算你们的时间；补过一次再说缺，要写明为什么上次没说。</p>
      {sections.map((section) => (
        <fieldset key={section} className="plain-set">
          <legend className="label">{section}</legend>
          {a
            .inside!.fields.filter((f) => f.section === section)
            .map((f) => (
              <div key={f.key}>
                <label className="check">
                  <input type="checkbox" checked={f.key in said} onChange={(e) => toggle(f.key, e.target.checked)} />
                  <span>{f.label}</span>
                </label>
                {f.key in said && (
                  <label className="field">
                    <span className="sr">{f.label}缺什么、怎么补</span>
                    <input
                      className="plain-input"
                      maxLength={200}
                      placeholder="缺什么、怎么补，例如：第二页没拍清楚，请重拍"
                      autoFocus
                      value={said[f.key]}
                      onChange={(e) => setSaid({ ...said, [f.key]: e.target.value })}
                    />
                  </label>
                )}
              </div>
            ))}
        </fieldset>
      ))}
      {before && (
        <label className="field">
          <span>为什么上次没有说到</span>
          <input className="plain-input" maxLength={300} value={late} onChange={(e) => setLate(e.target.value)} />
        </label>
      )}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void send()}>
          告知申请人（{chosen.length} 样）
        </Button>
        <Button onClick={onClose}>不告知了</Button>
      </div>
    </Dialog>
  )
}
