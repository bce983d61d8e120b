/**
 * Everything that is still wrong, as links to the place: what stops handing in first, then what is only to be looked
 * at.
 */
import { columnsOf } from '../../../../kernel/forms/form.ts'
import type { Problem } from '../../../../kernel/forms/problem.ts'
import { isWindow } from '../../../../kernel/forms/windows.ts'
import { isRepeated } from '../../../../kernel/forms/repeated.ts'
import { Button } from '../../../../console/parts/Button.tsx'
import type { Notice } from './notice/useNotice.ts'
import { Contradicting } from './Contradicting.tsx'
import { Findings } from './Findings.tsx'
import type { Spot } from './keys.ts'
import type { Draft } from './useDraft.ts'
import { isBlankAt } from './work.ts'

const most = 60

export function StillWrong({
  notice,
  draft,
  problems,
  asked: doubtful,
  findings,
  attempted,
  onGo,
}: {
  notice: Notice
  draft: Draft
  problems: readonly Problem[]
  /** What was doubtful when it was read from a sheet or pasted. */
  asked: readonly Problem[]
  findings: Notice['findings']
  attempted: boolean
  onGo: (spot: Spot) => void
}) {
  const all = problems.filter((p) => p.severity === 'error')
  const blank = attempted ? [] : all.filter((p) => isBlankAt(draft.work.content, notice.form, p))
  const errors = all.filter((p) => !blank.includes(p))
  const asked = problems.filter((p) => p.asks !== undefined)
  const warns = problems.filter((p) => p.severity === 'warn' && p.asks === undefined)
  const go = (p: Problem) =>
    onGo({
      row: p.row ?? 0,
      column: Math.max(
        0,
        columnsOf(notice.form).findIndex((c) => c.key === p.column),
      ),
    })
  const list = (shown: readonly Problem[]) => (
    <ul>
      {shown.slice(0, most).map((p, i) => (
        <li key={i}>
          {p.row === undefined && p.column === undefined ? (
            p.say
          ) : (
            <button type="button" className="plain" onClick={() => go(p)}>
              {p.say}
            </button>
          )}
        </li>
      ))}
      {shown.length > most && <li>还有 {shown.length - most} 处，改好前面的会接着列出。</li>}
    </ul>
  )
  return (
    <section className="wrong-list" aria-live="polite" id="still-wrong">
      {errors.length > 0 && (
        <div className="note wrong">
          <h2>还有 {errors.length} 处要改，改好才能送审</h2>
          {list(errors)}
        </div>
      )}
      {blank.length > 0 && (
        <p className="quiet">
          必填的还有 {blank.length} 处没有填：
          <button type="button" className="plain" onClick={() => go(blank[0]!)}>
            去填第一处
          </button>
        </p>
      )}
      <Contradicting
        notice={notice}
        problems={asked.filter((p) => !isRepeated(p) && !isWindow(p))}
        draft={draft}
        list={list}
        words={{
          title: (n) => `有 ${n} 处和别的公开对不上`,
          how: '哪一份错了改哪一份。都没有错的',
          why: '为什么对不上',
        }}
      />
      <Contradicting
        notice={notice}
        problems={asked.filter(isRepeated)}
        draft={draft}
        list={list}
        words={{ title: (n) => `有 ${n} 个号码重复`, how: '写错了的改正。没有错的', why: '为什么重复' }}
      />
      <Contradicting
        notice={notice}
        problems={asked.filter(isWindow)}
        draft={draft}
        list={list}
        words={{ title: (n) => `有 ${n} 处公示的天数不对`, how: '写错了的改正。没有错的', why: '为什么是这些天' }}
      />
      {doubtful.length > 0 && (
        <div className="note warn">
          <h2>从表格读来的有 {doubtful.length} 处拿不准，请核对</h2>
          {list(doubtful)}
          <Button onClick={() => draft.ask([])}>都核对过了</Button>
        </div>
      )}
      {warns.length > 0 && (
        <div className="note warn">
          <h2>{warns.length} 处请核对</h2>
          {list(warns)}
        </div>
      )}
      <Findings findings={findings} draft={draft} notice={notice} onGo={onGo} />
    </section>
  )
}
