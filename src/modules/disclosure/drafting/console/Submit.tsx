/** Handing in: saves first, then lists what the server still refuses. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { AskReason } from '../../../../console/parts/AskReason.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayDay } from '../../../../console/parts/time.ts'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { CancelCorrection } from './CancelCorrection.tsx'
import { go } from '../../../../console/router.tsx'
import { noticeKey, type Notice } from './notice/useNotice.ts'
import type { Draft } from './useDraft.ts'

/** True until it is saved after all. */
const unsaved = '还没有保存好，所以没有送出去。请看上面的提示。'

export function Submit({ notice, draft, onAttempt }: { notice: Notice; draft: Draft; onAttempt: () => void }) {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const label = notice.may.find((m) => m.name === 'submit')?.label ?? '送审'
  const [asking, setAsking] = useState(false)
  const { unfinished } = notice
  const submit = async (early?: string) => {
    setBusy(true)
    setError('')
    onAttempt()
    try {
      if (!(await draft.save())) return setError(unsaved)
      await ask(
        api.notices[':id'].submit.$post({ param: { id: notice.id }, json: { revision: draft.revision(), early } }),
      )
      tell('已经送出去了。办到哪一步，可以在这一页看。')
      await Promise.all([
        queries.invalidateQueries({ queryKey: noticeKey(notice.id) }),
        queries.invalidateQueries({ queryKey: ['desk'] }),
      ])
    } catch (e) {
      setError(sentenceOf(e))
      document.getElementById('still-wrong')?.scrollIntoView({ block: 'center' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="submit">
      {error && !(error === unsaved && draft.state.kind === 'saved') && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => (unfinished ? setAsking(true) : void submit())}>
          {label}
        </Button>
        <Button onClick={() => go('/')}>先放着，回任务列表</Button>
        <CancelCorrection notice={notice} />
      </div>
      {asking && unfinished && (
        <AskReason
          title={`${unfinished.name}还没有结束`}
          button="现在就送审"
          onDone={submit}
          onClose={() => setAsking(false)}
          hint={`到 ${sayDay(unfinished.endsOn)}才结束，后面发生的还没有记进来。最好等结束后再送审。确实要现在送审，请写明原因（至少 4 个字）；审查和签字的人会看到，记录里一直留着`}
        />
      )}
    </div>
  )
}
