/** Opens a notice where this person's work on it is: the editor, a desk to decide at, or its page. */
import { onDemand } from '../../../../../console/onDemand.tsx'
import type { ScreenProps } from '../../../../../console/screen.ts'
import { Shown } from '../../../../../console/parts/State.tsx'
import { useAddress } from '../../../../../console/router.tsx'
import { NoticePage } from './NoticePage.tsx'
import { useNotice, type Notice } from './useNotice.ts'

const DraftEditor = onDemand(() => import('../DraftEditor.tsx'))
const SignDesk = onDemand(() => import('../sign/SignDesk.tsx'))
const ReviewDesk = onDemand(() => import('../review/ReviewDesk.tsx'))

export default function NoticeScreen({ params }: ScreenProps) {
  const notice = useNotice(params.id!)
  const { query } = useAddress()
  return (
    <Shown query={notice} what="这项公开">
      {(n) => <Place key={`${n.id}${n.step}`} notice={n} plain={query.has('page')} />}
    </Shown>
  )
}

function Place({ notice, plain }: { notice: Notice; plain: boolean }) {
  const may = (name: string) => notice.may.some((m) => m.name === name)
  if (plain) return <NoticePage notice={notice} />
  if (may('submit') && notice.revision !== null) return <DraftEditor notice={notice} />
  if (may('sign')) return <SignDesk notice={notice} />
  if (may('approve')) return <ReviewDesk notice={notice} />
  return <NoticePage notice={notice} />
}
