/** Leading groups of a place, as dated records. */
import { sayDay } from '../../../console/parts/time.ts'
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
    </>
  )
}
