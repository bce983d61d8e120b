/**
 * One application: what was handed in, what helps to judge it, opinions, clock, and what this person may do; to be
 * worked on a tablet.
 */
import { StepClocks } from '../../../../console/parts/StepClocks.tsx'
import { Lamp } from '../../../../console/parts/Lamp.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayLimit, sayTime } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { Link } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { Aids } from './Aids.tsx'
import { Decide } from './Decide.tsx'
import { Newer } from './Newer.tsx'
import { Filled } from './Filled.tsx'
import { Opinions } from './Opinions.tsx'
import { Papers } from './Papers.tsx'
import { Records } from './Records.tsx'
import { useApplication, type StaffApplication } from './useApplication.ts'

export default function ApplicationScreen({ params }: ScreenProps) {
  const query = useApplication(params['id']!)
  return (
    <div className="page">
      <p className="noprint">
        <Link to="/applications">便民服务申请</Link>
      </p>
      <Shown query={query} what="这件申请">
        {(a) => <Whole key={a.id} a={a} />}
      </Shown>
    </div>
  )
}

function Whole({ a }: { a: StaffApplication }) {
  // Whoever signs reads what is to be asked before the box, and has both side by side on a tablet held upright.
  const signs = a.may.some((m) => m.action === 'approve')
  return (
    <>
      <div className="head">
        <h1>{a.service.name}</h1>
        <Lamp colour={a.lamp} missed={a.missedAt !== null} />
        <span className="step">{a.pausedAt ? '等申请人补材料' : a.stepName}</span>
      </div>
      <p className="quiet">
        {a.place}　编号 <span className="num">{a.code}</span>　{a.sentAt && sayTime(a.sentAt)}{' '}
        {a.channel === 'agent' ? '由代办员代交' : '申请人自己交'}
        {a.closedAt && `　${sayTime(a.closedAt)} ${a.stateName}`}
        {a.grade && `　评价：${a.grade}`}
      </p>
      {a.how === 'hand' && !a.closedAt && (
        <p className="to-decide noprint">
          <a href="#decide">看完了，直接去办</a>
        </p>
      )}
      {a.guarded && <Note>有人要回避这件申请（名字和申请人家里的人相同），他们看不到它。</Note>}
      {a.requests.some((r) => r.mine) && (
        <Note kind="warn">
          <p>请您单位对这件申请提意见。</p>
        </Note>
      )}
      {!a.inside && (
        <Note>
          <p>
            {a.how === 'consulted'
              ? '请您会商的申请，看不到申请人是谁和材料。需要看的，请办理的人写明为什么、给您看材料。'
              : '材料只有正在办的人能看；您看得到办到哪里、谁在办。'}
          </p>
        </Note>
      )}
      {a.newer && <Newer a={a} newer={a.newer} />}
      {a.asked.length > 0 && a.pausedAt && (
        <Note kind="warn">
          <p>
            已告知申请人补这 {a.asked.length} 样，{sayTime(a.pausedAt)} 起停计时：
          </p>
          <ul>
            {a.asked.map((m) => (
              <li key={m.key}>
                {m.label}：{m.say}
              </li>
            ))}
          </ul>
        </Note>
      )}
      <div className={signs ? 'case application signing' : 'case application'}>
        <div>
          {a.inside && <Filled a={a} inside={a.inside} />}
          {a.inside && <Papers a={a} inside={a.inside} />}
          {a.inside && <Records inside={a.inside} />}
          <History a={a} />
        </div>
        <div className="case-side">
          {signs && a.inside && <Aids inside={a.inside} />}
          <Decide a={a} />
          <Clock a={a} />
          <Opinions a={a} />
          {!signs && a.inside && <Aids inside={a.inside} />}
          <Way a={a} />
        </div>
      </div>
    </>
  )
}

function Clock({ a }: { a: StaffApplication }) {
  return (
    <section className="sheet" aria-labelledby="clock">
      <h2 id="clock">期限</h2>
      {a.dueAt && (
        <p>
          <b>{a.endsByItself ? `到 ${sayLimit(a.dueAt)} 期满` : `${sayLimit(a.dueAt)} 前要办完这一步`}</b>
        </p>
      )}
      {a.pausedAt && (
        <p>
          <b>计时已停</b>，等申请人补材料。
        </p>
      )}
      {a.promisedBy && !a.closedAt && <p>整件事承诺 {sayLimit(a.promisedBy)} 前办好。</p>}
      <StepClocks clock={a.clock} past={a.pastClocks} />
      {(a.notices.notice ?? a.notices.result) && (
        <p>
          {a.notices.notice && (
            <a href={`/d/${a.notices.notice}`} target="_blank" rel="noreferrer">
              公示的页面
            </a>
          )}
          {'　'}
          {a.notices.result && (
            <a href={`/d/${a.notices.result}`} target="_blank" rel="noreferrer">
              公开的结果
            </a>
          )}
        </p>
      )}
    </section>
  )
}

function Way({ a }: { a: StaffApplication }) {
  const now = a.route.findIndex((r) => r.now)
  return (
    <section className="sheet" aria-labelledby="way">
      <h2 id="way">一共几步</h2>
      <ol className="hands">
        {a.route.map((r, i) => (
          <li key={r.step} aria-current={r.now ? 'step' : undefined}>
            <b>{r.name}</b>
            {r.now && '（现在）'}
            <span className="said-there quiet">
              {r.holder}
              {r.limit && `，${r.limit}`}
              {now >= 0 && i < now && `，${r.doneAt ? `${sayTime(r.doneAt)} ` : ''}办完`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function History({ a }: { a: StaffApplication }) {
  return (
    <section className="sheet" aria-labelledby="history">
      <h2 id="history">办理记录</h2>
      <ol className="hands">
        {a.history.map((e) => (
          <li key={e.seq}>
            <b>{e.name}</b>
            {e.handedTo && <>，到{e.handedTo}</>}
            <span className="said-there quiet">
              {sayTime(e.at)}　{e.by}
              {e.deputyFor && `（代${e.deputyFor}）`}
            </span>
            {e.comment && <span className="said-there">{e.comment}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
