/** Whose hands a notice went through, oldest first; the clock of the step it is at. */
import { sayTime } from '../../../../../console/parts/time.ts'
import { StepClocks } from '../../../../../console/parts/StepClocks.tsx'
import { earlyOf } from '../review/Early.tsx'
import type { Notice } from './useNotice.ts'

const names: Record<string, string> = {
  submit: '送出',
  approve: '同意',
  agree: '同意（等其他委员）',
  return: '退回',
  sign: '签字',
  publish: '公开',
  file: '备案',
  demand: '要求更正',
  correct: '开始更正',
  withdraw: '撤回',
  takedown: '下架',
  uncorrect: '取消更正',
  takeBack: '取回',
  recall: '收回',
  archive: '归档',
}

export function Hands({ notice }: { notice: Notice }) {
  if (notice.history.length === 0) return <p className="quiet">还没有人办过。</p>
  return (
    <ol className="hands">
      {notice.history.map((e) => (
        <li key={e.seq}>
          <b>{names[e.action] ?? e.action}</b>　{e.name}
          {e.post && `（${e.post}${e.deputyFor ? `，代${e.deputyFor}` : ''}）`}
          <br />
          <time className="quiet num">{sayTime(e.at)}</time>
          {e.comment && <span className="said-there">“{e.comment}”</span>}
          {(e.detail as { contradictions?: { say: string; reason: string; by?: string }[] }).contradictions?.map(
            (x) => (
              <span key={x.say} className="said-there">
                {x.say}
                {x.by ? `${x.by}已说明` : '填写人的理由'}：{x.reason}
              </span>
            ),
          )}
          {earlyOf(e) && <span className="said-there">这一期没结束就送审，理由：{earlyOf(e)}</span>}
        </li>
      ))}
    </ol>
  )
}

export function Clock({ notice }: { notice: Notice }) {
  const { clock, pastClocks } = notice
  if (clock.length + pastClocks.length === 0) return null
  const until = clock.find((l) => l.startsWith('到 '))
  return (
    <details className="clock">
      <summary>{until ? `${notice.stepName}的时限：${until}` : '以前各步的时限'}</summary>
      <StepClocks clock={clock} past={pastClocks} />
    </details>
  )
}
