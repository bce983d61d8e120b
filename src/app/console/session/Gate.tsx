/** Decides what a visitor of the console sees first: sign-in, first password, second factor, or the work. */
import { lazy, Suspense } from 'react'
import { Loading, Shown } from '../../../console/parts/State.tsx'
import { Shell } from '../shell/Shell.tsx'
import { useMe } from '../../../console/me.ts'
import { SignIn } from './SignIn.tsx'

const FirstPassword = lazy(() => import('./FirstPassword.tsx'))
const Enrol = lazy(() => import('./Enrol.tsx'))

export function Gate() {
  const me = useMe()
  return (
    <Shown query={me} what="您的岗位">
      {(who) => {
        if (!who) return <SignIn />
        if (who.mustChangePassword)
          return (
            <Suspense fallback={<Loading />}>
              <FirstPassword me={who} />
            </Suspense>
          )
        if (who.mustEnrol)
          return (
            <Suspense fallback={<Loading />}>
              <Enrol me={who} />
            </Suspense>
          )
        return <Shell me={who} />
      }}
    </Shown>
  )
}
