/** One item of the catalogue with its template: read by all, edited by the county as a new version from next month on. */
import { Button } from 'antd'
import { useState } from 'react'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayDay } from '../../../../console/parts/say.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { go, Link } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { useMe } from '../../../../console/me.ts'
import { ColumnTable } from './ColumnTable.tsx'
import { ItemEditor } from './ItemEditor.tsx'
import { ItemFacts } from './ItemFacts.tsx'
import { blankItem } from './newItem.ts'
import { useCatalogue, type Item } from './useCatalogue.ts'

export default function ItemScreen({ params }: ScreenProps) {
  const catalogue = useCatalogue()
  return (
    <div className="page">
      <p>
        <Link to="/catalogue">公开目录</Link>
      </p>
      <Shown query={catalogue} what="公开目录">
        {({ items }) => {
          if (params.code === 'new') return <New />
          const item = items.find((i) => i.code === params.code)
          return item ? (
            <Whole key={`${item.code}${item.version}`} item={item} />
          ) : (
            <Nothing>目录里没有这一项。</Nothing>
          )
        }}
      </Shown>
    </div>
  )
}

function New() {
  const me = useMe()
  if (!me.data?.may.includes('catalogue.edit')) return <Nothing>新增事项由县管理员办理。</Nothing>
  return <ItemEditor start={blankItem} onClose={(code) => go(code ? `/catalogue/${code}` : '/catalogue')} />
}

function Whole({ item }: { item: Item }) {
  const me = useMe()
  const [editing, setEditing] = useState(false)
  const edits = me.data?.may.includes('catalogue.edit') === true
  if (editing) return <ItemEditor start={item} onClose={() => setEditing(false)} />
  return (
    <>
      <div className="head">
        <h1>{item.name}</h1>
        {edits && !item.next && (
          <Button type="primary" onClick={() => setEditing(true)}>
            修改
          </Button>
        )}
      </div>
      {item.next && (
        <Note>
          第 {item.next.version} 版从 {sayDay(item.next.in_force_from, true)}起生效，到时这里会换成新版。
        </Note>
      )}
      <ItemFacts item={item} />
      <section className="sheet">
        <h2>{item.template ? `表格：${item.template.name}` : '要填的内容'}</h2>
        <ColumnTable columns={item.template?.columns ?? item.definition.fields} />
      </section>
      {item.template && (item.template.checks.rowChecks.length > 0 || item.template.totals.length > 0) && (
        <section className="sheet">
          <h2>自动核对</h2>
          <ul>
            {item.template.totals.length > 0 && (
              <li>
                自动合计：
                {item.template.totals
                  .map((k) => item.template!.columns.find((c) => c.key === k)?.label ?? k)
                  .join('、')}
              </li>
            )}
            {item.template.checks.rowChecks.map((c) => (
              <li key={c}>每一行要相符：{inWords(c, item)}</li>
            ))}
            {Object.entries(item.template.checks.carry).map(([to, from]) => (
              <li key={to}>接上期：{inWords(`${to} = ${from}`, item)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** "closing = opening + increase" in the columns' labels. */
function inWords(check: string, item: Item): string {
  return check
    .replace(/[a-z][A-Za-z0-9]*/g, (key) => item.template!.columns.find((c) => c.key === key)?.label ?? key)
    .replace(/-/g, '−')
}
