/** The item's Excel sheet: download, fill in, upload. Faults name sheet and cell; nothing is taken in by halves. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useRef, useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { isTemplate } from '../../../../kernel/forms/form.ts'
import type { Row } from '../../../../kernel/forms/forms.schema.ts'
import { settleTotals } from '../../../../kernel/forms/totals.ts'
import type { SheetResult } from '../../../../kernel/sheets/sheetResult.ts'
import type { Notice } from './notice/useNotice.ts'
import { askedOf } from './readAsked.ts'
import type { Draft } from './useDraft.ts'

export function Sheet({ notice, draft }: { notice: Notice; draft: Draft }) {
  const picker = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<{ name: string; rows: number; problems: SheetResult['problems'] }>()
  const [error, setError] = useState('')
  const take = async (file: File) => {
    setBusy(true)
    setError('')
    setResult(undefined)
    await ask(api.notices[':id'].sheet.$post({ param: { id: notice.id } }, formOf({ file }))).then(
      ({ rows, problems }) => {
        if (rows) {
          const read = filled(rows, notice)
          draft.change((w) => ({ ...w, content: { ...w.content, rows: read } }))
          draft.ask(askedOf(problems, read))
        }
        setResult({ name: file.name, rows: rows?.length ?? 0, problems })
      },
      (e: unknown) => setError(sentenceOf(e)),
    )
    setBusy(false)
  }
  return (
    <section className="sheet-tools" aria-label="用 Excel 填">
      <Button href={`/api/notices/${notice.id}/template.xlsx`} download>
        下载 Excel 模板
      </Button>
      <Button loading={busy} onClick={() => picker.current?.click()}>
        上传填好的表
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".xlsx,.xls,.et,.ods,.csv,.txt"
        aria-label="选择填好的表"
        onChange={(e) => {
          const file = e.target.files?.[0]
          e.target.value = ''
          if (file) void take(file)
        }}
      />
      <span className="quiet">也可以从 Excel 复制很多行，直接粘贴到表里。</span>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      {result &&
        (result.problems.some((p) => p.severity === 'error') ? (
          <Note kind="wrong" role="alert">
            <p>“{result.name}”里有下面这些地方要改，一行也没有填进来。改好表后再上传一次：</p>
            <SheetProblems problems={result.problems} />
          </Note>
        ) : (
          <Note kind={result.problems.length > 0 ? 'warn' : 'good'} role="status">
            <p>
              “{result.name}”的 {result.rows} 行已填进表里，原来的内容换掉了，要回到原来请按“撤销”。
            </p>
            {draft.asked.length > 0 && <p>有 {draft.asked.length} 处拿不准，写在各自的格子下面，请核对。</p>}
            <SheetProblems problems={result.problems.filter((p) => p.row === undefined || p.column === undefined)} />
          </Note>
        ))}
    </section>
  )
}

/**
 * Totals that the sheet leaves empty are computed; those that stand in it stay, and what does not add up is said
 * beside the cell.
 */
function filled(rows: Row[], { form, period, against }: Notice): Row[] {
  if (!isTemplate(form)) return rows
  return settleTotals([], rows, form, { period, previous: against?.previous, asGiven: true })
}

function SheetProblems({ problems }: { problems: SheetResult['problems'] }) {
  if (problems.length === 0) return null
  return (
    <ul>
      {problems.slice(0, 100).map((p, i) => (
        <li key={i}>
          {p.cell && (
            <b className="num">
              {p.sheet && `${p.sheet} `}
              {p.cell}
              {'　'}
            </b>
          )}
          {p.say}
        </li>
      ))}
      {problems.length > 100 && <li>还有 {problems.length - 100} 处。</li>}
    </ul>
  )
}
