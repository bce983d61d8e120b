/** Who acts for a holder now or soon, why and until when; ended early by those who keep the posts. */
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { sayDay, today } from '../../../console/parts/time.ts'
import { tell, tellWrong } from '../../../console/parts/tell.tsx'
import type { Holder, People } from './People.tsx'

export function Deputies({
  holder,
  people,
  place,
  onDone,
}: {
  holder: Holder
  people: People
  place: string
  onDone: () => Promise<unknown>
}) {
  const mine = people.deputies.filter((d) => d.appointment_id === holder.id)
  const end = (id: string, name: string) => {
    if (!window.confirm(`现在就结束${name}的代理？已经代办的事照旧有效。`)) return
    void ask(api.deputations[':id'].end.$post({ param: { id }, json: { place } })).then(() => {
      tell('代理结束了。')
      return onDone()
    }, tellWrong)
  }
  return (
    <>
      {mine.map((d) => (
        <p key={d.id} className="quiet">
          由{d.name}代理，{d.from_on > today() ? `${sayDay(d.from_on)}到 ${sayDay(d.to_on)}` : `到 ${sayDay(d.to_on)}`}
          （{d.reason}）
          {people.mayEdit && (
            <button type="button" className="plain" onClick={() => end(d.id, d.name)}>
              结束代理
            </button>
          )}
        </p>
      ))}
    </>
  )
}
