/**
 * Somebody known, found by name or initials, or a new person by the name typed. The value is "id:…" or the bare name.
 */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { ask } from '../client.ts'
import { base } from '../base.ts'

export function PersonField({
  label,
  value,
  onValue,
}: {
  label: string
  value: string
  onValue: (value: string) => void
}) {
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery({
    queryKey: ['people-find', q],
    enabled: q !== '' && !value.startsWith('id:'),
    queryFn: () => ask(base.people.find.$get({ query: { q } })).then((a) => a.people),
  })
  const type = (text: string) => {
    setTyped(text)
    onValue(text.trim())
  }
  return (
    <div className="field">
      <label>
        <span className="label">{label}</span>
        <input
          className="plain-input"
          value={typed}
          maxLength={40}
          autoComplete="off"
          onChange={(e) => type(e.target.value)}
        />
      </label>
      {value.startsWith('id:') ? (
        <p className="quiet">选的是平台上已有的人。</p>
      ) : (
        typed !== '' && (
          <p className="quiet">
            {found.data && found.data.length > 0
              ? '是下面的人就按一下；都不是，就按新的人登记。'
              : '平台上没有这个名字，按新的人登记。'}
          </p>
        )
      )}
      {!value.startsWith('id:') && found.data && found.data.length > 0 && (
        <ul className="rows pick">
          {found.data.map((p) => (
            <li key={p.id}>
              <button
                type="button"
                className="row"
                onClick={() => {
                  setTyped(p.name)
                  onValue(`id:${p.id}`)
                }}
              >
                <b>{p.name}</b>
                <span className="quiet grow">{p.posts}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** The value of a person field in the words of the routes. */
export const personOf = (value: string): { id?: string; name?: string } =>
  value.startsWith('id:') ? { id: value.slice(3) } : { name: value }
