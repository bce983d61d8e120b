/** Gives a correction up: what is public stays as it is, what was written of the correction goes. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { AskReason } from '../../../../console/parts/AskReason.tsx'
import { tell } from '../../../../console/parts/tell.tsx'
import { forget } from './keeping.ts'
import { useDecide } from './notice/useDecide.ts'
import { hints } from './notice/Actions.tsx'
import type { Notice } from './notice/useNotice.ts'

export function CancelCorrection({ notice }: { notice: Notice }) {
  const { decide } = useDecide(notice)
  const [asking, setAsking] = useState(false)
  const action = notice.may.find((m) => m.name === 'uncorrect')
  if (!action) return null
  const cancel = async (comment: string) => {
    await decide(action.name, { comment })
    forget(notice.id)
    tell('更正取消了，公开的还是原来的版本。')
  }
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {action.label}
      </Button>
      {asking && (
        <AskReason
          title={action.label}
          hint={hints['uncorrect']!}
          button={action.label}
          danger
          onDone={cancel}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
