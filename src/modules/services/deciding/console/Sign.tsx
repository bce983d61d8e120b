/**
 * A leader signs, bound to what is on the screen: by finger, by password and code, or on paper. Pressing again after a
 * lost connection never signs twice.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useCallback, useState } from 'react'
import { ApiError, ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { SignPad, type Stroke } from '../../../../console/sign/SignPad.tsx'
import { PaperScan, PasswordSign, Ways, type Way } from '../../../../console/sign/ways.tsx'
import { decide, readApplication, useDone, type DecisionInput, type StaffApplication } from './useApplication.ts'

export type Signature = NonNullable<DecisionInput['signature']>
type Signing = { way: Way; strokes: Stroke[]; secret: { password: string; code: string }; scan: File | undefined }
const blank: Signing = { way: 'strokes', strokes: [], secret: { password: '', code: '' }, scan: undefined }

/** The three equal ways to sign, for one application or for several. */
export function useSigning() {
  const [s, set] = useState<Signing>(blank)
  const strokes = useCallback((all: Stroke[]) => set((now) => ({ ...now, strokes: all })), [])
  const missing =
    s.way === 'strokes' && s.strokes.length === 0
      ? '还没有写字，请在框里签名，或改用密码、纸件。'
      : s.way === 'password' && s.secret.password === ''
        ? '请填密码。'
        : s.way === 'paper' && !s.scan
          ? '请先选签好字的纸件扫描或照片。'
          : undefined
  const given = async (): Promise<Signature> => {
    if (s.way === 'strokes') return { kind: 'strokes', strokes: s.strokes }
    if (s.way === 'password')
      return { kind: 'password', password: s.secret.password, ...(s.secret.code ? { code: s.secret.code } : {}) }
    const { sha256 } = await ask(api['application-papers'].$post({}, formOf({ file: s.scan! })))
    return { kind: 'paper', scanSha256: sha256 }
  }
  const fields = (
    <>
      <Ways way={s.way} onWay={(way) => set({ ...s, way })} />
      <div className="sign-way">
        {s.way === 'strokes' && <SignPad onStrokes={strokes} />}
        {s.way === 'password' && <PasswordSign value={s.secret} onChange={(secret) => set({ ...s, secret })} />}
        {s.way === 'paper' && <PaperScan scan={s.scan} onScan={(scan) => set({ ...s, scan })} />}
      </div>
    </>
  )
  return { missing, given, fields }
}

export function Sign({ a, choice }: { a: StaffApplication; choice: StaffApplication['may'][number] }) {
  const signing = useSigning()
  const [grant, setGrant] = useState({ text: '', amount: '', from: '' })
  const [said, setSaid] = useState<{ kind: 'wrong' | 'warn'; text: string }>()
  const [busy, once] = useBusy()
  const done = useDone(a.id)
  const sign = () =>
    once(async () => {
      if (signing.missing) return setSaid({ kind: 'wrong', text: signing.missing })
      setSaid(undefined)
      try {
        await decide(a, choice.action, {
          signature: await signing.given(),
          grant: {
            text: grant.text,
            ...(grant.amount.trim() === '' ? {} : { amount: grant.amount.trim() }),
            ...(grant.from === '' ? {} : { from: grant.from }),
          },
        })
        await done('签好了，送到下一步。')
      } catch (e) {
        setSaid(await calmly(e, a))
        if (e instanceof ApiError && e.status === 409) await done('这件有了变化，已经刷新。')
      }
    })
  return (
    <div>
      <label className="field">
        <span>
          批准的内容<span className="hint">　写给申请人看，可以不写</span>
        </span>
        <input
          className="plain-input"
          maxLength={500}
          placeholder={a.service.result.name}
          value={grant.text}
          onChange={(e) => setGrant({ ...grant, text: e.target.value })}
        />
      </label>
      <div className="votes">
        <label className="field">
          <span>金额（元，没有不写）</span>
          <input
            className="plain-input"
            inputMode="decimal"
            maxLength={12}
            value={grant.amount}
            onChange={(e) => setGrant({ ...grant, amount: e.target.value })}
          />
        </label>
        <label className="field">
          <span>从哪个月起</span>
          <input
            className="plain-input"
            type="month"
            value={grant.from}
            onChange={(e) => setGrant({ ...grant, from: e.target.value })}
          />
        </label>
      </div>
      {signing.fields}
      {said && (
        <Note kind={said.kind} role="alert">
          {said.text}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void sign()}>
          {choice.name}
        </Button>
      </div>
      <p className="quiet hash">
        签的是这份申请：<span className="num">{a.contentHash?.slice(0, 16)}</span>，改一个字这串字母就会变。
      </p>
    </div>
  )
}

async function calmly(error: unknown, a: StaffApplication): Promise<{ kind: 'wrong' | 'warn'; text: string }> {
  if (!(error instanceof ApiError) || (error.status !== 0 && error.status !== 409))
    return { kind: 'wrong', text: sentenceOf(error) }
  if (error.status === 0)
    return { kind: 'warn', text: '没有收到回音，可能断网了。连上后请再按一次，同一份申请不会签两次。' }
  const last = await readApplication(a.id)
    .then((n) => n.history.filter((e) => e.action === 'approve').pop())
    .catch(() => undefined)
  return { kind: 'warn', text: last ? `这份已经由${last.by}在 ${sayTime(last.at)} 签好了，不用再签。` : error.message }
}
