/** The actions of the step that are this person's: a reply with its preview, hand-overs with a reason, units that are asked. */
import { Button } from 'antd'
import { useState } from 'react'
import { Note } from '../../../../console/parts/Note.tsx'
import { AskUnits } from './AskUnits.tsx'
import { Move } from './Move.tsx'
import { Reply } from './Reply.tsx'
import type { StaffCase } from './useCase.ts'

export type Choice = StaffCase['actions'][number]

export function Decide({ data }: { data: StaffCase }) {
  const [chosen, setChosen] = useState<Choice>()
  const close = () => setChosen(undefined)
  if (data.case.paused_at)
    return (
      <Note kind="warn">
        <p>计时暂停着，先恢复计时再往下办。</p>
      </Note>
    )
  if (data.actions.length === 0) return null
  return (
    <section className="sheet noprint" aria-labelledby="decide">
      <h2 id="decide">怎么办</h2>
      {data.suggestion && (
        <p>
          按规则“{data.suggestion.name}”建议交给{data.suggestion.units.map((u) => u.name).join('、')}。
        </p>
      )}
      <div className="do">
        {data.actions.map((a, i) => (
          <Button
            key={a.action}
            type={i === 0 ? 'primary' : 'default'}
            aria-pressed={chosen?.action === a.action}
            onClick={() => setChosen(a)}
          >
            {a.name}
          </Button>
        ))}
      </div>
      {chosen?.answers && <Reply key={chosen.action} data={data} choice={chosen} onClose={close} />}
      {chosen?.asks && <AskUnits data={data} choice={chosen} onClose={close} />}
      {chosen && !chosen.answers && !chosen.asks && (
        <Move key={chosen.action} data={data} choice={chosen} onClose={close} />
      )}
    </section>
  )
}
