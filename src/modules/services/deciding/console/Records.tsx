/** Home visits and meetings as they were recorded. */
import { sayDay, sayTime } from '../../../../console/parts/time.ts'
import type { Inside } from './useApplication.ts'

const names: Record<string, string> = { visit: '入户调查', appraise: '评议', identity: '核对身份', opinion: '意见' }

export function Records({ inside }: { inside: Inside }) {
  if (inside.records.length === 0) return null
  return (
    <section className="sheet" aria-labelledby="records">
      <h2 id="records">入户、评议和核对</h2>
      <ul className="plain-list">
        {inside.records.map((r) => (
          <li key={r.id}>
            <b>{names[r.kind]}</b>　{sayDay(r.on)}
            {'　'}
            <span className="quiet">
              {r.by} 记，{sayTime(r.at)}
            </span>
            <Words record={r.record} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Words({ record }: { record: Inside['records'][number]['record'] }) {
  if ('how' in record) return <p>{record.how}</p>
  if (record.kind === 'visit')
    return (
      <p>
        {record.people.join('、')} 到场{record.place && `（${record.place}）`}：{record.text}
      </p>
    )
  return (
    <p>
      到会 {record.present} 人，同意 {record.agree}，不同意 {record.against}，弃权 {record.abstain}。{record.text}
    </p>
  )
}
