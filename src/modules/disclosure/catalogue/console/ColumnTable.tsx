/** The columns of a template: kind, required, who may see them. */
import type { Column } from '../../../../kernel/forms/forms.schema.ts'
import { typeNames, visibilityNames } from '../names.ts'

export function ColumnTable({ columns }: { columns: readonly Column[] }) {
  return (
    <div className="table-scroll" role="region" aria-label="列" tabIndex={0}>
      <table className="list">
        <thead>
          <tr>
            {['列名', '种类', '必填', '谁能看', '选项或单位', '填写提示'].map((h) => (
              <th key={h} scope="col">
                <span className="th">{h}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map((c) => (
            <tr key={c.key}>
              <td data-label="列名">
                <b>{c.label}</b>
              </td>
              <td data-label="种类">{typeNames[c.type]}</td>
              <td data-label="必填">{c.required ? '是' : c.requiredFromStage ? '到后面阶段' : ''}</td>
              <td data-label="谁能看">{visibilityNames[c.visibility]}</td>
              <td data-label="选项或单位" className="wide">
                {c.options?.join('、') ?? c.unit ?? ''}
              </td>
              <td data-label="填写提示" className="wide">
                {c.help ?? (c.sample === undefined ? '' : `如 ${String(c.sample)}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
