/**
 * Station and discipline hold each row against the source papers: it agrees, or what differs is written down and the
 * draft goes back.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../../../console/client.ts'
import { Note } from '../../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../../console/parts/tell.tsx'
import { isTemplate, isEmpty } from '../../../../../kernel/forms/form.ts'
import { showCell } from '../../../../../kernel/forms/show.ts'
import { api } from '../../../client.ts'
import { noticeKey, type Notice } from '../notice/useNotice.ts'

type Checked = NonNullable<Notice['rowChecks']>['checked']

export function RowChecks({ notice }: { notice: Notice }) {
  const queries = useQueryClient()
  const [error, setError] = useState('')
  const { rowChecks } = notice
  if (!rowChecks || rowChecks.rows === 0) return null
  const put = async (row: number, differs: string | null) => {
    setError('')
    await ask(
      api.notices[':id'].rows[':row'].$put({
        param: { id: notice.id, row: String(row) },
        json: { contentHash: notice.contentHash ?? '', differs },
      }),
    ).then(
      async ({ checked, returned }) => {
        queries.setQueryData<Notice>(noticeKey(notice.id), (n) =>
          n ? { ...n, rowChecks: { ...n.rowChecks!, checked: checked as Checked } } : n,
        )
        if (!returned) return
        tell('各行都核对过了，有对不上的，已退回村里修改。')
        await Promise.all([
          queries.invalidateQueries({ queryKey: noticeKey(notice.id) }),
          queries.invalidateQueries({ queryKey: ['desk'] }),
        ])
      },
      (e: unknown) => setError(sentenceOf(e)),
    )
  }
  const differing = rowChecks.checked.filter((k) => k.differs !== '').length
  return (
    <section className="sheet" aria-label="逐行核对">
      <h2>逐行和原始凭证核对</h2>
      <p>
        共 {rowChecks.rows} 行，核对了 {rowChecks.checked.length} 行
        {differing > 0 && (
          <b className="late">
            ，{differing} 行对不上：还有 {rowChecks.rows - rowChecks.checked.length} 行，核对完就自动退回村里修改
          </b>
        )}
        。
      </p>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <ol className="row-checks">
        {Array.from({ length: rowChecks.rows }, (_, row) => (
          <OneRow
            key={row}
            row={row}
            words={wordsOf(notice, row)}
            check={rowChecks.checked.find((k) => k.row === row)}
            onPut={(differs) => put(row, differs)}
          />
        ))}
      </ol>
    </section>
  )
}

function OneRow({
  row,
  words,
  check,
  onPut,
}: {
  row: number
  words: string
  check: Checked[number] | undefined
  onPut: (differs: string | null) => Promise<void>
}) {
  const [differs, setDiffers] = useState(check?.differs ?? '')
  const [saying, setSaying] = useState(check !== undefined && check.differs !== '')
  return (
    <li>
      <span>{words}</span>
      <div className="do">
        <label className="check">
          <input
            type="checkbox"
            checked={check !== undefined && check.differs === ''}
            onChange={(e) => {
              setSaying(false)
              setDiffers('')
              void onPut(e.target.checked ? '' : null)
            }}
          />
          <span>第 {row + 1} 行对得上</span>
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={saying}
            onChange={(e) => {
              setSaying(e.target.checked)
              if (!e.target.checked && check) void onPut(null)
            }}
          />
          <span>对不上</span>
        </label>
      </div>
      {saying && (
        <label className="field">
          <span>哪里对不上（写完离开这一格就记下）</span>
          <input
            className="plain-input"
            maxLength={300}
            value={differs}
            onChange={(e) => setDiffers(e.target.value)}
            onBlur={() => differs.trim() !== '' && differs.trim() !== check?.differs && void onPut(differs.trim())}
          />
        </label>
      )}
      {check && <span className="quiet">{check.by}核对</span>}
    </li>
  )
}

/** Enough of a row to find it on paper. */
function wordsOf({ content, form }: Notice, row: number): string {
  if (!isTemplate(form)) return '全文'
  const cells = content.rows[row] ?? {}
  return form.columns
    .filter((c) => !isEmpty(cells[c.key]) && c.type !== 'longtext' && c.type !== 'files')
    .slice(0, 8)
    .map((c) => showCell(cells[c.key], c))
    .join('　')
}
