/**
 * Columns of a template: name, kind, required, summed, who may see them; added, moved, removed. Keys of existing
 * columns stay.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { moved, replaced, without } from '../../../../console/editor/edit.ts'
import { OptionsInput } from '../../../../console/editor/inputs.tsx'
import { MoveButtons } from '../../../../console/editor/Line.tsx'
import { isNumber } from '../../../../kernel/forms/form.ts'
import type { Column } from '../../../../kernel/forms/forms.schema.ts'
import { typeNames, visibilityNames } from '../names.ts'

type Props = {
  columns: Column[]
  onColumns: (columns: Column[]) => void
  /** Keys of the summed columns; absent where nothing is summed. */
  totals?: readonly string[]
  onTotals?: (totals: string[]) => void
}

export function ColumnEditor({ columns, onColumns, totals, onTotals }: Props) {
  const set = (at: number, part: Partial<Column>) => onColumns(replaced<Column>(columns, at, part))
  return (
    <>
      <ol className="columns">
        {columns.map((c, i) => (
          <li key={c.key}>
            <input
              className="plain-input"
              aria-label={`第 ${i + 1} 列的列名`}
              maxLength={60}
              value={c.label}
              onChange={(e) => set(i, { label: e.target.value })}
            />
            <select
              className="plain-input"
              aria-label={`${c.label}的种类`}
              value={c.type}
              onChange={(e) => set(i, kindOf(c, e.target.value as Column['type']))}
            >
              {Object.entries(typeNames).map(([t, n]) => (
                <option key={t} value={t}>
                  {n}
                </option>
              ))}
            </select>
            <select
              className="plain-input"
              aria-label={`谁能看${c.label}`}
              value={c.visibility}
              onChange={(e) => set(i, seenBy(c, e.target.value as Column['visibility']))}
            >
              {Object.entries(visibilityNames).map(([v, n]) => (
                <option key={v} value={v}>
                  {n}
                </option>
              ))}
            </select>
            <span className="checks">
              <label className="check">
                <input type="checkbox" checked={c.required} onChange={(e) => set(i, { required: e.target.checked })} />
                <span>必填</span>
              </label>
              {totals && onTotals && isNumber(c) && (
                <label className="check">
                  <input
                    type="checkbox"
                    checked={totals.includes(c.key)}
                    onChange={(e) =>
                      onTotals(e.target.checked ? [...totals, c.key] : totals.filter((k) => k !== c.key))
                    }
                  />
                  <span>合计</span>
                </label>
              )}
            </span>
            <MoveButtons
              name={c.label}
              at={i}
              of={columns.length}
              onMove={(by) => onColumns(moved(columns, i, by))}
              onRemove={() => onColumns(without(columns, i))}
            />
            {c.type === 'enum' && (
              <div className="options">
                <OptionsInput
                  label={`${c.label}的选项`}
                  value={c.options ?? []}
                  onValue={(options) => set(i, { options })}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
      <Button
        onClick={() =>
          onColumns([
            ...columns,
            { key: freeKey(columns), label: '新的一列', type: 'text', visibility: 'public', required: false },
          ])
        }
      >
        加一列
      </Button>
    </>
  )
}

/** Account and identity numbers never leave the office; options belong to a choice alone. */
function kindOf(c: Column, type: Column['type']): Partial<Column> {
  return {
    type,
    options: type === 'enum' ? c.options : undefined,
    ...(type === 'idcard' || type === 'bankcard'
      ? seenBy(c, 'internal')
      : seenBy({ ...c, type, mask: undefined }, c.visibility)),
  }
}

/** What is shown in part has a mask: by its kind, the name's surname, the number's ends, the address's village. */
function seenBy(c: Column, visibility: Column['visibility']): Partial<Column> {
  const masks: Partial<Record<Column['type'], Column['mask']>> = {
    person: 'name',
    phone: 'phone',
    idcard: 'id',
    bankcard: 'bank',
    address: 'address',
    date: 'date',
  }
  return { visibility, mask: visibility === 'masked' ? (c.mask ?? masks[c.type] ?? 'text') : undefined }
}

function freeKey(columns: readonly Column[]): string {
  let n = columns.length + 1
  while (columns.some((c) => c.key === `column${n}`)) n += 1
  return `column${n}`
}
