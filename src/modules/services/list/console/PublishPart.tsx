/** Which columns the public result has, where it stands and what is masked. */
import { placedFields } from '../../../../kernel/asked/fields.ts'
import type { MaskRule } from '../../../../kernel/forms/forms.schema.ts'
import { defaultColumns, publishedRow, publishOf } from '../publish.ts'
import { mostOfService, resultSources, type PublishColumn } from '../services.schema.ts'
import { freeKey, tidy } from '../../../../console/editor/edit.ts'
import { entries, Select, TextInput } from '../../../../console/editor/inputs.tsx'
import type { PartProps } from './BasicPart.tsx'
import { ItemList } from '../../../../console/editor/ItemList.tsx'

const masks: readonly (readonly [MaskRule, string])[] = [
  ['name', '姓名只留姓'],
  ['address', '地址只到村组'],
  ['date', '日期只到年代'],
  ['text', '把里面的号码和姓名遮住'],
]
const example = { name: '王小明', group: '三组', result: '同意', amount: '600.00', day: '2026-10-20' }

export function PublishPart({ d, around, set }: PartProps) {
  const publish = publishOf(d)
  const item = (code: string) =>
    set({ publish: code === '' ? undefined : { item: code, columns: d.publish?.columns ?? defaultColumns(d) } })
  const shown = placedFields(d.form).flatMap(({ field }) =>
    field.shown ? [[field.key, `表上的“${field.label}”`] as const] : [],
  )
  const sources = [...entries<string>(resultSources), ...shown]
  return (
    <section className="sheet">
      <h2>公开的结果</h2>
      <p className="quiet">
        办成以后，结果自己放进公开目录，按这里的列和遮盖办法。身份证号、电话、账号、名单和照片不能公开。要公开表上的回答，先在“填的表”里把那一项选成公开。
      </p>
      <Select
        label="放在哪个公开事项"
        none={d.notice?.item ? `和公示一样（${d.notice.item}），列自动来` : '不公开'}
        value={d.publish?.item ?? ''}
        options={around.items.map((i) => [i.code, `${i.code} ${i.name}`])}
        onValue={item}
      />
      {d.publish && (
        <ItemList
          most={mostOfService.columns}
          list={d.publish.columns}
          nameOf={(c) => c.label}
          about={(c) => `${sources.find(([k]) => k === c.from)?.[1] ?? c.from}${c.mask ? '，遮盖' : ''}`}
          add="加一列"
          onList={(columns) => set({ publish: { ...d.publish!, columns } })}
          fresh={(): PublishColumn => ({
            key: freeKey(
              d.publish!.columns.map((c) => c.key),
              'column',
            ),
            label: '',
            from: 'result',
          })}
        >
          {(c, put) => (
            <div className="side-by-side roomy">
              <TextInput label="列名" value={c.label} max={30} onValue={(label) => put({ ...c, label })} />
              <Select label="内容" value={c.from} options={sources} onValue={(from) => put({ ...c, from })} />
              <Select
                label="遮盖"
                none="照表上的办法，没有就原样"
                value={c.mask ?? ''}
                options={masks}
                onValue={(mask) => put(tidy({ ...c, mask: String(mask) === '' ? undefined : mask }))}
              />
            </div>
          )}
        </ItemList>
      )}
      {publish && <Example d={d} />}
    </section>
  )
}

function Example({ d }: Pick<PartProps, 'd'>) {
  const cells = publishedRow(d, {}, example)
  return (
    <>
      <h3>公开出来的样子</h3>
      <div className="table-scroll">
        <table className="list">
          <thead>
            <tr>
              {cells.map((c) => (
                <th key={c.key} scope="col">
                  {c.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {cells.map((c) => (
                <td key={c.key} data-label={c.label}>
                  {c.value === '' ? '（申请人填的）' : c.value}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </>
  )
}
