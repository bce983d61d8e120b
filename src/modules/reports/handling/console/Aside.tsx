/** What goes on beside the steps: who works on it, category, the clock stopped or lengthened, merging and splitting. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog, type Field } from '../../../../console/parts/FormDialog.tsx'
import { tellWrong } from '../../../../console/parts/tell.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { go } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'
import { reportKinds, type ReportKind } from '../../reports.schema.ts'
import { categories, judgements } from '../../reports.words.ts'
import { Suspend } from './Suspend.tsx'
import { useDone, type StaffCase } from './useCase.ts'

type Deed = {
  /** On the button that opens it. */
  name: string
  title: string
  button: string
  fields: Field[]
  about?: string
  primary?: boolean
  done: string
  send: (v: Record<string, string>) => Promise<unknown>
}

export function Aside({ data }: { data: StaffCase }) {
  const [deed, setDeed] = useState<Deed>()
  const [suspending, setSuspending] = useState(false)
  const me = useMe()
  const { can, report, case: c } = data
  const button = (may: boolean, d: Deed) =>
    may && (
      <Button size="middle" type={d.primary ? 'primary' : 'default'} onClick={() => setDeed(d)}>
        {d.name}
      </Button>
    )
  const mediation = new URLSearchParams({ case: c.id, place: report.slug, name: report.place }).toString()
  return (
    <section className="sheet" aria-labelledby="aside">
      <h2 id="aside">登记</h2>
      <Facts data={data} />
      <div className="do">
        {button(can.label, labelling(data))}
        {can.suspend && (
          <Button size="middle" onClick={() => setSuspending(true)}>
            暂停计时
          </Button>
        )}
        {button(can.resume, resuming(data))}
        {button(can.extend, extending(data))}
        {can.join && me.data?.may.includes('report.mediate') && (
          <Button size="middle" onClick={() => go(`/mediations?${mediation}`)}>
            登记调解
          </Button>
        )}
        {button(can.join, merging(data))}
        {button(can.join, splitting(data))}
      </div>
      {deed && <DeedDialog key={deed.title} deed={deed} caseId={c.id} onClose={() => setDeed(undefined)} />}
      {suspending && <Suspend data={data} onClose={() => setSuspending(false)} />}
    </section>
  )
}

/** Who works on it, and what it was found to be. */
function Facts({ data }: { data: StaffCase }) {
  const done = useDone(data.case.id)
  const { can, report, case: c } = data
  const assign = (person: string | null) =>
    ask(api.cases[':id'].assignee.$post({ param: { id: c.id }, json: { person } })).then(
      () => done('已登记。'),
      tellWrong,
    )
  return (
    <dl className="facts">
      {data.copies.map((x) => (
        <div key={x.unit}>
          <dt>抄送</dt>
          <dd>
            {x.unit}（按规则“{x.rule}”，{sayTime(x.at)}）
          </dd>
        </div>
      ))}
      <div>
        <dt>经办人</dt>
        <dd>
          {can.assign ? (
            <select
              className="plain-input"
              aria-label="经办人"
              value={c.assignee_id ?? ''}
              onChange={(e) => void assign(e.target.value || null)}
            >
              <option value="">没有指定</option>
              {data.hands.map((h) => (
                <option key={h.id} value={h.id}>
                  {h.name}（{h.post}）
                </option>
              ))}
            </select>
          ) : (
            (c.assignee ?? '没有指定')
          )}
        </dd>
      </div>
      <div>
        <dt>类别</dt>
        <dd>{report.category || '还没有登记'}</dd>
      </div>
      <div>
        <dt>研判</dt>
        <dd>{judgements[report.judgement as keyof typeof judgements] ?? '还没有登记'}</dd>
      </div>
      {report.finding && (
        <div>
          <dt>核查结果</dt>
          <dd>{report.finding === 'upheld' ? '属实' : '不属实'}</dd>
        </div>
      )}
    </dl>
  )
}

function DeedDialog({ deed, caseId, onClose }: { deed: Deed; caseId: string; onClose: () => void }) {
  const done = useDone(caseId)
  return (
    <FormDialog
      title={deed.title}
      fields={deed.fields}
      button={deed.button}
      {...(deed.about ? { about: <p>{deed.about}</p> } : {})}
      onClose={onClose}
      onDone={async (v) => {
        await deed.send(v)
        await done(deed.done)
      }}
    />
  )
}

const paramOf = (data: StaffCase) => ({ id: data.case.id })

const labelling = (data: StaffCase): Deed => ({
  name: '登记类别',
  title: '登记类别和研判',
  button: '登记',
  done: '已登记。',
  fields: [
    {
      key: 'category',
      label: '类别',
      type: 'select',
      options: categories.map((x) => [x, x] as const),
      start: data.report.category,
    },
    {
      key: 'judgement',
      label: '研判',
      type: 'select',
      options: Object.entries(judgements),
      start: data.report.judgement,
    },
  ],
  send: (v) =>
    ask(
      api.cases[':id'].label.$post({
        param: paramOf(data),
        json: { category: v['category'] as '其他', judgement: v['judgement'] as 'simple' },
      }),
    ),
})

const resuming = (data: StaffCase): Deed => ({
  name: '恢复计时',
  title: '恢复计时',
  button: '恢复',
  primary: true,
  done: '计时已恢复。',
  fields: [{ key: 'reason', label: '说明', optional: true }],
  send: (v) => ask(api.cases[':id'].resume.$post({ param: paramOf(data), json: { reason: v['reason']! } })),
})

const extending = (data: StaffCase): Deed => ({
  name: '延长期限',
  title: '延长期限',
  button: '延长',
  done: '期限已延长。',
  about: '事情复杂的，由单位负责人批准延长，只能延长一次；反映人看得到理由。',
  fields: [{ key: 'reason', label: '为什么延长', type: 'textarea' }],
  send: (v) => ask(api.cases[':id'].extend.$post({ param: paramOf(data), json: { reason: v['reason']! } })),
})

const merging = (data: StaffCase): Deed => ({
  name: '并入另一件',
  title: '并入另一件',
  button: '并入',
  done: '已经并入。',
  about: '两件事要都在您手里。并入后，反映人跟着那一件看进展；哪一件的期限更早，就按哪一件的算。',
  fields: [
    { key: 'into', label: '那一件的编号', max: 12 },
    { key: 'reason', label: '为什么合并' },
    { key: 'sure', label: '看过了，是同一件事', hint: '两件不是一个村、一个种类的，要勾选', type: 'check' },
  ],
  send: (v) =>
    ask(
      api.cases[':id'].merge.$post({
        param: paramOf(data),
        json: { into: v['into']!, reason: v['reason']!, sure: v['sure'] === '1' },
      }),
    ),
})

const splitting = (data: StaffCase): Deed => ({
  name: '拆出一件',
  title: '拆出一件',
  button: '拆出',
  done: '已拆出一件，两件互相有链接。',
  about: '另一件事有自己的编号，反映人是同一个人。这一件的期限更早、或者已经过了的，拆出去的接着按这个期限算。',
  fields: [
    {
      key: 'kind',
      label: '种类',
      type: 'select',
      options: Object.entries(reportKinds).filter(([k]) => k !== 'person'),
    },
    { key: 'text', label: '是什么事', type: 'textarea' },
    { key: 'spot', label: '地点', optional: true },
    {
      key: 'step',
      label: '从哪一步开始办',
      type: 'select',
      optional: true,
      none: '从头开始',
      options: data.splitSteps.map((s) => [s.step, `${s.name}（在我们这里）`] as const),
    },
    { key: 'reason', label: '为什么拆开' },
  ],
  send: (v) =>
    ask(
      api.cases[':id'].split.$post({
        param: paramOf(data),
        json: {
          kind: v['kind'] as ReportKind,
          text: v['text']!,
          spot: v['spot']!,
          step: v['step']!,
          reason: v['reason']!,
        },
      }),
    ),
})
