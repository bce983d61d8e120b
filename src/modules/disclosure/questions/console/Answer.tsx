/** The answer, which is public where the question is shown. What was typed stays on this device until it is sent. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { forgetAt, keepAt, keptAt } from '../../../../console/kept.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import type { Question } from './kinds.ts'

const conclusions = ['已说明', '已更正', '已补充公开', '反映不属实', '转有关单位办理']

export function Answer({
  question,
  onDone,
  onClose,
}: {
  question: Question
  onDone: () => Promise<unknown>
  onClose: () => void
}) {
  const key = `sunlit.answer.${question.id}`
  const [text, setText] = useState(() => keptAt(key) ?? '')
  const [conclusion, setConclusion] = useState('已说明')
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const type = (value: string) => {
    setText(value)
    keepAt(key, value)
  }
  const send = async () => {
    setBusy(true)
    await ask(api.questions[':id'].answer.$post({ param: { id: question.id }, json: { text, conclusion } })).then(
      () => {
        forgetAt(key)
        return onDone()
      },
      (e: unknown) => setError(sentenceOf(e)),
    )
    setBusy(false)
  }
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault()
        void send()
      }}
    >
      <label className="field">
        <span>
          答复 <span className="hint">不要写身份证号、电话、住址</span>
        </span>
        <textarea
          className="plain-input"
          rows={4}
          maxLength={2000}
          autoFocus
          value={text}
          onChange={(e) => type(e.target.value)}
        />
      </label>
      <label className="field">
        <span>结论</span>
        <select className="plain-input" value={conclusion} onChange={(e) => setConclusion(e.target.value)}>
          {conclusions.map((c) => (
            <option key={c}>{c}</option>
          ))}
        </select>
      </label>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" htmlType="submit" loading={busy}>
          发出答复
        </Button>
        <Button onClick={onClose}>先不答</Button>
      </div>
    </form>
  )
}
