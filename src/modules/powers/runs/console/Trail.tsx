/** Everything of a run so far and to come, step by step. */
import { sayDay, sayTime } from '../../../../console/parts/time.ts'
import { Link } from '../../../../console/router.tsx'
import { saidFacts } from '../said.ts'
import type { Recorded, Run } from './useRun.ts'

const noticeSteps: Record<string, string> = {
  draft: '等核对送审',
  review: '等审查',
  sign: '等签字',
  released: '等公开',
}

export function Trail({ run }: { run: Run }) {
  return (
    <section className="sheet">
      <h2>每一步</h2>
      <ol className="hands">
        {run.way.map((s, i) => {
          const records = run.steps.filter((r) => r.step === s.key && !r.waits)
          return (
            <li key={s.key} className={run.index >= 0 && i > run.index ? 'to-come' : undefined}>
              <b>
                {i + 1}. {s.name}
                {i === run.index && '（现在）'}
              </b>
              {records.map((r) => (
                <RecordView key={r.id} run={run} record={r} />
              ))}
              {records.length === 0 && (
                <span className="quiet">
                  {'　'}
                  {s.who}
                  {s.people === 2 && '　要两个人'}
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

export function RecordView({ run, record: r }: { run: Run; record: Recorded }) {
  const step = run.way.find((s) => s.key === r.step)
  const papers = run.papers.filter((p) => p.step_id === r.id)
  const notices = run.notices.filter((n) => n.step_id === r.id)
  return (
    <div className={r.isVoid || r.sentBack ? 'quiet' : undefined}>
      <p>
        {r.isVoid ? (
          '没有通过确认：'
        ) : r.outcome === 'skipped' ? (
          <b className="found">跳过，</b>
        ) : r.outcome === 'returned' ? (
          <b className="found">退回重办，</b>
        ) : r.outcome === 'stopped' ? (
          <b className="found">停办，</b>
        ) : (
          ''
        )}
        {sayDay(r.happened_on)}，
        {r.hands
          .map(
            (h) =>
              `${h.post}${h.name}${h.kind === 'confirmed' ? '确认' : h.kind === 'refused' ? `不同意（${h.words}）` : ''}`,
          )
          .join('，')}
        （{sayTime(r.at)}）{r.sentBack && '，后来退回重办'}
      </p>
      {r.words !== '' && <p className="told">{r.words}</p>}
      {step && (
        <p>
          {saidFacts(step, r.facts, r.happened_on).map((f) => (
            <span key={f.key} className="fact-line">
              {f.label}：{f.value}
            </span>
          ))}
        </p>
      )}
      {papers.length > 0 && (
        <p>
          {papers.map((p) => (
            <span key={p.id}>
              <a
                href={p.open ? `/api/files/${p.file}` : `/api/powers/papers/${p.file}`}
                target="_blank"
                rel="noreferrer"
              >
                {step?.papers.find((x) => x.key === p.paper)?.name ?? p.name}
              </a>
              {p.open ? '（公开）' : '（封存）'}
              {'　'}
            </span>
          ))}
        </p>
      )}
      {notices.length > 0 && (
        <p>
          {notices.map((n) => (
            <span key={n.item_code + n.due_on} className="fact-line">
              {n.by_itself && n.notice_id ? (
                <Link to={`/notices/${n.notice_id}`}>{n.item}</Link>
              ) : (
                `列入本期“${n.item}”`
              )}
              {'　'}
              <span className="quiet">
                {n.published_on
                  ? `${sayDay(n.published_on)}公开`
                  : `${noticeSteps[n.notice_step ?? ''] ?? ''}　${sayDay(n.due_on)}前公开`}
              </span>
            </span>
          ))}
        </p>
      )}
    </div>
  )
}
