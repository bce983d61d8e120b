/** The page of whoever is not signed in. */
import { useLayoutEffect, useState } from 'react'
import { takeTyped } from '../begun.ts'
import { DemoAccounts } from './DemoAccounts.tsx'
import { SignInForm, type Known } from './SignInForm.tsx'
import { Threshold } from './Threshold.tsx'

export function SignIn() {
  const [known, setKnown] = useState<Known>({ username: '', password: '', code: '' })
  const [filled, setFilled] = useState(0)
  const [asksCode, setAsksCode] = useState(false)
  const fill = (by: Known) => {
    setKnown(by)
    setFilled((n) => n + 1)
  }
  // The page showed the two fields before this code was there: what was typed goes on here.
  useLayoutEffect(() => {
    const typed = takeTyped()
    if (typed) fill({ ...typed, code: '' })
  }, [])
  return (
    <Threshold
      title={asksCode ? '请填动态码' : '登录'}
      aside={
        <DemoAccounts
          onPick={(a) => {
            fill({ username: a.username, password: a.password, code: a.code ?? '' })
            setAsksCode(false)
          }}
          picked={known.username}
        />
      }
    >
      <SignInForm key={filled} known={known} onStep={setAsksCode} />
      <p className="quiet">
        忘了密码，请找乡镇经办人重设。村民看公开内容不用登录，<a href="/">去公开网站</a>。
      </p>
    </Threshold>
  )
}
