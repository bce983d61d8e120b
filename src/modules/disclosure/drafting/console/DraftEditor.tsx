/** Where a village writes what it will publish: a table or fields, attachments, what is still wrong, and handing in. */
import { sayCite } from '../../../../kernel/rules/cite.ts'
import { useEffect, useMemo, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { sayDay, sayDue, sayTime } from '../../../../console/parts/time.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { guardLeaving, Link } from '../../../../console/router.tsx'
import { isTemplate } from '../../../../kernel/forms/form.ts'
import { noticeKey, type Notice } from './notice/useNotice.ts'
import { Attachments } from './Attachments.tsx'
import { Conflict } from './Conflict.tsx'
import { Extras } from './Extras.tsx'
import { NothingThisTime } from './NothingThisTime.tsx'
import { stillAsked } from './readAsked.ts'
import { Returned } from './Returned.tsx'
import { Saved } from './Saved.tsx'
import { Sheet } from './Sheet.tsx'
import { Sources } from './Sources.tsx'
import { StillWrong } from './StillWrong.tsx'
import { Submit } from './Submit.tsx'
import { useCalm } from './useCalm.ts'
import { useDraft } from './useDraft.ts'
import { onScreen, problemsHere } from './work.ts'
import { Writing } from './Writing.tsx'
import type { Spot } from './keys.ts'

export default function DraftEditor({ notice }: { notice: Notice }) {
  const draft = useDraft(notice)
  const queries = useQueryClient()
  const [wanted, setWanted] = useState<Spot>()
  const [attempted, setAttempted] = useState(false)
  const { content } = draft.work
  const calm = useCalm(content)
  // Looking through five hundred rows takes longer than a key may: what the server said stands until the writing rests.
  const fresh = draft.checked.of.content === calm
  const problems = useMemo(
    () => (fresh ? onScreen(draft.checked.problems, calm) : problemsHere(calm, notice)),
    [fresh, draft.checked, calm, notice],
  )
  const asked = useMemo(() => stillAsked(draft.asked, calm.rows), [draft.asked, calm])
  const beside = useMemo(() => (asked.length > 0 ? [...problems, ...asked] : problems), [problems, asked])
  const unsaved = draft.state.kind !== 'saved'
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (unsaved) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    const free = guardLeaving(() => {
      void draft.save()
      return undefined
    })
    return () => {
      window.removeEventListener('beforeunload', warn)
      free()
    }
  }, [unsaved, draft])
  useEffect(
    () => () => void queries.invalidateQueries({ queryKey: noticeKey(notice.id), refetchType: 'none' }),
    [queries, notice.id],
  )

  return (
    <div className="page draft">
      <p>
        <Link to="/">我的任务</Link>
      </p>
      <div className="head">
        <h1>{notice.title}</h1>
        <Saved draft={draft} />
      </div>
      <p className="quiet">
        {notice.place.name}　{notice.item.category}
        {notice.dueNow && `　${sayDue(notice.dueNow)}`}。{sayCite(notice.item.definition.deadline.basis)}
      </p>
      {notice.place.practice && <Note>这是练习村：填的内容不对外公开，可以放心试。</Note>}
      {notice.unfinished && (
        <Note>
          {notice.unfinished.name}到 {sayDay(notice.unfinished.endsOn)}才结束。现在可以先填，等结束后再送审。
        </Note>
      )}
      {draft.restored && (
        <Note role="status">已接着填 {sayTime(draft.restored)} 留在这台设备上、还没有存上的内容。</Note>
      )}
      {draft.state.kind === 'conflict' && <Conflict theirs={draft.state.theirs} draft={draft} form={notice.form} />}
      <Returned notice={notice} onGo={setWanted} />
      <NothingThisTime draft={draft} />
      {!content.nothing && (
        <>
          {isTemplate(notice.form) && <Sheet notice={notice} draft={draft} />}
          <Writing notice={notice} draft={draft} problems={beside} attempted={attempted} wanted={wanted} />
          <Attachments notice={notice} draft={draft} />
          <Sources notice={notice} writing />
        </>
      )}
      <Extras notice={notice} draft={draft} />
      <StillWrong
        notice={notice}
        draft={draft}
        problems={problems}
        asked={asked}
        findings={draft.checked.findings}
        attempted={attempted}
        onGo={setWanted}
      />
      <Submit notice={notice} draft={draft} onAttempt={() => setAttempted(true)} />
    </div>
  )
}
