/**
 * Secrecy check, then a signature: by finger, by password and code, or on paper with a scan. Sending again never signs
 * twice.
 */
import { Button } from '../../../../../console/parts/Button.tsx'
import { useCallback, useRef, useState, type ReactNode } from 'react'
import { ApiError, ask, formOf } from '../../../../../console/client.ts'
import { api } from '../../../client.ts'
import { Note } from '../../../../../console/parts/Note.tsx'
import { sayTime } from '../../../../../console/parts/time.ts'
import { sentenceOf, tell } from '../../../../../console/parts/tell.tsx'
import { AskReason } from '../../../../../console/parts/AskReason.tsx'
import { PublishTime } from '../Extras.tsx'
import { useDecide, type DecisionInput } from '../notice/useDecide.ts'
import { readNotice, type Notice } from '../notice/useNotice.ts'
import { PaperScan, PasswordSign, Ways, type Way } from '../../../../../console/sign/ways.tsx'
import { SignPad, type Stroke } from '../../../../../console/sign/SignPad.tsx'

/** `papers`, `facts`: what is decided about and beside what; `sum`: stays in view with the buttons. */
type Props = { notice: Notice; papers: ReactNode; facts: ReactNode; sum: ReactNode }

export function SignForm({ notice, papers, facts, sum }: Props) {
  const { decide, refresh } = useDecide(notice)
  const [way, setWay] = useState<Way>('strokes')
  const [strokes, setStrokes] = useState<Stroke[]>([])
  const [secret, setSecret] = useState({ password: '', code: '' })
  const [scan, setScan] = useState<File>()
  const [checked, setChecked] = useState(false)
  const [publishAt, setPublishAt] = useState<string | null>(notice.publishAt)
  const [said, setSaid] = useState<{ kind: 'wrong' | 'warn'; text: string }>()
  const [busy, setBusy] = useState(false)
  const [returning, setReturning] = useState(false)
  const form = useRef<HTMLElement>(null)
  const keep = useCallback((all: Stroke[]) => setStrokes(all), [])
  const label = notice.may.find((m) => m.name === 'sign')?.label ?? '签字'

  const sign = async () => {
    const missing = whatIsMissing(checked, way, strokes, secret.password, scan)
    if (missing) {
      form.current?.scrollIntoView({ block: 'nearest' })
      return setSaid({ kind: 'wrong', text: missing })
    }
    setBusy(true)
    setSaid(undefined)
    try {
      const done = await decide('sign', {
        signature: await signatureOf(way, strokes, secret, scan, notice.id),
        secrecyChecked: true,
        publishAt: publishAt ? new Date(publishAt) : undefined,
      })
      tell(
        done.published
          ? '签好了，已经公开。'
          : done.step === 'released'
            ? '签好了，到定好的时间自动公开。'
            : '签好了，送到下一步。',
      )
    } catch (e) {
      const answer = await calmly(e, notice)
      setSaid(answer)
      if (e instanceof ApiError && e.status === 409) {
        tell(answer.text)
        await refresh()
      }
    }
    setBusy(false)
  }

  return (
    <>
      <div className="sign-scroll">
        {papers}
        <aside className="sign-side">
          {facts}
          <section ref={form} className="sign-form" aria-label="签字">
            <label className="check sign-check">
              <input type="checkbox" checked={checked} onChange={(e) => setChecked(e.target.checked)} />
              <span>
                <b>保密审查：</b>我看过内容，没有国家秘密、工作秘密和不该公开的个人信息。
              </span>
            </label>
            <Ways way={way} onWay={setWay} />
            <div className="sign-way">
              {way === 'strokes' && <SignPad onStrokes={keep} />}
              {way === 'password' && <PasswordSign value={secret} onChange={setSecret} />}
              {way === 'paper' && <PaperScan scan={scan} onScan={setScan} />}
            </div>
            {said && (
              <Note kind={said.kind} role="alert">
                {said.text}
              </Note>
            )}
            <details className="sign-time">
              <summary>{publishAt ? `定在 ${sayTime(publishAt)} 公开` : '签完字马上公开（要改时间按这里）'}</summary>
              <PublishTime at={publishAt} onSet={setPublishAt} />
            </details>
            <p className="quiet hash">
              签的是这份内容：<span className="num">{notice.contentHash?.slice(0, 16)}</span>
              ，改一个字这串字母就会变。
            </p>
          </section>
        </aside>
      </div>
      <div className="sign-foot">
        {sum}
        <Button onClick={() => setReturning(true)}>退回修改</Button>
        <Button type="primary" loading={busy} onClick={() => void sign()}>
          {label}
        </Button>
      </div>
      {returning && (
        <AskReason
          title="退回修改"
          hint="请写明要改什么"
          button="退回"
          least={2}
          onClose={() => setReturning(false)}
          onDone={(comment) => decide('return', { comment }).then(() => tell('已退回村里修改。'))}
        />
      )}
    </>
  )
}

function whatIsMissing(
  checked: boolean,
  way: Way,
  strokes: Stroke[],
  password: string,
  scan: File | undefined,
): string | undefined {
  if (!checked) return '请先确认保密审查。'
  if (way === 'strokes' && strokes.length === 0) return '还没有写字，请在框里签名，或改用密码、纸件。'
  if (way === 'password' && password === '') return '请填密码。'
  return way === 'paper' && !scan ? '请先选签好字的纸件扫描或照片。' : undefined
}

async function signatureOf(
  way: Way,
  strokes: Stroke[],
  secret: { password: string; code: string },
  scan: File | undefined,
  id: string,
): Promise<NonNullable<DecisionInput['signature']>> {
  if (way === 'strokes') return { kind: 'strokes', strokes }
  if (way === 'password') return { kind: 'password', password: secret.password, code: secret.code || undefined }
  const { sha256 } = await ask(api.notices[':id'].scan.$post({ param: { id } }, formOf({ file: scan! })))
  return { kind: 'paper', scanSha256: sha256 }
}

/**
 * A lost connection or somebody faster is no disaster: says whether the signature arrived, and that pressing again is
 * safe.
 */
async function calmly(error: unknown, notice: Notice): Promise<{ kind: 'wrong' | 'warn'; text: string }> {
  if (!(error instanceof ApiError) || (error.status !== 0 && error.status !== 409))
    return { kind: 'wrong', text: sentenceOf(error) }
  if (error.status === 0)
    return { kind: 'warn', text: '没有收到回音，可能断网了。连上后请再按一次“签字”，同一份内容不会签两次。' }
  const last = await readNotice(notice.id)
    .then((n) => n.history.filter((e) => e.action === 'sign').pop())
    .catch(() => undefined)
  return {
    kind: 'warn',
    text: last ? `这份已经由${last.name}在 ${sayTime(last.at)} 签好了，不用再签。` : error.message,
  }
}
