/** Leading groups and hand-overs of a place, as dated records. */
import { sayDay } from '../../../console/parts/say.ts'
import type { People } from './People.tsx'

export function Groups({ people }: { people: People }) {
  const names = [...new Set(people.groups.map((g) => g.group_name))]
  return (
    <>
      {names.map((name) => (
        <section key={name} className="sheet">
          <h2>{name}</h2>
          <ul>
            {people.groups
              .filter((g) => g.group_name === name)
              .map((g, i) => (
                <li key={i}>
                  {g.role}　{g.name}　{sayDay(g.from_on, true)}起{g.to_on && `，到 ${sayDay(g.to_on, true)}`}
                </li>
              ))}
          </ul>
        </section>
      ))}
      {people.handOvers.length > 0 && (
        <section className="sheet">
          <h2>交接记录</h2>
          <ul>
            {people.handOvers.map((h, i) => (
              <li key={i}>
                {sayDay(h.on_date, true)}　{h.post}：{h.from_name} 交给 {h.to_name}，没办完的 {h.open} 件
                {h.note && `（${h.note}）`}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
