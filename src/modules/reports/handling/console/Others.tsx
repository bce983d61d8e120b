/**
 * Others in the case: units that handle it jointly, posts consulted, outsiders invited, orders from above; and this
 * person's own answer.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { tellWrong } from '../../../../console/parts/tell.tsx'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { sayLimit, sayTime } from '../../../../console/parts/time.ts'
import { Consult } from './Consult.tsx'
import { GuestLink } from './GuestLink.tsx'
import { Invite } from './Invite.tsx'
import { useDone, type StaffCase } from './useCase.ts'

const kinds: Record<string, string> = { joint: '办理', consult: '会商', guest: '邀请', order: '督办' }
const opinions = [
  ['noted', '说明情况'],
  ['agree', '同意'],
  ['disagree', '不同意'],
] as const
type Request = StaffCase['requests'][number]

export function Others({ data }: { data: StaffCase }) {
  const [open, setOpen] = useState<'consult' | 'guest' | 'order'>()
  const close = () => setOpen(undefined)
  const done = useDone(data.case.id)
  const { can } = data
  const remind = () =>
    ask(api.cases[':id'].remind.$post({ param: { id: data.case.id } })).then(
      ({ units }) => done(`已催 ${units} 个单位。`),
      tellWrong,
    )
  if (data.requests.length === 0 && !can.consult && !can.order) return null
  return (
    <section className={`sheet${data.requests.length === 0 ? ' noprint' : ''}`} aria-labelledby="others">
      <h2 id="others">请别的单位和人</h2>
      {data.requests.length === 0 && <p className="quiet">还没有请别的单位或人。</p>}
      {data.joint && (
        <p>
          {data.joint.units} 个单位里已有 {data.joint.answered} 个答复
          {data.joint.needed < data.joint.units && `，有 ${data.joint.needed} 个答复就够`}。
        </p>
      )}
      <ul className="hands">
        {data.requests.map((q) => (
          <li key={q.id}>
            <One request={q} caseId={data.case.id} mayShare={can.share} mayRenew={can.consult} />
          </li>
        ))}
      </ul>
      <div className="do">
        {can.consult && <Button onClick={() => setOpen('consult')}>请人会商</Button>}
        {can.consult && <Button onClick={() => setOpen('guest')}>邀请外面的人</Button>}
        {can.remind && <Button onClick={() => void remind()}>催没有答复的单位</Button>}
        {can.order && <Button onClick={() => setOpen('order')}>督办</Button>}
      </div>
      {open === 'consult' && <Consult data={data} onClose={close} />}
      {open === 'guest' && <Invite data={data} onClose={close} />}
      {open === 'order' && (
        <FormDialog
          title="督办"
          about={<p>发给现在办这件事的单位，有自己的回复期限。</p>}
          fields={[{ key: 'text', label: '督办要求', type: 'textarea' }]}
          button="发出督办"
          onClose={close}
          onDone={async (v) => {
            await ask(api.cases[':id'].orders.$post({ param: { id: data.case.id }, json: { text: v['text']! } }))
            await done('督办已发出。')
          }}
        />
      )}
    </section>
  )
}

type OneProps = { request: Request; caseId: string; mayShare: boolean; mayRenew: boolean }

function One({ request: q, caseId, mayShare, mayRenew }: OneProps) {
  const [link, setLink] = useState('')
  const [sharing, setSharing] = useState(false)
  const [writing, setWriting] = useState(false)
  const done = useDone(caseId)
  const renew = () =>
    ask(api.cases[':id'].requests[':request'].link.$post({ param: { id: caseId, request: q.id } })).then(
      async ({ path }) => {
        setLink(window.location.origin + path)
        await done('换了新链接，原来的不能再用。')
      },
      tellWrong,
    )
  return (
    <>
      <b>
        {kinds[q.kind]}：{q.place || q.guest_name}
        {q.lead && '（牵头）'}
      </b>
      <span className="said-there">{q.ask}</span>
      <span className="quiet">
        {sayTime(q.asked_at)} 提出
        {q.due_at && q.answered_at === null && q.withdrawn_at === null && `，${sayLimit(q.due_at)} 前要答复`}
        {q.withdrawn_at && '，已不用答复'}
      </span>
      {q.answered_at && (
        <span className="said-there">
          {q.answer_post}
          {q.answer_name}：{q.answer}
          <span className="quiet">
            （{opinions.find(([o]) => o === q.opinion)?.[1]}，{sayTime(q.answered_at)}）
          </span>
        </span>
      )}
      {q.shared && (
        <span className="quiet">
          {sayTime(q.shared.at)} {q.shared.post_name}
          {q.shared.person_name}告诉了他们反映人是谁：{q.shared.reason}
        </span>
      )}
      {mayShare && q.kind !== 'order' && !q.shared && (
        <p className="do noprint">
          <Button size="middle" onClick={() => setSharing(true)}>
            告诉反映人是谁
          </Button>
        </p>
      )}
      {mayRenew && q.kind === 'guest' && q.answered_at === null && q.withdrawn_at === null && (
        <p className="do noprint">
          <Button size="middle" onClick={() => void renew()}>
            换新链接
          </Button>
        </p>
      )}
      {link && <GuestLink link={link} onClose={() => setLink('')} />}
      {sharing && (
        <FormDialog
          title={`告诉${q.place || q.guest_name}反映人是谁`}
          about={<p>他们现在看不到反映人的姓名、电话和照片、录音。告诉以后看得到，为什么告诉会记下来。</p>}
          fields={[{ key: 'reason', label: '为什么要告诉', type: 'textarea' }]}
          button="告诉"
          onClose={() => setSharing(false)}
          onDone={async (v) => {
            await ask(
              api.cases[':id'].requests[':request'].share.$post({
                param: { id: caseId, request: q.id },
                json: { reason: v['reason']! },
              }),
            )
            await done('已告诉，并记下了为什么。')
          }}
        />
      )}
      {q.mine && (
        <p className="do">
          <Button type="primary" onClick={() => setWriting(true)}>
            答复{kinds[q.kind]}
          </Button>
        </p>
      )}
      {writing && (
        <FormDialog
          title={`答复${kinds[q.kind]}`}
          about={<p>{q.ask}</p>}
          fields={[
            { key: 'opinion', label: '意见', type: 'select', options: opinions, start: 'noted' },
            { key: 'text', label: '内容', type: 'textarea', max: 2_000 },
          ]}
          button="答复"
          onClose={() => setWriting(false)}
          onDone={async (v) => {
            await ask(
              api.requests[':id'].answer.$post({
                param: { id: q.id },
                json: { opinion: v['opinion'] as 'noted', text: v['text']! },
              }),
            )
            await done('已答复。')
          }}
        />
      )}
    </>
  )
}
