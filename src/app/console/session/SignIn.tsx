/** The page of whoever is not signed in. */
import { useState } from 'react'
import { DemoAccounts } from './DemoAccounts.tsx'
import { SignInForm, type Known } from './SignInForm.tsx'
import { Threshold } from './Threshold.tsx'

export function SignIn() {
  const [known, setKnown] = useState<Known>({ username: '', password: '', code: '' })
  const [asksCode, setAsksCode] = useState(false)
  return (
    <Threshold
      title={asksCode ? '请填动态码' : '登录'}
      aside={
        <DemoAccounts
          onPick={(a) => {
            setKnown({ username: a.username, password: a.password, code: a.code ?? '' })
            setAsksCode(false)
          }}
          picked={known.username}
        />
      }
    >
      <SignInForm key={`${known.username} ${known.code}`} known={known} onStep={setAsksCode} />
      <p className="quiet">
        忘了密码，请找乡镇经办人重设。村民看公开内容不用登录，<a href="/">去公开网站</a>。
      </p>
    </Threshold>
  )
}
