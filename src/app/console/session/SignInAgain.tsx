/** The sign-in ended while somebody worked: they sign in again over the screen, which keeps what they typed. */
import { useState } from 'react'
import { Button } from '../../../console/parts/Button.tsx'
import { Dialog } from '../../../console/parts/Dialog.tsx'
import { Note } from '../../../console/parts/Note.tsx'
import { SignInForm } from './SignInForm.tsx'

export function SignInAgain({ username }: { username: string }) {
  // To look at the screen once more, or to copy from it.
  const [aside, setAside] = useState(false)
  if (aside)
    return (
      <div className="said" role="alert">
        <p className="wrong">
          登录已经过期。<Button onClick={() => setAside(false)}>再登录一次</Button>
        </p>
      </div>
    )
  return (
    <Dialog title="请再登录一次" onClose={() => setAside(true)}>
      <Note kind="warn">登录已经过期。您填的内容都在，登录以后接着办；刚才没有办成的那一步，请再按一次。</Note>
      <SignInForm known={{ username, password: '', code: '' }} />
    </Dialog>
  )
}
