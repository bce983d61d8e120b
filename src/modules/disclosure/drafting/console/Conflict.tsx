/** Two windows, or two people, wrote the same draft: both sides are shown, and neither is lost. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useEffect, useMemo, useRef } from 'react'
import { Note } from '../../../../console/parts/Note.tsx'
import { compareVersions } from '../../corrections/compare.ts'
import type { Form } from '../../../../kernel/forms/form.ts'
import type { Notice } from './notice/useNotice.ts'
import type { Draft } from './useDraft.ts'
import { tidy } from './work.ts'

const most = 30

export function Conflict({ theirs, draft, form }: { theirs: Notice; draft: Draft; form: Form }) {
  const changes = useMemo(
    () => compareVersions(theirs.content, tidy(draft.work).content, form, { audience: 'handlers' }),
    [theirs, draft.work, form],
  )
  const top = useRef<HTMLHeadingElement>(null)
  // It stands above the table: whoever writes at its foot would go on into what is not saved.
  useEffect(() => top.current?.focus(), [])
  return (
    <Note kind="warn" role="alert">
      <h2 ref={top} tabIndex={-1}>
        这份草稿刚在别的窗口，或由别人存过
      </h2>
      <p>
        {changes.length === 0 ? '两边的内容是一样的。' : '您的内容和已存的不同在这里（前面是已存的，后面是您的）：'}
      </p>
      <ul>
        {changes.slice(0, most).map((c, i) => (
          <li key={i}>{c.say}</li>
        ))}
        {changes.length > most && <li>还有 {changes.length - most} 处。</li>}
      </ul>
      <div className="do">
        <Button type="primary" onClick={() => draft.settle(theirs, 'mine')}>
          用我的
        </Button>
        <Button onClick={() => draft.settle(theirs, 'theirs')}>用已存的（按“撤销”可回到我的）</Button>
      </div>
    </Note>
  )
}
