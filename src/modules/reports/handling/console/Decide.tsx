/**
 * The actions of the step that are this person's: a reply with its preview, hand-overs with a reason, units that are
 * asked.
 */
import { Button } from '../../../../console/parts/Button.tsx'
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
  const paused = data.case.paused_at !== null
  if (!paused && data.actions.length === 0 && !chosen) return null
  return (
    <section className="sheet decide noprint" aria-labelledby="decide">
      <h2 id="decide">怎么办</h2>
      {paused && (
        <Note kind="warn">
          <p>计时暂停着，先恢复计时再往下办。</p>
        </Note>
      )}
      {!paused && data.actions.length === 0 && <p className="quiet">这一步现在没有要您办的。</p>}
      {!paused && data.suggestion && (
        <p>
          按规则“{data.suggestion.name}”建议交给{data.suggestion.units.map((u) => u.name).join('、')}。
        </p>
      )}
      {!paused && (
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
      )}
      {/* What was begun stays open with what was typed, also where somebody else was faster. */}
      {chosen?.answers && <Reply key={chosen.action} data={data} choice={chosen} onClose={close} />}
      {chosen?.asks && <AskUnits data={data} choice={chosen} onClose={close} />}
      {chosen && !chosen.answers && !chosen.asks && (
        <Move key={chosen.action} data={data} choice={chosen} onClose={close} />
      )}
    </section>
  )
}
