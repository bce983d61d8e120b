/** Which column of the list is what: guessed from the headings, confirmed or corrected by a person. */
export type Plan = { sheet: number; headerRow: number; columns: Record<string, number> }
export type SheetPreview = {
  name: string
  rows: string[][]
  total?: number
  headerRow: number
  columns: Record<string, number>
  unmatched: string[]
}

export function ColumnMatch({
  kind,
  sheets,
  plan,
  onPlan,
}: {
  kind: { fields: readonly { key: string; label: string; required: boolean; hint: string }[] }
  sheets: readonly SheetPreview[]
  plan: Plan
  onPlan: (plan: Plan) => void
}) {
  const sheet = sheets[plan.sheet]!
  const headings = sheet.rows[plan.headerRow] ?? []
  const set = (key: string, value: string) => {
    const { [key]: _, ...rest } = plan.columns
    onPlan({ ...plan, columns: value === '' ? rest : { ...rest, [key]: Number(value) } })
  }
  const example = (column: number | undefined) =>
    column === undefined
      ? ''
      : sheet.rows
          .slice(plan.headerRow + 1, plan.headerRow + 4)
          .map((r) => r[column])
          .filter(Boolean)
          .join('、')
  return (
    <fieldset className="plain-set">
      <legend className="label">二、对上列{sheet.total !== undefined && `（共 ${sheet.total} 行）`}</legend>
      <div className="filters">
        {sheets.length > 1 && (
          <label>
            工作表
            <select
              value={plan.sheet}
              onChange={(e) => {
                const s = sheets[Number(e.target.value)]!
                onPlan({ sheet: Number(e.target.value), headerRow: s.headerRow, columns: s.columns })
              }}
            >
              {sheets.map((s, i) => (
                <option key={s.name} value={i}>
                  {s.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          标题在第几行
          <select value={plan.headerRow} onChange={(e) => onPlan({ ...plan, headerRow: Number(e.target.value) })}>
            {sheet.rows.slice(0, 12).map((_, i) => (
              <option key={i} value={i}>
                {i + 1}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="table-scroll">
        <table className="list">
          <thead>
            <tr>
              {['要填的', '用名单里的哪一列', '头几行'].map((h) => (
                <th key={h} scope="col">
                  <span className="th">{h}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kind.fields.map((f) => (
              <tr key={f.key}>
                <td data-label="要填的">
                  <b>{f.label}</b>
                  {f.required && <span className="mark must">必填</span>}
                  {f.hint && <span className="under quiet">{f.hint}</span>}
                </td>
                <td data-label="用哪一列">
                  <select
                    className="plain-input"
                    aria-label={`${f.label}用哪一列`}
                    value={plan.columns[f.key] ?? ''}
                    onChange={(e) => set(f.key, e.target.value)}
                  >
                    <option value="">（没有）</option>
                    {headings.map((h, i) => (
                      <option key={i} value={i}>
                        {h || `第 ${i + 1} 列`}
                      </option>
                    ))}
                  </select>
                </td>
                <td data-label="头几行" className="wide quiet">
                  {example(plan.columns[f.key])}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  )
}
