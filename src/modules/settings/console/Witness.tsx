/**
 * Another institution's signature under the public log: what it sent back is pasted here, checked by the server, and
 * shown to everyone.
 */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { Note } from '../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../console/parts/tell.tsx'
import { useMe } from '../../../console/me.ts'

const blank = { size: '', vkey: '', answer: '' }

export function Witness() {
  const me = useMe()
  const queries = useQueryClient()
  const [form, setForm] = useState(blank)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const edits = me.data?.may.includes('settings.edit') === true
  const save = async () => {
    const size = Number(form.size.trim())
    if (!Number.isInteger(size) || size < 1) return setError('请填见证到第几条，写整数，如 1200。')
    setBusy(true)
    setError('')
    await ask(api.log.cosignatures.$post({ json: { size, vkey: form.vkey.trim(), answer: form.answer.trim() } })).then(
      () => {
        tell('见证记下了，公开存证页上能看到。')
        setForm(blank)
        return queries.invalidateQueries({ queryKey: ['audit'] })
      },
      (e: unknown) => setError(sentenceOf(e)),
    )
    setBusy(false)
  }
  return (
    <form
      className="sheet"
      onSubmit={(e) => {
        e.preventDefault()
        void save()
      }}
      noValidate
    >
      <p>
        请图书馆、档案馆、高校等别的单位给公开存证签字见证，谁想偷改历史，他们手里的签字就对不上。做法：把
        <a href="/log/checkpoint" target="_blank" rel="noreferrer">
          现在的检查点
        </a>
        发给见证方，见证方用自己的工具核对后签字，把签名行和公钥发回来，贴在下面。已有的见证在
        <a href="/log" target="_blank" rel="noreferrer">
          公开存证
        </a>
        页上。
      </p>
      {!edits && <p className="quiet">由县管理员添加。</p>}
      {edits && (
        <>
          <label className="field">
            <span>
              见证到第几条 <span className="hint">检查点的第二行</span>
            </span>
            <input
              className="plain-input"
              inputMode="numeric"
              maxLength={12}
              value={form.size}
              onChange={(e) => setForm({ ...form, size: e.target.value })}
            />
          </label>
          <label className="field">
            <span>
              见证方的公钥 <span className="hint">一行，如 archive.example.org+1a2b3c4d+B…</span>
            </span>
            <input
              className="plain-input"
              maxLength={400}
              value={form.vkey}
              onChange={(e) => setForm({ ...form, vkey: e.target.value })}
            />
          </label>
          <label className="field">
            <span>
              见证方回的签名行 <span className="hint">以“— ”开头</span>
            </span>
            <textarea
              className="plain-input"
              rows={4}
              maxLength={8000}
              value={form.answer}
              onChange={(e) => setForm({ ...form, answer: e.target.value })}
            />
          </label>
          {error && (
            <Note kind="wrong" role="alert">
              {error}
            </Note>
          )}
          <Button type="primary" htmlType="submit" loading={busy}>
            核对并记下
          </Button>
        </>
      )}
    </form>
  )
}
