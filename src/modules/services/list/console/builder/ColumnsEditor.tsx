/** The columns of a table or a household's list. */
import { Button } from '../../../../../console/parts/Button.tsx'
import { fieldKinds, type AskedColumn, type AskedField } from '../../../../../kernel/asked/asked.schema.ts'
import { columnsOf, isFile, isRows, kindNames } from '../../../../../kernel/asked/fields.ts'
import { freeKey, moved, ofKind, replaced, tidy, without } from '../../../../../console/editor/edit.ts'
import { KindParts } from './KindParts.tsx'
import { MoveButtons } from '../../../../../console/editor/Line.tsx'

const kinds = fieldKinds.filter((k): k is AskedColumn['kind'] => !isRows(k) && !isFile(k) && k !== 'location')

export function ColumnsEditor({
  field,
  onColumns,
}: {
  field: AskedField
  onColumns: (columns: AskedColumn[]) => void
}) {
  const columns = columnsOf(field)
  const set = (at: number, part: Partial<AskedColumn>) =>
    onColumns(columns.map((c, i) => (i === at ? tidy({ ...c, ...part }) : c)))
  return (
    <fieldset className="plain-set">
      <legend className="label">{field.kind === 'household' ? '每个人要填的' : '每一行要填的'}</legend>
      <ol className="columns asked-columns">
        {columns.map((c, i) => (
          <li key={c.key}>
            <input
              className="plain-input"
              aria-label={`第 ${i + 1} 列的名称`}
              maxLength={60}
              value={c.label}
              onChange={(e) => set(i, { label: e.target.value })}
            />
            <select
              className="plain-input"
              aria-label={`${c.label}怎么答`}
              value={c.kind}
              onChange={(e) =>
                onColumns(replaced<AskedColumn>(columns, i, ofKind(c, e.target.value as AskedColumn['kind'])))
              }
            >
              {kinds.map((k) => (
                <option key={k} value={k}>
                  {kindNames[k]}
                </option>
              ))}
            </select>
            <label className="check">
              <input type="checkbox" checked={c.required} onChange={(e) => set(i, { required: e.target.checked })} />
              <span>必填</span>
            </label>
            <MoveButtons
              name={c.label}
              at={i}
              of={columns.length}
              onMove={(by) => onColumns(moved(columns, i, by))}
              onRemove={columns.length > 1 ? () => onColumns(without(columns, i)) : undefined}
            />
            {(c.kind === 'choice' || c.kind === 'choices') && <KindParts field={c} onPart={(part) => set(i, part)} />}
          </li>
        ))}
      </ol>
      <Button
        onClick={() =>
          onColumns([
            ...columns,
            {
              key: freeKey(
                columns.map((c) => c.key),
                'column',
              ),
              label: '新的一列',
              kind: 'text',
              required: false,
            },
          ])
        }
      >
        加一列
      </Button>
    </fieldset>
  )
}
