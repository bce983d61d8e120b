/** The review before signing: the content as it will look, remarks on single cells, agree or send back. */
import { Button } from '../../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { Note } from '../../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../../console/parts/tell.tsx'
import { sayDue } from '../../../../../console/parts/time.ts'
import { Link } from '../../../../../console/router.tsx'
import type { Column } from '../../../../../kernel/forms/forms.schema.ts'
import { ContentView, type CellMark } from '../notice/ContentView.tsx'
import { Clock, Hands } from '../notice/Hands.tsx'
import { useDecide } from '../notice/useDecide.ts'
import type { Notice } from '../notice/useNotice.ts'
import { Sources } from '../Sources.tsx'
import { CellRemark } from './CellRemark.tsx'
import { Confirmed } from './Confirmed.tsx'
import { Contradictions } from './Contradictions.tsx'
import { Correction } from './Correction.tsx'
import { Early } from './Early.tsx'
import { RowChecks } from './RowChecks.tsx'

export default function ReviewDesk({ notice }: { notice: Notice }) {
  const { decide, refresh } = useDecide(notice)
  const [whole, setWhole] = useState(true)
  const [marks, setMarks] = useState<CellMark[]>([])
  const [at, setAt] = useState<{ row: number; column: Column }>()
  const [comment, setComment] = useState('')
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const approve = notice.may.find((m) => m.name === 'approve')
  const act = async (action: 'approve' | 'return') => {
    if (action === 'return' && comment.trim().length < 2) return setError('退回要写明要改什么。')
    setBusy(true)
    setError('')
    await decide(action, {
      comment: comment.trim() || undefined,
      cells: action === 'return' && marks.length > 0 ? marks : undefined,
    }).then(
      (done) => {
        tell(
          done.waitingFor
            ? `您的同意已记下，还要 ${done.waitingFor} 位委员同意。`
            : action === 'return'
              ? '已退回村里修改。'
              : '已同意，送到下一步。',
        )
      },
      async (e: unknown) => {
        setError(sentenceOf(e))
        await refresh()
      },
    )
    setBusy(false)
  }
  return (
    <div className="page notice">
      <p>
        <Link to="/">我的任务</Link>
      </p>
      <div className="head">
        <h1>{notice.title}</h1>
        <b className="step">{notice.stepName}</b>
      </div>
      <p className="quiet">
        {notice.place.name}　{notice.item.category}
        {notice.dueNow && `　${sayDue(notice.dueNow, '公开')}`}
      </p>
      {notice.item.definition.reviewBy === 'majority' && notice.step === 'review' && (
        <Note>
          这一项要村务监督委员会过半数同意。
          {notice.approvals.length > 0 ? `已同意：${notice.approvals.join('、')}。` : '还没有人同意。'}
        </Note>
      )}
      <Early notice={notice} />
      <Contradictions notice={notice} />
      <Correction notice={notice} />
      <div className="two-columns">
        <section className="sheet" aria-label="内容">
          <div className="head">
            <p className="grow">{whole ? '对哪一格有意见，就按那一格。' : '这是公开后村民看到的样子。'}</p>
            <label className="check">
              <input type="checkbox" checked={!whole} onChange={(e) => setWhole(!e.target.checked)} />
              <span>只看村民看到的</span>
            </label>
          </div>
          <ContentView
            content={notice.content}
            form={notice.form}
            whole={whole}
            marks={marks}
            onCell={whole ? (row, column) => setAt({ row, column }) : undefined}
          />
          <Confirmed notice={notice} />
          <RowChecks notice={notice} />
        </section>
        <aside>
          <section className="sheet decide">
            <h2>审查意见</h2>
            {marks.length > 0 && (
              <ul>
                {marks.map((m) => (
                  <li key={`${m.row}${m.column}`}>
                    第 {m.row + 1} 行：{m.say}
                    <button type="button" className="plain" onClick={() => setMarks(marks.filter((x) => x !== m))}>
                      去掉
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <label className="field">
              <span>
                意见 <span className="hint">退回时必填</span>
              </span>
              <textarea
                className="plain-input"
                rows={3}
                maxLength={1000}
                value={comment}
                onChange={(e) => setComment(e.target.value)}
              />
            </label>
            {error && (
              <Note kind="wrong" role="alert">
                {error}
              </Note>
            )}
            <div className="do">
              <Button type="primary" loading={busy} disabled={marks.length > 0} onClick={() => void act('approve')}>
                {approve?.label ?? '同意'}
              </Button>
              <Button loading={busy} onClick={() => void act('return')}>
                退回修改
              </Button>
            </div>
            {marks.length > 0 && <p className="quiet">写了单格意见，请退回修改；要同意请先去掉单格意见。</p>}
          </section>
          <Sources notice={notice} />
          <section className="sheet">
            <h2>经手</h2>
            <Hands notice={notice} />
            <Clock notice={notice} />
          </section>
        </aside>
      </div>
      {at && (
        <CellRemark
          column={at.column}
          row={at.row}
          before={marks.find((m) => m.row === at.row && m.column === at.column.key)?.say ?? ''}
          onClose={() => setAt(undefined)}
          onDone={(say) => {
            setMarks([
              ...marks.filter((m) => m.row !== at.row || m.column !== at.column.key),
              ...(say ? [{ row: at.row, column: at.column.key, say }] : []),
            ])
            setAt(undefined)
          }}
        />
      )}
    </div>
  )
}
