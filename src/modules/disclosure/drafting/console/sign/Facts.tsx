/**
 * What a signer wants to know beside the papers: the sum, how it stands beside the last one, what was checked and what
 * raises a doubt.
 */
import { Bars } from '../../../../../console/parts/Bars.tsx'
import { sayDue } from '../../../../../console/parts/time.ts'
import { parseAmount } from '../../../../../kernel/forms/money.ts'
import type { Notice } from '../notice/useNotice.ts'
import { sayPeriod } from '../../../obligations/periods.ts'
import type { Last, Sums } from './beside.ts'

export function Facts({ notice, sums, last }: { notice: Notice; sums: Sums; last: Last | undefined }) {
  const first = sums.sums[0]
  return (
    <section className="sign-facts" aria-label="要点">
      {notice.dueNow && <p className="quiet">{sayDue(notice.dueNow, '公开')}</p>}
      {last && first?.more && (
        <p>
          <span className="quiet">比 {last.short}</span>
          <br />
          {first.label}
          {first.more}
          {first.more !== '一样多' && first.unit && ` ${first.unit}`}
        </p>
      )}
      <ul className="checks">
        {checksOf(notice).map((c) => (
          <li key={c.say} className={c.good ? 'good' : 'doubt'}>
            <span aria-hidden="true">{c.good ? '✓' : '!'}</span>
            {c.say}
          </li>
        ))}
      </ul>
      {last && first?.last && (
        <Bars
          caption={`${first.label}${first.unit && `（${first.unit}）`}`}
          rows={[
            { label: last.short, value: Number(parseAmount(first.last) ?? 0n), text: first.last },
            {
              label: sayPeriod(notice.period),
              value: Number(parseAmount(first.now) ?? 0n),
              text: first.now,
              now: true,
            },
          ]}
        />
      )}
    </section>
  )
}

/** Only what was really looked at is said to be in order. */
function checksOf(n: Notice): { good: boolean; say: string }[] {
  const [said, unsaid] = [n.contradictions.filter((c) => c.reason), n.contradictions.filter((c) => !c.reason)]
  const about = n.problems.filter((p) => p.severity === 'warn' && !n.contradictions.some((c) => c.say === p.say))
  return [
    ...(unsaid.length > 0 ? [{ good: false, say: `${unsaid.length} 处对不上，没有说明原因` }] : []),
    ...(said.length > 0 ? [{ good: false, say: `${said.length} 处对不上，填写人说明了原因，请核对` }] : []),
    ...(n.against && n.contradictions.length === 0 ? [{ good: true, say: '和本村别的公开对得上' }] : []),
    ...(about.length > 0 ? [{ good: false, say: `${about.length} 处有提醒，看左边` }] : []),
    n.findings.length > 0
      ? { good: false, say: `像身份证号、电话、卡号的 ${n.findings.length} 处` }
      : { good: true, say: '没有找到身份证号、电话、卡号' },
    ...(n.unfinished ? [{ good: false, say: '这一期还没有结束' }] : []),
  ]
}

/** Stays in view with the buttons. */
export function Sum({ notice, sums }: { notice: Notice; sums: Sums }) {
  const doubts = checksOf(notice).filter((c) => !c.good).length
  return (
    <p className="sum">
      {notice.content.nothing ? (
        <b>本期无内容</b>
      ) : (
        sums.sums.slice(0, 2).map((s) => (
          <span key={s.key}>
            <span className="quiet">{s.label}</span> <b className="num">{s.now}</b> {s.unit}
          </span>
        ))
      )}
      {sums.rows > 0 && <span className="quiet">{sums.rows} 行</span>}
      {doubts > 0 && <span className="late">{doubts} 处要核对</span>}
    </p>
  )
}

export function Compared({ last }: { last: Last }) {
  return last.changes.length === 0 ? (
    <p>和{last.name}一样，只有日期不同。</p>
  ) : (
    <>
      <p className="quiet">和{last.name}比，日期以外有这些不同：</p>
      <ul>
        {last.changes.map((say, i) => (
          <li key={i}>{say}</li>
        ))}
      </ul>
    </>
  )
}
