/** The first password is printed on a slip; it is changed before anything else. Also used later, to change it again. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import { useState, type FormEvent } from 'react'
import { ask } from '../../../console/client.ts'
import { base } from '../../../console/base.ts'
import { Note } from '../../../console/parts/Note.tsx'
import { Password } from '../../../console/parts/Password.tsx'
import { sentenceOf, tell } from '../../../console/parts/tell.tsx'
import type { Me } from '../../../console/me.ts'
import { Threshold } from './Threshold.tsx'

export default function FirstPassword({ me }: { me: Me }) {
  return (
    <Threshold title={`${me.name}，请先换一个自己的密码`}>
      <p>第一次登录要换掉密码条上的密码。新密码至少 8 位，要同时有字母和数字。</p>
      <PasswordForm onDone={() => tell('密码换好了。')} />
    </Threshold>
  )
}

export function PasswordForm({ onDone }: { onDone: () => void }) {
  const queries = useQueryClient()
  const [form, setForm] = useState({ current: '', next: '', again: '' })
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const change = async (event: FormEvent) => {
    event.preventDefault()
    if (form.next !== form.again) return setError('两次填的新密码不一样，请再填一次。')
    setBusy(true)
    await ask(base.session.password.$post({ json: { current: form.current, next: form.next } })).then(
      async () => {
        onDone()
        await queries.invalidateQueries({ queryKey: ['me'] })
      },
      (e: unknown) => setError(sentenceOf(e)),
    )
    setBusy(false)
  }
  const field = (key: keyof typeof form, label: string, hint: 'current-password' | 'new-password') => (
    <Password label={label} value={form[key]} hint={hint} onValue={(value) => setForm({ ...form, [key]: value })} />
  )
  return (
    <form onSubmit={(e) => void change(e)} noValidate>
      {field('current', '现在的密码', 'current-password')}
      {field('next', '新密码', 'new-password')}
      {field('again', '新密码再填一次', 'new-password')}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <Button type="primary" htmlType="submit" loading={busy}>
        换密码
      </Button>
    </form>
  )
}
