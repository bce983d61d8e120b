/** The correction that an upheld complaint asked for: of what, by whom, until when, or that it is done. */
import { sayLimit, sayTime } from '../../../../console/parts/time.ts'
import { correctionEnds } from '../../reports.words.ts'
import type { StaffCase } from './useCase.ts'

export function Correcting({ data: { correction: x } }: { data: StaffCase }) {
  if (!x) return null
  return (
    <section className="sheet told-first" aria-labelledby="correcting">
      <h2 id="correcting">更正</h2>
      <p>
        要更正的公开：
        <a href={`/d/${x.notice_code}`} target="_blank" rel="noreferrer">
          {x.notice_title}
        </a>
      </p>
      <p className="told">{x.text}</p>
      <p>
        {x.met_at ? (
          <b>
            {sayTime(x.met_at)} {correctionEnds[x.met_how!]}。
          </b>
        ) : (
          <>
            由{x.holder}更正{x.due_at && `，最晚 ${sayLimit(x.due_at)}`}。公开后这件事自动往下走。
          </>
        )}
      </p>
    </section>
  )
}
