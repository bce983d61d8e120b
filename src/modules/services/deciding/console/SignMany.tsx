/**
 * Several applications signed at once: what each is about stands there before the signature, which is bound to just
 * that; those that anybody or anything raises a doubt about must be opened.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { useSigning } from './Sign.tsx'
import { Shown } from '../../../../console/parts/State.tsx'
import { readApplication, type StaffApplication } from './useApplication.ts'

type Row = { id: string; title: string; place: string; code: string }

export function SignMany({ rows, onDone }: { rows: readonly Row[]; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const [error, setError] = useState('')
  /** In yuan, by application: what a benefit pays is decided for each. */
  const [amounts, setAmounts] = useState<Readonly<Record<string, string>>>({})
  const [tried, setTried] = useState(false)
  const [left, setLeft] = useState<{ id: string; say: string }[]>([])
  const [busy, once] = useBusy()
  const signing = useSigning()
  const client = useQueryClient()
  const ids = rows.map((r) => r.id)
  // Read anew each time the dialog opens: the hash that is signed is of what is shown. Reading is a look that the
  // applicants see.
  const read = useQuery({
    queryKey: ['applications', 'together', ...ids],
    enabled: open,
    gcTime: 0,
    staleTime: Infinity,
    queryFn: () => Promise.all(ids.map(readApplication)),
  })
  const fit = (read.data ?? []).filter((a) => doubtsOf(a).length === 0)
  const sign = () =>
    once(async () => {
      const wrong = fit.find((a) => amountFault(a, amounts[a.id]))
      setTried(true)
      if (wrong) {
        document.getElementById(amountId(wrong.id))?.focus()
        return setError('有金额没有写对，写好再签。')
      }
      if (signing.missing) return setError(signing.missing)
      setError('')
      try {
        const done = await ask(
          api.applications.approve.$post({
            json: {
              items: fit.map((a) => ({
                id: a.id,
                contentHash: a.contentHash!,
                seenEvents: a.events,
                ...(a.service.result.money && amounts[a.id] ? { amount: amounts[a.id]!.trim() } : {}),
              })),
              signature: await signing.given(),
            },
          }),
        )
        await client.invalidateQueries({ queryKey: ['applications'], predicate: (q) => q.queryKey[1] !== 'together' })
        tell(`签好了 ${done.signed} 件。`)
        setLeft(done.refused)
        if (done.refused.length === 0) {
          setOpen(false)
          onDone()
        }
      } catch (e) {
        setError(sentenceOf(e))
      }
    })
  return (
    <>
      <div className="do">
        <Button type="primary" onClick={() => setOpen(true)}>
          一起签这 {rows.length} 件
        </Button>
        <Button onClick={onDone}>都不选</Button>
      </div>
      {open && (
        <Dialog
          wide
          title={`一起签 ${rows.length} 件`}
          onClose={() => {
            setOpen(false)
            if (left.length > 0) onDone()
          }}
        >
          <Shown query={read} what="这几件">
            {(all) => (
              <>
                <ul className="plain-list">
                  {all.map((a) => (
                    <One
                      key={a.id}
                      a={a}
                      refused={left.find((l) => l.id === a.id)?.say}
                      amount={amounts[a.id] ?? ''}
                      fault={tried ? amountFault(a, amounts[a.id]) : ''}
                      onAmount={(amount) => {
                        setError('')
                        setAmounts((all) => ({ ...all, [a.id]: amount }))
                      }}
                    />
                  ))}
                </ul>
                {left.length === 0 && fit.length > 0 && signing.fields}
                {error && (
                  <Note kind="wrong" role="alert">
                    {error}
                  </Note>
                )}
                {left.length > 0 ? (
                  <Note kind="warn">
                    <p>{left.length} 件没有签，请单独打开看。</p>
                  </Note>
                ) : fit.length > 0 ? (
                  <div className="do">
                    <Button type="primary" loading={busy} onClick={() => void sign()}>
                      签字同意
                    </Button>
                    {fit.length < all.length && <span className="quiet">签 {fit.length} 件，其余的请单独打开</span>}
                  </div>
                ) : (
                  <Note kind="warn">
                    <p>这几件都有要核对的，请一件一件打开看。</p>
                  </Note>
                )}
              </>
            )}
          </Shown>
        </Dialog>
      )}
    </>
  )
}

const amountId = (id: string) => `amount-${id}`

/** What is wrong with the amount of an application, '' where nothing is: only benefits pay any. */
function amountFault(a: StaffApplication, amount = ''): string {
  if (!a.service.result.money) return ''
  if (amount.trim() === '') return '请写这一件批多少钱。'
  return /^\d{1,9}(\.\d{1,2})?$/.test(amount.trim()) ? '' : '金额写数字，最多两位小数。'
}

type OneProps = {
  a: StaffApplication
  refused: string | undefined
  amount: string
  fault: string
  onAmount: (amount: string) => void
}

function One({ a, refused, amount, fault, onAmount }: OneProps) {
  const lines =
    a.inside?.sections.flatMap((s) => s.lines).flatMap((l) => (l.kind === 'line' && l.value !== '' ? [l] : [])) ?? []
  const agreed = a.requests.filter((r) => r.answeredAt && r.opinion !== 'disagree').length
  const doubts = refused === undefined ? doubtsOf(a) : [refused]
  return (
    <li>
      <b>
        {a.service.name}　{lines.find((l) => l.label === '姓名')?.value}
      </b>
      {'　'}
      <a href={`/console/applications/${a.id}`} target="_blank" rel="noreferrer">
        打开看
      </a>
      <p className="quiet">
        {a.place}　<span className="num">{a.code}</span>　{a.service.result.name}
        {a.requests.length > 0 && `　部门意见 ${agreed}／${a.requests.length} 同意`}
        {a.inside && !a.inside.aids.registered && '　身份证号在村民名册里没有找到'}
      </p>
      {doubts.length > 0 && <p className="late">{doubts.join('；')}。请单独打开签。</p>}
      {doubts.length === 0 && a.service.result.money && (
        <label className="field">
          <span>
            金额（元）<span className="hint">　{a.service.result.money}</span>
          </span>
          <input
            id={amountId(a.id)}
            className="plain-input"
            inputMode="decimal"
            maxLength={12}
            value={amount}
            aria-invalid={fault !== ''}
            aria-describedby={fault === '' ? undefined : `${amountId(a.id)}-say`}
            onChange={(e) => onAmount(e.target.value)}
          />
          {fault !== '' && (
            <span className="late" id={`${amountId(a.id)}-say`}>
              {fault}
            </span>
          )}
        </label>
      )}
    </li>
  )
}

/** What keeps an application out of a bundle. */
function doubtsOf(a: StaffApplication): string[] {
  const aids = a.inside?.aids
  return [
    ...(a.requests.some((r) => r.opinion === 'disagree') ? ['有部门不同意'] : []),
    ...(aids?.doubts ?? []),
    ...(aids && aids.differences.length > 0 ? ['填的和名册不一样'] : []),
    ...(aids && aids.same.length > 0 ? ['同一个人或者同一户还有别的申请'] : []),
    ...(aids && aids.listed.length > 0 ? ['公开的名单里有同名的'] : []),
    ...(a.contentHash ? [] : ['现在不在您手里']),
  ]
}
