/** One task: what, where, by when, and the button that opens it. */
import { Button } from '../../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../../../console/client.ts'
import { api } from '../../../client.ts'
import { Lamp } from '../../../../../console/parts/Lamp.tsx'
import { sayDay, sayDue } from '../../../../../console/parts/time.ts'
import { tellWrong } from '../../../../../console/parts/tell.tsx'
import { go } from '../../../../../console/router.tsx'

type Task = InferResponseType<typeof api.desk.$get, 200>['tasks'][number]

const questionNames: Record<string, string> = {
  question: '村民提问',
  objection: '村民异议',
  untrue: '反映内容不真实',
  missing: '反映没有公开',
}
const buttons: Record<string, string> = {
  review: '去审查',
  sign: '去签字',
  upload: '去核对',
  station: '去审核',
  discipline: '去审核',
  published: '去备案',
}

export function TaskRow({ task }: { task: Task }) {
  const [busy, setBusy] = useState(false)
  const open = async () => {
    if (task.screen) return go(task.screen)
    if (task.kind === 'question') return go(`/questions?id=${task.id}`)
    if (task.kind === 'step') return go(`/notices/${task.id}`)
    setBusy(true)
    await ask(api.obligations[':id'].draft.$post({ param: { id: task.id } })).then(
      (made) => go(`/notices/${made.id}`),
      tellWrong,
    )
    setBusy(false)
  }
  return (
    <div className="row">
      <Lamp colour={task.lamp} />
      <span className="grow">
        <b>{task.kind === 'question' ? `${questionNames[task.step] ?? '提问'}：${task.title}` : task.title}</b>
        <span className="under quiet">
          {task.place}
          {sayWhen(task)}
          {task.kind === 'step' && `，现在在“${task.stepName}”`}
          {task.returned && '，退回修改'}
        </span>
      </span>
      <Button
        type={task.lamp === 'green' ? 'default' : 'primary'}
        loading={busy}
        onClick={() => void open()}
        aria-label={`${task.kind === 'step' ? (buttons[task.step] ?? '去办理') : task.stepName}：${task.title}`}
      >
        {task.kind === 'step' ? (buttons[task.step] ?? '去办理') : task.stepName}
      </Button>
    </div>
  )
}

/** The day that counts; of a step with days of its own in a notice that is due earlier, both. */
function sayWhen({ dueOn, publicBy, countsOn }: Task): string {
  if (publicBy === null || countsOn !== publicBy) return dueOn ? `，${sayDue(dueOn)}` : ''
  return `，${sayDue(publicBy, '公开')}${dueOn === null || dueOn === publicBy ? '' : `，这一步到 ${sayDay(dueOn)}`}`
}
