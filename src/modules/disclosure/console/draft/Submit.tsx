/** Handing in: saves first, then lists what the server still refuses. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api, ask } from '../../../../console/client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { go } from '../../../../console/router.tsx'
import { noticeKey, type Notice } from '../notice/useNotice.ts'
import type { Draft } from './useDraft.ts'

export function Submit({ notice, draft, onAttempt }: { notice: Notice; draft: Draft; onAttempt: () => void }) {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const label = notice.may.find((m) => m.name === 'submit')?.label ?? '送审'
  const submit = async () => {
    setBusy(true)
    setError('')
    onAttempt()
    try {
      if (!(await draft.save())) return setError('还没有保存好，所以没有送出去。请看上面的提示。')
      await ask(api.notices[':id'].submit.$post({ param: { id: notice.id }, json: { revision: draft.revision() } }))
      tell('已经送出去了。办到哪一步，可以在这一页看。')
      await Promise.all([queries.invalidateQueries({ queryKey: noticeKey(notice.id) }), queries.invalidateQueries({ queryKey: ['desk'] })])
    } catch (e) {
      setError(sentenceOf(e))
      document.getElementById('still-wrong')?.scrollIntoView({ block: 'center' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="submit">
      {error && <Note kind="wrong" role="alert">{error}</Note>}
      <div className="do"><Button type="primary" loading={busy} onClick={() => void submit()}>{label}</Button><Button onClick={() => go('/')}>先放着，回任务列表</Button></div>
    </div>
  )
}
