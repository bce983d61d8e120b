/** One report: what was told, what was done, what this person may do now. */
import { Lamp } from '../../../../console/parts/Lamp.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { Shown } from '../../../../console/parts/State.tsx'
import { Link } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { Before } from './Before.tsx'
import { Aside } from './Aside.tsx'
import { Clock } from './Clock.tsx'
import { Correcting } from './Correcting.tsx'
import { Decide } from './Decide.tsx'
import { FaceCard } from './FaceCard.tsx'
import { FlowChart } from './FlowChart.tsx'
import { History } from './History.tsx'
import { Others } from './Others.tsx'
import { outcomes } from '../../mediation/console/words.ts'
import { Told } from './Told.tsx'
import { useCase } from './useCase.ts'

export default function CaseScreen({ params }: ScreenProps) {
  const query = useCase(params['id']!)
  return (
    <div className="page">
      <p className="noprint">
        <Link to="/">我的任务</Link>
      </p>
      <Shown query={query} what="这件民情反映">
        {(data) => (
          <>
            <div className="head">
              <h1>{data.case.title}</h1>
              <Lamp colour={data.case.lamp} missed={data.case.missed_at !== null} />
              <span className="step">{data.case.stepName}</span>
            </div>
            <p className="quiet">
              {data.report.place}　{data.report.kindName}　编号 <span className="num">{data.case.code}</span>
              {'　'}
              {sayTime(data.report.received_at)} 收到
              {data.case.holder && !data.case.closed_at && `　现在由${data.case.holder}办`}
              {data.case.assignee && `，${data.case.assignee}经办`}
            </p>
            {data.case.guarded && <p className="quiet">有人要回避这件事，他们看不到它。</p>}
            {data.how === 'copy' && (
              <Note>
                抄送给您单位{data.copies[0] && `（按规则“${data.copies[0].rule}”）`}
                ，供了解情况；不用办，也看不到反映人是谁。
              </Note>
            )}
            {data.how === 'asked' && (
              <Note>
                请您单位会商、办理的事：姓名、号码已隐去，照片、录音不显示。需要知道反映人是谁的，请办理的人告诉您。
              </Note>
            )}
            {data.links.map((l) => (
              <p key={l.id}>
                {l.how}：
                <Link to={`/cases/${l.id}`}>
                  {l.title}（{l.code}）
                </Link>
              </p>
            ))}
            {data.mediations.map((m) => (
              <p key={m.id}>
                调解：
                <Link to={`/mediations/${m.id}`}>{m.title}</Link>（{m.mediator}，
                {m.outcome ? outcomes[m.outcome] : '正在调解'}）
              </p>
            ))}
            <div className="case">
              <div>
                <Told data={data} />
                <Correcting data={data} />
                <Others data={data} />
                {data.how !== 'copy' && <History data={data} />}
              </div>
              <div className="case-side">
                <Decide data={data} />
                <Clock data={data} />
                <Aside data={data} />
                <Before data={data} />
                {data.how !== 'copy' && <FaceCard data={data} />}
              </div>
            </div>
            <FlowChart data={data} />
          </>
        )}
      </Shown>
    </div>
  )
}
