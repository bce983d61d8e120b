/** Decides what a visitor of the console sees first: sign-in, first password, second factor, or the work. */
import { onDemand } from '../../../console/onDemand.tsx'
import { Shown } from '../../../console/parts/State.tsx'
import { Shell } from '../shell/Shell.tsx'
import { useMe } from '../../../console/me.ts'
import { SignIn } from './SignIn.tsx'

const FirstPassword = onDemand(() => import('./FirstPassword.tsx'))
const Enrol = onDemand(() => import('./Enrol.tsx'))

export function Gate() {
  const me = useMe()
  return (
    <Shown query={me} what="您的岗位">
      {(who) => {
        if (!who) return <SignIn />
        if (who.mustChangePassword) return <FirstPassword me={who} />
        if (who.mustEnrol) return <Enrol me={who} />
        return <Shell me={who} />
      }}
    </Shown>
  )
}
