/**
 * Decides what a visitor of the console sees first: sign-in, first password, second factor, or the work; and the
 * sign-in again over it.
 */
import { Fragment } from 'react'
import { NamesAsked } from '../../../console/parts/NamesAsked.tsx'
import { Overtaken } from '../../../console/parts/Overtaken.tsx'
import { onDemand } from '../../../console/onDemand.tsx'
import { Shown } from '../../../console/parts/State.tsx'
import { Shell } from '../shell/Shell.tsx'
import { lastMe, useMe } from '../../../console/me.ts'
import { SignIn } from './SignIn.tsx'
import { SignInAgain } from './SignInAgain.tsx'

const FirstPassword = onDemand(() => import('./FirstPassword.tsx'))
const Enrol = onDemand(() => import('./Enrol.tsx'))

export function Gate() {
  const me = useMe()
  return (
    <Shown query={me} what="您的岗位">
      {(who) => {
        const here = who ?? lastMe()
        if (!here) return <SignIn />
        if (here.mustChangePassword) return <FirstPassword me={here} />
        if (here.mustEnrol) return <Enrol me={here} />
        return (
          <>
            {/* Whoever else signs in sees nothing of what the one before had typed. */}
            <Fragment key={here.username}>
              <Shell me={here} />
              <NamesAsked />
              <Overtaken />
            </Fragment>
            {!who && <SignInAgain username={here.username} />}
          </>
        )
      }}
    </Shown>
  )
}
