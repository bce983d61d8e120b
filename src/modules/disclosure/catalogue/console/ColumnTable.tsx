/** The columns of a template: kind, required, who may see them. */
import type { Column } from '../../../../kernel/forms/forms.schema.ts'

export const typeNames: Record<Column['type'], string> = {
  text: '文字',
  longtext: '长文字',
  int: '整数',
  decimal: '小数',
  money: '金额',
  ratio: '百分比',
  area: '面积',
  date: '日期',
  month: '月份',
  datetime: '日期和时间',
  daterange: '起止日期',
  period: '期间',
  enum: '从选项里选',
  bool: '是或否',
  person: '姓名',
  phone: '电话',
  idcard: '身份证号',
  bankcard: '银行账号',
  address: '地址',
  image: '图片',
  files: '附件',
  region: '地方',
}
export const visibilityNames: Record<Column['visibility'], string> = {
  public: '公开',
  masked: '隐去一部分后公开',
  internal: '不公开',
}

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
