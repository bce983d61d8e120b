/** What this person may do in this step: pass on, name what is missing, refuse with its basis, sign. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { AskReason } from '../../../../console/parts/AskReason.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { PlaceSearch } from '../../../../console/parts/PlacePicker.tsx'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { Missing } from './Missing.tsx'
import { Pass } from './Pass.tsx'
import { Refuse } from './Refuse.tsx'
import { Resume } from './Resume.tsx'
import { Sign } from './Sign.tsx'
import { decide, useDone, type StaffApplication } from './useApplication.ts'

type Choice = StaffApplication['may'][number]

export function Decide({ a }: { a: StaffApplication }) {
  const [chosen, setChosen] = useState<Choice | 'missing'>()
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const done = useDone(a.id)
  const close = () => setChosen(undefined)
  // Above an objection somebody decides who has not the papers in hand.
  if (a.closedAt || (a.how !== 'hand' && a.may.length === 0)) return null
  if (a.pausedAt) return <Resume a={a} />
  const approve = a.may.find((m) => m.action === 'approve')
  const pass = a.may.find((m) => m.action === 'pass' || m.action === 'deliver')
  const others = a.may.filter((m) => m !== approve && m !== pass)
  const act = (choice: Choice, more: Parameters<typeof decide>[2] = {}) =>
    decide(a, choice.action, more).then(({ handedTo }) =>
      done(handedTo ? `已办好这一步，现在在${handedTo}。` : '已办好这一步。'),
    )
  const plain = (choice: Choice) => once(() => act(choice).catch((e: unknown) => setError(sentenceOf(e))))
  return (
    <section className="sheet decide noprint" aria-labelledby="decide">
      <h2 id="decide">怎么办</h2>
      {a.may.length === 0 && !a.mayPause && <p className="quiet">{waits(a)}</p>}
      {pass && <Pass a={a} choice={pass} />}
      {approve && <Sign a={a} choice={approve} />}
      <div className="do">
        {a.mayPause && <Button onClick={() => setChosen('missing')}>材料不全，一次性告知</Button>}
        {others.map((m) => (
          <Button
            key={m.action}
            loading={busy}
            onClick={() => (m.needsComment || m.signs || m.levels.length > 0 ? setChosen(m) : void plain(m))}
          >
            {m.name}
          </Button>
        ))}
      </div>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      {chosen === 'missing' && <Missing a={a} onClose={close} />}
      {typeof chosen === 'object' && (chosen.action === 'refuse' || chosen.action === 'uphold') && (
        <Refuse a={a} choice={chosen} onClose={close} />
      )}
      {typeof chosen === 'object' && chosen.levels.length > 0 && (
        <Transfer choice={chosen} onClose={close} onDone={(holder, comment) => act(chosen, { holder, comment })} />
      )}
      {typeof chosen === 'object' &&
        chosen.levels.length === 0 &&
        chosen.action !== 'refuse' &&
        chosen.action !== 'uphold' && (
          <AskReason
            title={chosen.name}
            hint="请写明理由"
            button={chosen.name}
            least={2}
            onClose={close}
            onDone={(comment) => act(chosen, { comment })}
          />
        )}
    </section>
  )
}

function Transfer({
  choice,
  onDone,
  onClose,
}: {
  choice: Choice
  onDone: (slug: string, comment: string) => Promise<unknown>
  onClose: () => void
}) {
  const [to, setTo] = useState<{ slug: string; name: string }>()
  if (to)
    return (
      <AskReason
        title={`转给${to.name}`}
        hint="为什么转"
        button="转过去"
        least={2}
        onClose={onClose}
        onDone={(comment) => onDone(to.slug, comment)}
      />
    )
  return (
    <Dialog title={choice.name} onClose={onClose}>
      <PlaceSearch levels={choice.levels} everywhere onPick={(p) => setTo({ slug: p.slug, name: p.name })} />
    </Dialog>
  )
}

/** Why there is nothing to press. */
function waits(a: StaffApplication): string {
  const open = a.requests.filter((r) => !r.withdrawn && !r.answeredAt)
  if (open.some((r) => r.mine)) return '请在“部门意见”里写您单位的意见。'
  return open.length > 0
    ? `在等${open.map((r) => r.unit).join('、')}的意见，答完自动往下走。`
    : '这一步现在没有要您办的。'
}
