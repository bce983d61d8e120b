/** Who acts for a holder now or soon, why and until when; ended early by those who keep the posts. */
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { sayDay, today } from '../../../console/parts/time.ts'
import { FormDialog } from '../../../console/parts/FormDialog.tsx'
import { tell } from '../../../console/parts/tell.tsx'
import type { Holder, People } from './People.tsx'
import { secondOf } from '../../../console/parts/second.ts'
import { seconds } from './seconds.ts'

export function Deputies({
  holder,
  people,
  onDone,
}: {
  holder: Holder
  people: People
  onDone: () => Promise<unknown>
}) {
  const mine = people.deputies.filter((d) => d.appointment_id === holder.id)
  const [ending, setEnding] = useState<{ id: string; name: string }>()
  return (
    <>
      {mine.map((d) => (
        <p key={d.id} className="quiet">
          由{d.name}代理，{d.from_on > today() ? `${sayDay(d.from_on)}到 ${sayDay(d.to_on)}` : `到 ${sayDay(d.to_on)}`}
          （{d.reason}）
          {people.mayEdit && (
            <button type="button" className="plain" onClick={() => setEnding(d)}>
              结束代理
            </button>
          )}
        </p>
      ))}
      {ending && (
        <FormDialog
          title={`现在就结束${ending.name}的代理？`}
          button="结束代理"
          about={<p>已经代办的事照旧有效。</p>}
          fields={seconds(people)}
          onClose={() => setEnding(undefined)}
          onDone={(v) =>
            ask(api.deputations[':id'].end.$post({ param: { id: ending.id }, json: { second: secondOf(v) } })).then(
              () => {
                tell('代理结束了。')
                return onDone()
              },
            )
          }
        />
      )}
    </>
  )
}
