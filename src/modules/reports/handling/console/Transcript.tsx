/**
 * What was said, typed beside the player by a handler; where the county has a service, its hearing first, corrected by
 * a person.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { useDone, type StaffCase } from './useCase.ts'

export function Transcript({ file, data }: { file: StaffCase['files'][number]; data: StaffCase }) {
  const [text, setText] = useState<string>()
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const done = useDone(data.case.id)
  const param = { id: data.case.id, file: file.id }
  const failed = (e: unknown) => setError(sentenceOf(e))
  const hear = () =>
    once(() =>
      ask(api.cases[':id'].files[':file'].heard.$post({ param })).then((a) => {
        setError('')
        setText(a.text)
      }, failed),
    )
  const save = () =>
    once(() =>
      ask(api.cases[':id'].files[':file'].transcript.$post({ param, json: { text: text! } })).then(async () => {
        await done('已保存。')
        setText(undefined)
        setError('')
      }, failed),
    )
  if (text === undefined) {
    return (
      <>
        {file.transcript && (
          <p>
            文字：{file.transcript}
            <span className="quiet">（{file.transcript_by}听写）</span>
          </p>
        )}
        {data.can.transcribe && (
          <button type="button" className="plain" onClick={() => setText(file.transcript)}>
            {file.transcript ? '改文字' : '写下听到的内容'}
          </button>
        )}
      </>
    )
  }
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault()
        void save()
      }}
      noValidate
    >
      <label className="field">
        <span>
          听到的内容<span className="hint">　边听边写，最多 1000 字</span>
        </span>
        <textarea
          className="plain-input"
          rows={5}
          maxLength={1_000}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
      </label>
      {data.hears && <p className="quiet">机器听的常有错字，请对着录音改好再保存。</p>}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" htmlType="submit" loading={busy}>
          保存
        </Button>
        {data.hears && (
          <Button loading={busy} onClick={() => void hear()}>
            先让机器听一遍
          </Button>
        )}
        <Button onClick={() => setText(undefined)}>不写了</Button>
      </div>
    </form>
  )
}
