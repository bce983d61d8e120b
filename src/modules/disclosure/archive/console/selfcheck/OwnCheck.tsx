/** The place's own self-check of the month: what was found, how it was mended, and the signature that closes it. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../../console/client.ts'
import { Note } from '../../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../../console/parts/tell.tsx'
import { sayDue, sayTime } from '../../../../../console/parts/time.ts'
import { api } from '../../../client.ts'
import { SignCheck } from './SignCheck.tsx'
import type { Answer } from './SelfCheck.tsx'
import { stateOf } from './stateOf.ts'
import { postAt } from '../../../../../kernel/people/postAt.ts'

export type Check = NonNullable<Answer['check']>
type Found = Check['found']

export function OwnCheck({
  check,
  rows,
  place,
  month,
  day,
}: {
  check: Check
  rows: Answer['rows']
  place: string
  month: string
  day: string
}) {
  const queries = useQueryClient()
  /** What the page began with: what somebody else has saved since is taken over while nothing was typed here. */
  const [base, setBase] = useState(check)
  const [clean, setClean] = useState(check.clean)
  const [found, setFound] = useState<Found>(check.found)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const changed = clean !== base.clean || JSON.stringify(found) !== JSON.stringify(base.found)
  if (base.hash !== check.hash && !changed) {
    setBase(check)
    setClean(check.clean)
    setFound(check.found)
  }
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['self-check'] }),
      queries.invalidateQueries({ queryKey: ['desk'] }),
    ])
  const save = async () => {
    setBusy(true)
    setError('')
    await ask(
      api['self-check'].$put({ json: { place, month, clean, found: clean ? [] : found, contentHash: check.hash } }),
    ).then(
      async ({ check: saved }) => {
        if (saved) {
          setBase(saved)
          setFound(saved.found)
        }
        await refresh()
        tell('记好了。查完改好以后，请书记或者联村干部签字。')
      },
      (e: unknown) => setError(sentenceOf(e)),
    )
    setBusy(false)
  }
  const missing = rows
    .filter((r) => stateOf(r, day) === '逾期没公开')
    .filter((r) => !found.some((f) => f.about === r.id))
    .map((r) => ({ what: `逾期没公开：${r.title ?? r.item}`, done: '', about: r.id }))
  const put = (at: number, change: Partial<Found[number]>) =>
    setFound(found.map((f, i) => (i === at ? { ...f, ...change } : f)))
  return (
    <section className="sheet" aria-label="自查自纠">
      <div className="head">
        <h2 className="grow">{Number(month.slice(5))} 月自查自纠</h2>
        <b className="step">{check.signed ? '已签字' : check.savedAt ? '等签字' : '还没有填'}</b>
      </div>
      {check.signed ? (
        <p>
          {sayTime(check.signed.signed_at)} {postAt(check.signed.by_place, check.signed.by_post)}
          {check.signed.by_name}签字。
        </p>
      ) : (
        <p className={check.dueOn < day ? 'late' : 'quiet'}>查完、改好、签字：{sayDue(check.dueOn)}。</p>
      )}
      {check.mayWrite ? (
        <>
          <label className="check">
            <input type="checkbox" checked={clean} onChange={(e) => setClean(e.target.checked)} />
            <span>都查过了，没有发现问题</span>
          </label>
          {!clean && (
            <>
              {found.map((f, i) => (
                <fieldset key={i} className="found-row">
                  <legend>
                    第 {i + 1} 个问题{f.about === undefined ? '' : `：${nameOf(rows, f.about)}`}
                  </legend>
                  <label className="field">
                    <span>查出了什么</span>
                    <textarea
                      className="plain-input"
                      rows={2}
                      maxLength={300}
                      value={f.what}
                      onChange={(e) => put(i, { what: e.target.value })}
                    />
                  </label>
                  <label className="field">
                    <span>
                      怎样改的 <span className="hint">签字前要写</span>
                    </span>
                    <textarea
                      className="plain-input"
                      rows={2}
                      maxLength={300}
                      value={f.done}
                      onChange={(e) => put(i, { done: e.target.value })}
                    />
                  </label>
                  <button type="button" className="plain" onClick={() => setFound(found.filter((_, j) => j !== i))}>
                    去掉第 {i + 1} 个
                  </button>
                </fieldset>
              ))}
              <div className="do">
                <Button onClick={() => setFound([...found, { what: '', done: '' }])}>加一个问题</Button>
                {missing.length > 0 && (
                  <Button onClick={() => setFound([...found, ...missing])}>
                    把逾期没公开的带进来（{missing.length}）
                  </Button>
                )}
              </div>
            </>
          )}
          {changed && base.hash !== check.hash && (
            <Note>
              别人刚存过：
              {check.clean
                ? '都查过了，没有发现问题'
                : check.found.map((f) => `${f.what}${f.done === '' ? '' : `（${f.done}）`}`).join('；')}
              。再按保存，就按您现在写的存。
            </Note>
          )}
          {error && (
            <Note kind="wrong" role="alert">
              {error}
            </Note>
          )}
          <div className="do">
            <Button
              type="primary"
              loading={busy}
              disabled={!changed && check.savedAt !== null}
              onClick={() => void save()}
            >
              保存
            </Button>
          </div>
        </>
      ) : (
        <Written check={check} />
      )}
      {check.maySign &&
        (changed ? (
          <p className="quiet">改动保存以后才能签字。</p>
        ) : (
          <SignCheck check={check} place={place} month={month} onSigned={refresh} />
        ))}
    </section>
  )
}

/** What an overdue item of the month is called, as the table beside it calls it. */
function nameOf(rows: Answer['rows'], id: string): string {
  const row = rows.find((r) => r.id === id)
  return row ? (row.title ?? row.item) : '应公开的事项'
}

function Written({ check }: { check: Check }) {
  if (check.savedAt === null) return null
  if (check.clean) return <p>都查过了，没有发现问题。</p>
  return (
    <ol>
      {check.found.map((f, i) => (
        <li key={i}>
          {f.what}
          <br />
          <span className="quiet">怎样改的：{f.done || '还没有写'}</span>
        </li>
      ))}
    </ol>
  )
}
