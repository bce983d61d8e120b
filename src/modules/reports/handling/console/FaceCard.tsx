/**
 * What everybody may read of it: masked by the guard, read by a person, released with a reason where the words were
 * changed.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { useDone, type StaffCase } from './useCase.ts'

export function FaceCard({ data }: { data: StaffCase }) {
  const [open, setOpen] = useState(false)
  const { face } = data
  return (
    <section className="sheet" aria-labelledby="face">
      <h2 id="face">回音壁上公开吗</h2>
      {!data.proposal.mayShow && <p>反映人只愿意给办理的人看，不公开。</p>}
      {data.proposal.mayShow && !face && <p>还没有审核。</p>}
      {face && (
        <p>
          {face.shown ? `公开：${face.title}` : '不公开'}
          <span className="quiet">
            {'　'}
            {face.by_post}
            {face.by_name} {sayTime(face.at)}
            {face.reason && `，${face.reason}`}
          </span>
        </p>
      )}
      {data.proposal.mayShow && data.can.face && (
        <Button onClick={() => setOpen(true)}>{face ? '改公开的内容' : '审核能不能公开'}</Button>
      )}
      {open && <FaceForm data={data} onClose={() => setOpen(false)} />}
    </section>
  )
}

function FaceForm({ data, onClose }: { data: StaffCase; onClose: () => void }) {
  const [title, setTitle] = useState(data.face?.title ?? '')
  const [text, setText] = useState(data.face?.text || data.proposal.text)
  const [reason, setReason] = useState(data.proposal.masked ? '隐去号码' : '')
  const [withName, setWithName] = useState(data.report.show === 'named')
  const [fileIds, setFileIds] = useState<string[]>(data.face?.file_ids ?? [])
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const done = useDone(data.case.id)
  const send = (shown: boolean) =>
    once(() =>
      ask(
        api.cases[':id'].face.$post({
          param: { id: data.case.id },
          json: { shown, title, text, fileIds, reason, withName },
        }),
      ).then(
        async () => {
          await done(shown ? '已公开到回音壁。' : '已定为不公开。')
          onClose()
        },
        (e: unknown) => setError(sentenceOf(e)),
      ),
    )
  return (
    <Dialog title="审核能不能公开" onClose={onClose}>
      <p>号码和住址已经自动隐去。请再看一遍：去掉人名、家庭情况和能认出反映人的话。原话留存不变。</p>
      <label className="field">
        <span>标题</span>
        <input className="plain-input" maxLength={60} value={title} onChange={(e) => setTitle(e.target.value)} />
      </label>
      <label className="field">
        <span>公开的内容</span>
        <textarea
          className="plain-input"
          rows={6}
          maxLength={5_000}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
      </label>
      <label className="field">
        <span>
          改了什么，为什么<span className="hint">　没有改就不用写</span>
        </span>
        <input className="plain-input" maxLength={300} value={reason} onChange={(e) => setReason(e.target.value)} />
      </label>
      {data.files
        .filter((f) => f.kind !== 'paper')
        .map((f) => (
          <label key={f.id} className="check">
            <input
              type="checkbox"
              checked={fileIds.includes(f.id)}
              onChange={(e) => setFileIds(e.target.checked ? [...fileIds, f.id] : fileIds.filter((x) => x !== f.id))}
            />
            <span>
              公开
              {f.kind === 'picture'
                ? `照片 ${f.name}`
                : f.kind === 'voice'
                  ? `录音 ${f.name}（声音听得出是谁，要问过反映人）`
                  : `视频 ${f.name}（看清里面有没有人脸，要问过反映人）`}
            </span>
          </label>
        ))}
      {data.report.show === 'named' && (
        <label className="check">
          <input type="checkbox" checked={withName} onChange={(e) => setWithName(e.target.checked)} />
          <span>显示反映人的姓名（他愿意）</span>
        </label>
      )}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void send(true)}>
          公开
        </Button>
        <Button onClick={() => void send(false)}>不公开</Button>
        <Button onClick={onClose}>先不定</Button>
      </div>
    </Dialog>
  )
}
