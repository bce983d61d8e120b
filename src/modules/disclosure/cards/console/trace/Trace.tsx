/** 倒查: of one due item, whose hands it went through, how long it lay with each, and why it is late. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../../../console/client.ts'
import { api } from '../../../client.ts'
import { Note } from '../../../../../console/parts/Note.tsx'
import { sayLimit, sayTime } from '../../../../../console/parts/time.ts'
import { Nothing, Shown } from '../../../../../console/parts/State.tsx'
import type { ScreenProps } from '../../../../../console/screen.ts'

const colours: Record<string, string> = { yellow: '黄牌', red: '红牌' }

export default function Trace({ params }: ScreenProps) {
  return (
    <div className="page narrow">
      <TraceOf id={params.id!} />
    </div>
  )
}

export const useTrace = (id: string) =>
  useQuery({ queryKey: ['trace', id], queryFn: () => ask(api.trace[':id'].$get({ param: { id } })) })

export function TraceOf({ id }: { id: string }) {
  const trace = useTrace(id)
  return (
    <Shown query={trace} what="经过">
      {(t) => {
        const longest = Math.max(1, ...t.stays.map((s) => s.hours))
        return (
          <>
            <h1>{t.title}</h1>
            <p className="quiet">
              {t.place}　{t.rule}
            </p>
            <Note kind={t.cause ? 'wrong' : 'good'}>
              <p>
                <b>{t.state}。</b>
              </p>
              {t.cause && <p>{t.cause}</p>}
            </Note>
            <h2>经过</h2>
            {t.stays.length === 0 && <Nothing>还没有人动过。</Nothing>}
            <ol className="timeline">
              {t.stays.map((s, i) => (
                <li key={i}>
                  <b>{s.step || '开始'}</b>　{s.who}
                  <span className="under quiet">
                    {sayTime(s.from)} 到 {s.to ? sayTime(s.to) : '现在'}，{sayHours(s.hours)}
                  </span>
                  <span
                    className="bar-line"
                    style={{ width: `${Math.max(2, (s.hours / longest) * 100)}%` }}
                    aria-hidden="true"
                  />
                  {s.say}
                </li>
              ))}
            </ol>
            {t.urges.length > 0 && (
              <>
                <h2>催办</h2>
                <ul>
                  {t.urges.map((u) => (
                    <li key={u.at}>
                      {sayTime(u.at)}，{u.by}催办{u.text && `：${u.text}`}
                    </li>
                  ))}
                </ul>
              </>
            )}
            {t.corrections.length > 0 && (
              <>
                <h2>更正</h2>
                <ul>
                  {t.corrections.map((c) => (
                    <li key={c.version}>
                      第 {c.version} 版，{sayTime(c.at)}：{c.reason || '没有写原因'}
                    </li>
                  ))}
                </ul>
              </>
            )}
            {t.cards.length > 0 && (
              <>
                <h2>红黄牌</h2>
                <ul>
                  {t.cards.map((c) => (
                    <li key={c.id}>
                      {colours[c.colour] ?? c.colour}，{sayLimit(c.nominalAt)}
                      {c.lifted ? `，已销：${c.lifted}` : ''}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )
      }}
    </Shown>
  )
}

const sayHours = (hours: number) =>
  hours >= 48 ? `${Math.round(hours / 24)} 天` : hours >= 1 ? `${Math.round(hours)} 小时` : '不到 1 小时'
