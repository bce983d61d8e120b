/** One old paper with its original date and its files. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState, type FormEvent } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import type { InferResponseType } from 'hono/client'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'

type TakenIn = InferResponseType<typeof api.history.files.$post, 200>

export function HistoryEntry({
  place,
  onDone,
  onClose,
}: {
  place: string
  onDone: () => Promise<unknown>
  onClose: () => void
}) {
  const [form, setForm] = useState({ title: '', on: '', kind: '', note: '' })
  const [files, setFiles] = useState<TakenIn[]>([])
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const upload = async (chosen: File[]) => {
    for (const file of chosen)
      await ask(api.history.files.$post({}, formOf({ file }))).then(
        (taken) => setFiles((all) => [...all, taken]),
        (e: unknown) => setError(`“${file.name}”没有传上：${sentenceOf(e)}`),
      )
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (form.title.trim() === '') return setError('请填标题。')
    if (form.on === '') return setError('请填原公开日期。')
    await once(() =>
      ask(api.history.$post({ json: { place, ...form, files: files.map((f) => f.id) } })).then(
        async () => {
          tell('登记好了。')
          await onDone()
          onClose()
        },
        (e: unknown) => setError(sentenceOf(e)),
      ),
    )
  }
  return (
    <Dialog title="登记历史资料" onClose={onClose}>
      <form onSubmit={(e) => void save(e)} noValidate>
        <label className="field">
          <span>标题</span>
          <input
            className="plain-input"
            maxLength={100}
            value={form.title}
            onChange={(e) => setForm({ ...form, title: e.target.value })}
          />
        </label>
        <label className="field">
          <span>原公开日期</span>
          <input
            className="plain-input"
            type="date"
            value={form.on}
            onChange={(e) => setForm({ ...form, on: e.target.value })}
          />
        </label>
        <label className="field">
          <span>
            类别 <span className="hint">可以不填</span>
          </span>
          <input
            className="plain-input"
            maxLength={30}
            value={form.kind}
            onChange={(e) => setForm({ ...form, kind: e.target.value })}
          />
        </label>
        <label className="field">
          <span>
            说明 <span className="hint">可以不填</span>
          </span>
          <textarea
            className="plain-input"
            rows={2}
            maxLength={500}
            value={form.note}
            onChange={(e) => setForm({ ...form, note: e.target.value })}
          />
        </label>
        <label className="field">
          <span>
            照片或文件 <span className="hint">会公开，个人信息请先遮盖</span>
          </span>
          <input
            className="plain-input"
            type="file"
            multiple
            onChange={(e) => void upload([...(e.target.files ?? [])])}
          />
        </label>
        {files.length > 0 && (
          <ul>
            {files.map((f) => (
              <li key={f.id}>
                {f.name}
                {f.notes.map((n) => (
                  <span key={n} className="under quiet">
                    {n}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        )}
        {error && (
          <Note kind="wrong" role="alert">
            {error}
          </Note>
        )}
        <div className="do">
          <Button type="primary" htmlType="submit" loading={busy}>
            登记
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
