/** The county's catalogue: what must be published, how often, by when, by what rule, guided by whom. */
import { Button } from '../../../../console/parts/Button.tsx'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { sayDay } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { go, Link, setQuery, useAddress } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'
import { audienceNames, frequencyNames } from '../names.ts'
import { useCatalogue } from './useCatalogue.ts'

export default function Catalogue() {
  const catalogue = useCatalogue()
  const me = useMe()
  const edits = me.data?.may.includes('catalogue.edit') === true
  const category = useAddress().query.get('category') ?? ''
  return (
    <div className="page">
      <div className="head">
        <h1>公开目录</h1>
        {edits && <Button onClick={() => go('/categories')}>类别</Button>}
        {edits && (
          <Button type="primary" onClick={() => go('/catalogue/new')}>
            新增事项
          </Button>
        )}
      </div>
      <Shown query={catalogue} what="公开目录">
        {({ items }) => (
          <DataTable
            name="公开目录"
            rows={items.filter((i) => category === '' || i.category === category)}
            keyOf={(i) => i.code}
            empty="目录还没有内容，请先导入。"
            columns={[
              { name: '编码', value: (i) => i.code },
              { name: '类别', value: (i) => i.category },
              {
                name: '事项',
                main: true,
                value: (i) => i.name,
                wide: true,
                show: (i) => <Link to={`/catalogue/${i.code}`}>{i.name}</Link>,
              },
              { name: '多久公开一次', value: (i) => frequencyNames[i.definition.frequency] },
              { name: '什么形式', value: (i) => (i.definition.displayMode === 'form' ? '表格' : '文字') },
              { name: '期限依据', value: (i) => i.definition.deadline.basis, wide: true },
              { name: '给谁看', value: (i) => audienceNames[i.definition.audience] },
              { name: '指导责任单位', value: (i) => i.deptName },
              {
                name: '版本',
                value: (i) => i.version,
                number: true,
                show: (i) =>
                  `${i.version}${i.next ? `（${sayDay(i.next.in_force_from)}起第 ${i.next.version} 版）` : ''}`,
              },
            ]}
            filters={
              <label>
                类别
                <select value={category} onChange={(e) => setQuery({ category: e.target.value })}>
                  <option value="">全部</option>
                  {[...new Set(items.map((i) => i.category))].map((c) => (
                    <option key={c}>{c}</option>
                  ))}
                </select>
              </label>
            }
            seldom
            actions={(i) => (
              <Button size="small" onClick={() => go(`/catalogue/${i.code}`)} aria-label={`打开 ${i.name}`}>
                打开
              </Button>
            )}
          />
        )}
      </Shown>
    </div>
  )
}
