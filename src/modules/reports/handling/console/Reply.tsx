/**
 * An answer: written, shown exactly as the villager will see it, then given. What was typed stays in this device until
 * it is sent.
 */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useEffect, useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { forgetAt, keepAt, keptAt } from '../../../../console/kept.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { replyForms } from '../../reports.schema.ts'
import type { Choice } from './Decide.tsx'
import { GivenFiles, ReplyFiles, type ReplyFile } from './ReplyFiles.tsx'
import { useDone, type StaffCase } from './useCase.ts'

type Preview = InferResponseType<(typeof api.cases)[':id']['preview']['$post'], 200>
type Form = keyof typeof replyForms

export function Reply({ data, choice, onClose }: { data: StaffCase; choice: Choice; onClose: () => void }) {
  const key = `reply ${data.case.id}`
  const [text, setText] = useState(() => keptAt(key) ?? '')
  const [form, setForm] = useState<Form>('written')
  const [finding, setFinding] = useState('')
  const [comment, setComment] = useState('')
  const [notice, setNotice] = useState('')
  const [files, setFiles] = useState<ReplyFile[]>([])
  const [filesChecked, setFilesChecked] = useState(false)
  const upholds = choice.action === 'uphold'
  const [preview, setPreview] = useState<Preview>()
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const done = useDone(data.case.id)
  const ready = useQuery({
    queryKey: ['standard-answers'],
    staleTime: 300_000,
    queryFn: () => ask(api['standard-answers'].$get()),
  })
  useEffect(() => {
    keepAt(key, text)
  }, [key, text])
  const param = { id: data.case.id }
  const reply = { text, form, fileIds: files.map((f) => f.id), filesChecked }
  const look = () =>
    once(() =>
      ask(api.cases[':id'].preview.$post({ param, json: reply })).then(
        (p) => {
          setError('')
          setPreview(p)
        },
        (e: unknown) => setError(sentenceOf(e)),
      ),
    )
  const send = () =>
    once(async () => {
      const json = {
        seenEvents: data.case.events,
        reply,
        ...(finding ? { finding: finding as 'upheld' } : {}),
        ...(notice.trim() ? { notice: notice.trim() } : {}),
        ...(comment.trim() ? { comment: comment.trim() } : {}),
      }
      await ask(api.cases[':id'].actions[':action'].$post({ param: { ...param, action: choice.action }, json })).then(
        async () => {
          forgetAt(key)
          await done(upholds ? '已答复，并已请公布的单位更正。' : '已答复，反映人看得到了。')
          onClose()
        },
        (e: unknown) => setError(sentenceOf(e)),
      )
    })
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault()
        void look()
      }}
      noValidate
    >
      {ready.data && ready.data.answers.length > 0 && (
        <label className="field">
          <span>套用常用答复</span>
          <select
            className="plain-input"
            value=""
            onChange={(e) => setText(ready.data.answers.find((a) => a.id === e.target.value)?.text ?? text)}
          >
            <option value="">请选择</option>
            {ready.data.answers.map((a) => (
              <option key={a.id} value={a.id}>
                {a.title}（{a.place}）
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span>
          答复的话<span className="hint">　反映人看得到，不要写电话和证件号</span>
        </span>
        <textarea
          className="plain-input"
          rows={6}
          maxLength={5_000}
          value={text}
          onChange={(e) => {
            setText(e.target.value)
            setPreview(undefined)
          }}
        />
      </label>
      <label className="field">
        <span>怎么答复的</span>
        <select className="plain-input" value={form} onChange={(e) => setForm(e.target.value as Form)}>
          {Object.entries(replyForms).map(([k, n]) => (
            <option key={k} value={k}>
              {n}
            </option>
          ))}
        </select>
      </label>
      {data.report.kind === 'list' && choice.action === 'answer' && (
        <label className="field">
          <span>核查结果</span>
          <select className="plain-input" value={finding} onChange={(e) => setFinding(e.target.value)}>
            <option value="">请选择</option>
            <option value="upheld">属实，要更正公布的内容</option>
            <option value="dismissed">不属实</option>
          </select>
        </label>
      )}
      {upholds && !data.report.notice_code && (
        <label className="field">
          <span>
            要更正哪一项公开<span className="hint">　写公开页最下面的编号，或粘贴网址</span>
          </span>
          <input className="plain-input" maxLength={200} value={notice} onChange={(e) => setNotice(e.target.value)} />
        </label>
      )}
      {choice.needsComment && (
        <label className="field">
          <span>
            {upholds ? '请他们更正什么' : '决定的理由'}
            <span className="hint">　{upholds ? '公布的单位和村民都看得到，不要写反映人是谁' : '留在办理记录里'}</span>
          </span>
          <textarea
            className="plain-input"
            rows={2}
            maxLength={1_000}
            value={comment}
            onChange={(e) => setComment(e.target.value)}
          />
        </label>
      )}
      <ReplyFiles
        caseId={data.case.id}
        files={files}
        onFiles={(all) => {
          setFiles(all)
          setPreview(undefined)
        }}
        checked={filesChecked}
        onChecked={setFilesChecked}
      />
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      {preview && (
        <div className="preview" role="region" aria-label="反映人会看到的答复">
          <p className="quiet">反映人会看到：</p>
          <p className="told">{preview.text}</p>
          <GivenFiles caseId={data.case.id} files={preview.files} />
          <p className="quiet">
            {preview.by}
            {preview.name}　{preview.form}答复　{sayTime(preview.at)}
          </p>
        </div>
      )}
      <div className="do">
        {preview ? (
          <Button type="primary" loading={busy} onClick={() => void send()}>
            答复
          </Button>
        ) : (
          <Button type="primary" htmlType="submit" loading={busy}>
            先看看反映人会看到什么
          </Button>
        )}
        <Button onClick={onClose}>取消</Button>
      </div>
      {preview && <KeepReady text={text} />}
    </form>
  )
}

/** Keeps an answer for the next time. */
function KeepReady({ text }: { text: string }) {
  const [title, setTitle] = useState('')
  const [said, setSaid] = useState('')
  const me = useQuery<{ posts: { slug: string }[] }>({ queryKey: ['me'], enabled: false })
  const keep = () =>
    ask(api['standard-answers'].$post({ json: { place: me.data?.posts[0]?.slug ?? '', title, text } })).then(
      () => setSaid('已存为常用答复。'),
      (e: unknown) => setSaid(sentenceOf(e)),
    )
  return (
    <details>
      <summary>存为常用答复</summary>
      <label className="field">
        <span>标题</span>
        <input className="plain-input" value={title} maxLength={60} onChange={(e) => setTitle(e.target.value)} />
      </label>
      <Button onClick={() => void keep()}>存下</Button>
      {said && <p role="status">{said}</p>}
    </details>
  )
}
