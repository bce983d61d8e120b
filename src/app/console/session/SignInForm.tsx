/** User name and password, then the six digits where the account has them. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { ask } from '../../../console/client.ts'
import { base } from '../../../console/base.ts'
import { heldMe } from '../../../console/me.ts'
import { Note } from '../../../console/parts/Note.tsx'
import { Password } from '../../../console/parts/Password.tsx'
import { sentenceOf } from '../../../console/parts/tell.tsx'

/** `at`: the field that somebody was typing in. */
export type Known = { username: string; password: string; code: string; at?: string }

/** `known`: what is filled in already. `onStep`: whether the digits are asked for now. */
export function SignInForm({ known, onStep }: { known: Known; onStep?: (asksCode: boolean) => void }) {
  const queries = useQueryClient()
  const [form, setForm] = useState(known)
  const [asksCode, setAsks] = useState(false)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)

  const setAsksCode = (asks: boolean) => {
    setAsks(asks)
    onStep?.(asks)
  }

  const signIn = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError('')
    try {
      const answer = asksCode
        ? { needsCode: false, ...(await ask(base.session.code.$post({ json: { code: form.code } }), true)) }
        : await ask(base.session.$post({ json: { username: form.username, password: form.password } }), true)
      setAsksCode(answer.needsCode)
      const me = 'me' in answer ? answer.me : null
      if (me) queries.setQueryData(['me'], heldMe(me))
      if (!answer.needsCode)
        await queries.invalidateQueries({ predicate: (q) => me === null || q.queryKey[0] !== 'me' })
    } catch (e) {
      setError(sentenceOf(e))
    }
    setBusy(false)
  }

  return (
    <form onSubmit={(e) => void signIn(e)} noValidate>
      {asksCode ? (
        <CodeField code={form.code} onCode={(code) => setForm({ ...form, code })} onBack={() => setAsksCode(false)} />
      ) : (
        <>
          <label className="field">
            <span>用户名</span>
            <input
              className="plain-input"
              value={form.username}
              autoComplete="username"
              autoCapitalize="none"
              autoFocus={known.at ? known.at === 'username' : known.username === ''}
              onChange={(e) => setForm({ ...form, username: e.target.value })}
            />
          </label>
          <Password
            label="密码"
            value={form.password}
            hint="current-password"
            onValue={(password) => setForm({ ...form, password })}
          />
        </>
      )}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <Button type="primary" htmlType="submit" block loading={busy}>
        登录
      </Button>
    </form>
  )
}

function CodeField({ code, onCode, onBack }: { code: string; onCode: (code: string) => void; onBack: () => void }) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <>
      <label className="field">
        <span>手机上验证器里的六位数字</span>
        <input
          ref={field}
          className="plain-input big-code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          value={code}
          onChange={(e) => onCode(e.target.value)}
        />
      </label>
      <p>
        <button type="button" className="plain" onClick={onBack}>
          换一个用户名
        </button>
      </p>
    </>
  )
}
