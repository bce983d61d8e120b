/**
 * What helps a reviewer to ask: differences from the register, other applications of the family, lists in which a name
 * stands. It decides nothing.
 */
import { states, type State } from '../applications.schema.ts'
import type { Inside } from './useApplication.ts'

export function Aids({ inside: { aids } }: { inside: Inside }) {
  const nothing =
    aids.doubts.length === 0 && aids.differences.length === 0 && aids.same.length === 0 && aids.listed.length === 0
  return (
    <section className="sheet" aria-labelledby="aids">
      <h2 id="aids">帮您核对</h2>
      {!aids.registered && <p>身份证号在村民名册里没有找到，请核对。</p>}
      {aids.doubts.length > 0 && (
        <>
          <h3>前后对不上的</h3>
          <ul>
            {aids.doubts.map((d) => (
              <li key={d}>
                <mark>{d}</mark>
              </li>
            ))}
          </ul>
        </>
      )}
      {nothing && aids.registered && <p>和名册一致，没有重复申请。</p>}
      {aids.differences.length > 0 && (
        <>
          <h3>和名册不一样的</h3>
          <ul>
            {aids.differences.map((d) => (
              <li key={d.field}>
                <mark>{d.label}</mark>：填的是 {d.answered}，名册上是 {d.known}
              </li>
            ))}
          </ul>
        </>
      )}
      {aids.same.length > 0 && (
        <>
          <h3>同一个人或同一户申请过</h3>
          <ul>
            {aids.same.map((s) => (
              <li key={s.code}>
                {s.sentOn}　{s.service}（{states[s.state as State]}，{s.who === 'person' ? '同一个人' : '同一户'}）
                {'　'}
                <span className="num">{s.code}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {aids.listed.length > 0 && (
        <>
          <h3>公开的名单里有同名的</h3>
          <ul>
            {aids.listed.map((l) => (
              <li key={`${l.code} ${l.name}`}>
                {l.name}：
                <a href={`/d/${l.code}`} target="_blank" rel="noreferrer">
                  {l.title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="quiet">只是提醒您问清楚，不能凭这些就不办。</p>
    </section>
  )
}
