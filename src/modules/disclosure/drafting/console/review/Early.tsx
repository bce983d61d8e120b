/** A period's account handed in before the period was over: reviewers and signers read the drafter's reason first. */
import { Note } from '../../../../../console/parts/Note.tsx'
import type { Notice } from '../notice/useNotice.ts'

export function Early({ notice }: { notice: Notice }) {
  const early = earlyOf(notice.history.filter((e) => e.action === 'submit').at(-1))
  return early === undefined ? null : (
    <Note kind="warn">
      <b>送审时这一期还没有结束。</b>填写人的理由：{early}。后面发生的可能没有记进来，没有必要请退回。
    </Note>
  )
}

/** The reason that the record keeps beside a hand-in, if it was early. */
export const earlyOf = (event: Pick<Notice['history'][number], 'detail'> | undefined) =>
  (event?.detail as { early?: string } | undefined)?.early
