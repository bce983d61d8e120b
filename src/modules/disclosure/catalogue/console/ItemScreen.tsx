/**
 * One item of the catalogue with its template and history: read by all, edited by the county as a new version from next
 * month on.
 */
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { today } from '../../../../console/parts/time.ts'
import { go, Link } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { useMe } from '../../../../console/me.ts'
import { Entry, Versions } from '../../../../console/versions/Entry.tsx'
import { ColumnTable } from './ColumnTable.tsx'
import { ItemEditor } from './ItemEditor.tsx'
import { ItemFacts } from './ItemFacts.tsx'
import { blankItem } from './newItem.ts'
import { itemKit, useCatalogue, type Item } from './useCatalogue.ts'

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
          return item ? <One key={item.code} item={item} /> : <Nothing>目录里没有这一项。</Nothing>
        }}
      </Shown>
    </div>
  )
}

function New() {
  const me = useMe()
  if (!me.data?.may.includes('catalogue.edit')) return <Nothing>新增事项由县管理员办理。</Nothing>
  return (
    <ItemEditor
      start={{ definition: blankItem, base: blankItem, seenVersion: 0 }}
      today={today()}
      onClose={(code) => go(code ? `/catalogue/${code}` : '/catalogue')}
    />
  )
}

function One({ item }: { item: Item }) {
  const edits = useMe().data?.may.includes('catalogue.edit') === true
  return (
    <Entry
      kit={itemKit}
      code={item.code}
      edits={edits}
      editor={(start, onClose) => <ItemEditor start={start} today={today()} onClose={onClose} />}
    >
      {(w) => (
        <>
          <InForce item={item} />
          <Versions versions={w.versions} ended={itemKit.words.ended} />
        </>
      )}
    </Entry>
  )
}

/** As it is today, also where a later version is planned. */
function InForce({ item }: { item: Item }) {
  return (
    <>
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
