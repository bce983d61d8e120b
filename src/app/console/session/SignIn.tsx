/** User name and password, then the six digits where the account has them. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { ask } from '../../../console/client.ts'
import { base } from '../../../console/base.ts'
import { Note } from '../../../console/parts/Note.tsx'
import { Password } from '../../../console/parts/Password.tsx'
import { sentenceOf } from '../../../console/parts/tell.tsx'
import { DemoAccounts } from './DemoAccounts.tsx'
import { Threshold } from './Threshold.tsx'

export function SignIn() {
  const queries = useQueryClient()
  const [form, setForm] = useState({ username: '', password: '', code: '' })
  const [asksCode, setAsksCode] = useState(false)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)

  const signIn = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError('')
    try {
      const needsCode = asksCode
        ? (await ask(base.session.code.$post({ json: { code: form.code } })), false)
        : (await ask(base.session.$post({ json: { username: form.username, password: form.password } }))).needsCode
      setAsksCode(needsCode)
      if (!needsCode) await queries.invalidateQueries()
    } catch (e) {
      setError(sentenceOf(e))
    }
    setBusy(false)
  }

  return (
    <Threshold
      title={asksCode ? '请填动态码' : '登录'}
      aside={
        <DemoAccounts
          onPick={(a) => {
            setForm({ username: a.username, password: a.password, code: a.code ?? '' })
            setAsksCode(false)
            setError('')
          }}
          picked={form.username}
        />
      }
    >
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
                autoFocus
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
      <p className="quiet">
        忘了密码，请找乡镇经办人重设。村民看公开内容不用登录，<a href="/">去公开网站</a>。
      </p>
    </Threshold>
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
