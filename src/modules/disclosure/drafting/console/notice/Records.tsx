/** Beside a notice: posting on the paper board, and remarks of the guiding bureau. */
import { Button } from '../../../../../console/parts/Button.tsx'
import { useState, type FormEvent } from 'react'
import { ApiError, ask } from '../../../../../console/client.ts'
import { api } from '../../../client.ts'
import { Dialog } from '../../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../../console/parts/Note.tsx'
import { AskReason } from '../../../../../console/parts/AskReason.tsx'
import { localOf, sayDay, sayTime, today } from '../../../../../console/parts/time.ts'
import { sentenceOf, tell } from '../../../../../console/parts/tell.tsx'
import { useDecide } from './useDecide.ts'
import type { Notice } from './useNotice.ts'

export function Records({ notice }: { notice: Notice }) {
  const { refresh } = useDecide(notice)
  const [open, setOpen] = useState<'paper' | 'remark'>()
  const saved = () => {
    tell('记好了。')
    return refresh()
  }
  return (
    <>
      {(notice.mayRecordPaper || notice.postings.length > 0) && (
        <section className="sheet">
          <h2>公开栏张贴</h2>
          {notice.postings.length === 0 && <p className="quiet">还没有张贴记录。</p>}
          <ul>
            {notice.postings.map((p, i) => (
              <li key={i}>
                {p.place}　{sayDay(p.from_on)}到 {sayDay(p.to_on)}，{p.by_name}
                {p.short_reason !== '' && `　提前撤下：${p.short_reason}`}
              </li>
            ))}
          </ul>
          {notice.mayRecordPaper && <Button onClick={() => setOpen('paper')}>登记张贴</Button>}
        </section>
      )}
      {(notice.mayRemark || notice.remarks.length > 0) && (
        <section className="sheet">
          <h2>指导责任单位的意见</h2>
          {notice.remarks.length === 0 && <p className="quiet">还没有意见。意见只在办公台里看，不公开。</p>}
          <ul>
            {notice.remarks.map((r, i) => (
              <li key={i}>
                {r.text}
                <br />
                <span className="quiet">
                  {r.by_place} {r.by_name}　{sayTime(r.at)}
                </span>
              </li>
            ))}
          </ul>
          {notice.mayRemark && <Button onClick={() => setOpen('remark')}>提意见</Button>}
        </section>
      )}
      {open === 'paper' && <Paper notice={notice} onSaved={saved} onClose={() => setOpen(undefined)} />}
      {open === 'remark' && (
        <AskReason
          title="给村里提意见"
          hint="意见只有经办的人看到"
          button="发给村里"
          least={2}
          onClose={() => setOpen(undefined)}
          onDone={(text) =>
            ask(api.notices[':id'].remarks.$post({ param: { id: notice.id }, json: { text } })).then(saved)
          }
        />
      )}
    </>
  )
}

const asksWhy = (details: unknown) => (details as { field?: string } | undefined)?.field === 'shortReason'

function Paper({ notice, onSaved, onClose }: { notice: Notice; onSaved: () => Promise<unknown>; onClose: () => void }) {
  const [form, setForm] = useState({
    place: '村公开栏',
    from: today(),
    to: notice.versions[0]?.display_until ?? localOf(new Date(Date.now() + 15 * 86_400_000)).slice(0, 10),
    shortReason: '',
  })
  const [error, setError] = useState('')
  const [short, setShort] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    await ask(api.notices[':id'].paper.$post({ param: { id: notice.id }, json: form })).then(
      async () => {
        await onSaved()
        onClose()
      },
      (e: unknown) => {
        setError(sentenceOf(e))
        setShort(short || (e instanceof ApiError && asksWhy(e.details)))
      },
    )
  }
  return (
    <Dialog title="登记公开栏张贴" onClose={onClose}>
      <form onSubmit={(e) => void save(e)} noValidate>
        <label className="field">
          <span>贴在哪里</span>
          <input
            className="plain-input"
            value={form.place}
            maxLength={60}
            onChange={(e) => setForm({ ...form, place: e.target.value })}
          />
        </label>
        <label className="field">
          <span>从哪天贴</span>
          <input
            className="plain-input"
            type="date"
            value={form.from}
            onChange={(e) => setForm({ ...form, from: e.target.value })}
          />
        </label>
        <label className="field">
          <span>
            贴到哪天 <span className="hint">至少 15 天</span>
          </span>
          <input
            className="plain-input"
            type="date"
            value={form.to}
            onChange={(e) => setForm({ ...form, to: e.target.value })}
          />
        </label>
        {short && (
          <label className="field">
            <span>
              提前撤下的原因 <span className="hint">村民看得到</span>
            </span>
            <textarea
              className="plain-input"
              rows={2}
              maxLength={200}
              value={form.shortReason}
              onChange={(e) => setForm({ ...form, shortReason: e.target.value })}
            />
          </label>
        )}
        {error && (
          <Note kind="wrong" role="alert">
            {error}
          </Note>
        )}
        <Button type="primary" htmlType="submit">
          记下
        </Button>
      </form>
    </Dialog>
  )
}
