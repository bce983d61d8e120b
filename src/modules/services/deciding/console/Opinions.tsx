/** Joint review and consultation: who was asked, what they answered, "2 of 3"; and one's own answer. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api as reportsApi } from '../../../reports/client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayLimit, sayTime } from '../../../../console/parts/time.ts'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { Consult } from './Consult.tsx'
import { useDone, type StaffApplication } from './useApplication.ts'

const words = { agree: '同意', disagree: '不同意', noted: '说明了情况' } as const

export function Opinions({ a }: { a: StaffApplication }) {
  const asked = a.requests.filter((r) => !r.withdrawn || r.answeredAt)
  if (asked.length === 0 && !a.mayConsult) return null
  const joint = asked.filter((r) => r.kind === 'joint')
  return (
    <section className="sheet" aria-labelledby="opinions">
      <h2 id="opinions">
        部门意见{joint.length > 0 && `：${joint.filter((r) => r.answeredAt).length}／${joint.length} 已答`}
      </h2>
      {joint.length > 0 && a.quorum && (
        <p className="quiet">
          {a.quorum.needed === 'all'
            ? '都同意才算通过'
            : a.quorum.needed === 'any'
              ? '有一个同意就算通过'
              : `${a.quorum.needed} 个同意就算通过`}
          。
        </p>
      )}
      <ul className="plain-list">
        {asked.map((r) => (
          <li key={r.id}>
            <b>{r.unit}</b>
            {r.kind === 'consult' && '（会商）'}
            {'　'}
            {r.answeredAt ? (
              <span className={r.opinion === 'disagree' ? 'late' : ''}>{words[r.opinion ?? 'noted']}</span>
            ) : (
              <span className="quiet">还没答{r.dueAt && `，${sayLimit(r.dueAt)} 前`}</span>
            )}
            {r.answeredAt && (
              <span className="said-there quiet">
                {r.by}　{sayTime(r.answeredAt)}
              </span>
            )}
            {r.kind === 'consult' && <span className="said-there quiet">问：{r.ask}</span>}
            {r.answer && <span className="said-there">{r.answer}</span>}
            {r.shared && (
              <span className="said-there quiet">
                {sayTime(r.shared.at)} {r.shared.post_name}
                {r.shared.person_name}给他们看了材料：{r.shared.reason}
              </span>
            )}
            {r.kind === 'consult' && a.mayConsult && !r.shared && <ShareWith a={a} request={r} />}
            {r.mine && <Answer a={a} request={r} />}
          </li>
        ))}
      </ul>
      {a.mayConsult && <Consult a={a} />}
    </section>
  )
}

function ShareWith({ a, request }: { a: StaffApplication; request: StaffApplication['requests'][number] }) {
  const [open, setOpen] = useState(false)
  const done = useDone(a.id)
  return (
    <>
      <p className="do noprint">
        <Button size="middle" onClick={() => setOpen(true)}>
          给他们看材料
        </Button>
      </p>
      {open && (
        <FormDialog
          title={`给${request.unit}看材料`}
          about={
            <p>
              他们现在看不到申请人是谁，也看不到材料。给他们看以后，他们看过什么，申请人都看得到；为什么给会记下来。
            </p>
          }
          fields={[{ key: 'reason', label: '为什么要给他们看', type: 'textarea' }]}
          button="给他们看"
          onClose={() => setOpen(false)}
          onDone={async (v) => {
            await ask(
              api.applications[':id'].requests[':request'].share.$post({
                param: { id: a.id, request: request.id },
                json: { reason: v['reason']! },
              }),
            )
            await done('他们看得到材料了，为什么给已经记下。')
          }}
        />
      )}
    </>
  )
}

function Answer({ a, request }: { a: StaffApplication; request: StaffApplication['requests'][number] }) {
  const [text, setText] = useState('')
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const done = useDone(a.id)
  const send = (opinion: 'agree' | 'disagree' | 'noted') =>
    once(async () => {
      if (text.trim().length < 2) return setError('请写几个字的意见。')
      await ask(reportsApi.requests[':id'].answer.$post({ param: { id: request.id }, json: { opinion, text } })).then(
        (r) => done(r.moved ? '已记下，联审已经有结果。' : '已记下您单位的意见。'),
        (e: unknown) => setError(sentenceOf(e)),
      )
    })
  return (
    <div className="own-answer">
      <label className="field">
        <span>您单位的意见</span>
        <textarea
          className="plain-input"
          rows={3}
          maxLength={1_000}
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
        <Button type="primary" loading={busy} onClick={() => void send('agree')}>
          同意
        </Button>
        <Button loading={busy} onClick={() => void send('disagree')}>
          不同意
        </Button>
        {request.kind === 'consult' && (
          <Button loading={busy} onClick={() => void send('noted')}>
            只说明情况
          </Button>
        )}
      </div>
    </div>
  )
}
