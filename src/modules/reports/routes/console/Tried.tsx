/** What a rule would have taken of past reports, and where they really went. */
import type { InferResponseType } from 'hono/client'
import { Nothing } from '../../../../console/parts/State.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { go } from '../../../../console/router.tsx'
import type { api } from '../../client.ts'

export type Trial = InferResponseType<(typeof api)['report-routes'][':id']['try']['$post'], 200>

export function Tried({ trial: t, copies }: { trial: Trial; copies: boolean }) {
  return (
    <section role="status">
      <h3>
        最近 {t.days} 天{t.cut ? `（只看最新的 ${t.read} 件）` : ''}的 {t.read} 件里，会接 {t.took} 件
      </h3>
      {t.elsewhere > 0 && <p className="quiet">另有 {t.elsewhere} 件也合适，但归范围更小的规则。</p>}
      {t.took === 0 ? (
        <Nothing>一件也接不到。看看地方、类别和词是不是写得太窄。</Nothing>
      ) : (
        <>
          {t.took > t.some.length && <p className="quiet">下面是最新的 {t.some.length} 件。</p>}
          <ul className="rows">
            {t.some.map((s) => (
              <li key={s.caseId} className="row">
                <span className="grow">
                  <b>
                    {s.place}，{s.kind}
                    {s.category && `（${s.category}）`}
                  </b>
                  <span className="under quiet">
                    {sayTime(s.at)} 收到；
                    {s.had
                      ? s.had.used
                        ? `当时按规则“${s.had.name}”${copies ? '抄送' : '交办'}`
                        : `现在归规则“${s.had.name}”`
                      : '没有规则'}
                    ；实际经手：{s.hands.join(' → ') || '还没有'}
                  </span>
                </span>
                <button
                  type="button"
                  className="plain"
                  onClick={() => go(`/cases/${s.caseId}`)}
                  aria-label={`看${s.place} ${sayTime(s.at)} 的${s.kind}`}
                >
                  看一看
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
