/** A notice for the office: where it stands, its content, hands, versions, and what this person may do. */
import { useState } from 'react'
import { sayDay, sayDue, sayTime } from '../../../../../console/parts/time.ts'
import { Note } from '../../../../../console/parts/Note.tsx'
import { Link } from '../../../../../console/router.tsx'
import { Contradictions } from '../review/Contradictions.tsx'
import { Correction } from '../review/Correction.tsx'
import { Sources } from '../Sources.tsx'
import { Actions } from './Actions.tsx'
import { ContentView } from './ContentView.tsx'
import { Clock, Hands } from './Hands.tsx'
import { Records } from './Records.tsx'
import type { Notice } from './useNotice.ts'
import { postAt } from '../../../../../kernel/people/postAt.ts'

export function NoticePage({ notice }: { notice: Notice }) {
  const [whole, setWhole] = useState(true)
  const newest = notice.versions[0]
  // What is public is late or in time for ever; what is not, and what is demanded of it, still runs.
  const due = notice.dueNow
    ? `　${sayDue(notice.dueNow, newest ? '更正' : '公开')}`
    : notice.dueOn && `　应在 ${sayDay(notice.dueOn)}前公开`
  return (
    <div className="page notice">
      <p>
        <Link to="/">我的任务</Link>
        {notice.obligationId && (
          <>
            {'　'}
            <Link to={`/trace/${notice.obligationId}`}>倒查：经过了谁的手，停在哪里</Link>
          </>
        )}
      </p>
      <div className="head">
        <h1>{notice.title}</h1>
        <b className="step">{notice.withdrawn ? '已撤下' : notice.stepName || '编制'}</b>
      </div>
      <p className="quiet">
        {notice.place.name}　{notice.item.category}
        {due}
        {newest && !notice.withdrawn && (
          <>
            {'　'}
            <a href={`/d/${notice.code}`} target="_blank" rel="noreferrer">
              看村民看到的页面
            </a>
          </>
        )}
      </p>
      {notice.withdrawn && (
        <Note kind="wrong">
          {sayTime(notice.withdrawn.at)} 由{postAt(notice.withdrawn.by_place, notice.withdrawn.by_post)}
          {notice.withdrawn.by_name}撤下：{notice.withdrawn.reason}
        </Note>
      )}
      {notice.demands
        .filter((d) => !d.met_at)
        .map((d) => (
          <Note key={d.at} kind="warn">
            {sayTime(d.at)} {d.by_place}
            {d.upheld ? '核实村民反映属实，要更正' : '要求更正'}：{d.text}
            {d.upheld && '。请点“更正”，改好后重新送审。'}
          </Note>
        ))}
      <Actions notice={notice} />
      <Contradictions notice={notice} />
      <Correction notice={notice} />
      <div className="two-columns">
        <section className="sheet" aria-label="内容">
          <div className="head">
            <h2 className="grow">内容</h2>
            <label className="check">
              <input type="checkbox" checked={!whole} onChange={(e) => setWhole(!e.target.checked)} />
              <span>只看村民看到的</span>
            </label>
          </div>
          <ContentView content={notice.content} form={notice.form} whole={whole} />
        </section>
        <aside>
          <section className="sheet">
            <h2>经手</h2>
            <Hands notice={notice} />
            <Clock notice={notice} />
          </section>
          {notice.versions.length > 0 && (
            <section className="sheet">
              <h2>版本</h2>
              <ul>
                {notice.versions.map((v) => (
                  <li key={v.version}>
                    第 {v.version} 版　{sayTime(v.published_at)}
                    {v.reason && `，更正原因：${v.reason}`}
                    {!v.superseded_at && !notice.withdrawn && '（现在公开的）'}
                    {v.display_until && `，公布到 ${sayDay(v.display_until)}`}
                  </li>
                ))}
              </ul>
              {notice.versions.length > 1 && (
                <a href={`/d/${notice.code}/compare`} target="_blank" rel="noreferrer">
                  看改了哪里
                </a>
              )}
            </section>
          )}
          <Sources notice={notice} />
          <Records notice={notice} />
        </aside>
      </div>
    </div>
  )
}
