/** Which template of WeChat's tells what, and which of our facts stands in which of its fields. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { Button } from '../../../console/parts/Button.tsx'
import { FormDialog, type Field } from '../../../console/parts/FormDialog.tsx'
import { Note } from '../../../console/parts/Note.tsx'
import { Shown } from '../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../console/parts/tell.tsx'
import { api } from '../client.ts'

type Kind = 'villageNews' | 'matterNews'
type Template = { kind: Kind; templateId: string; lasting: boolean; fields: Readonly<Record<string, string>> }
type Facts = Readonly<Record<string, string>>

export function NewsTemplates() {
  const query = useQuery({ queryKey: ['wechat-templates'], queryFn: () => ask(api.wechat.templates.$get()) })
  const [editing, setEditing] = useState<{ kind: Kind; name: string; facts: Facts; has: Template | undefined }>()
  const drop = async (kind: Kind) => {
    if (!window.confirm('不再发这一种微信通知？村民同意过的也一起作废，以后再开要重新同意。')) return
    await ask(api.wechat.templates[':kind'].$delete({ param: { kind } })).then(() => tell('不再发了。'), tellWrong)
    await query.refetch()
  }
  return (
    <section>
      <h2>微信通知</h2>
      <p>
        先在公众平台的“订阅通知”里选好模板，再把模板编号填到这里。村民自己同意了才发；没有同意、发不出去的，留了手机号的改发短信。
      </p>
      <Shown query={query} what="微信通知">
        {({ kinds, templates }) => (
          <>
            {templates.length === 0 && <Note>还没有填模板，微信通知一条也不发。</Note>}
            <dl className="facts">
              {Object.entries(kinds).map(([key, { name, facts }]) => {
                const kind = key as Kind
                const has = templates.find((t) => t.kind === kind)
                return (
                  <div key={kind}>
                    <dt>{name}</dt>
                    <dd>
                      {has ? sayTemplate(has, facts) : '不发'}
                      <div className="do">
                        <Button onClick={() => setEditing({ kind, name, facts, has })} aria-label={`填模板：${name}`}>
                          {has ? '改' : '填模板'}
                        </Button>
                        {has && <Button onClick={() => void drop(kind)}>不再发</Button>}
                      </div>
                    </dd>
                  </div>
                )
              })}
            </dl>
          </>
        )}
      </Shown>
      {editing && (
        <FormDialog
          title={`微信通知：${editing.name}`}
          button="存下"
          fields={fieldsOf(editing.facts, editing.has)}
          about={<p className="quiet">下面几项，照模板详情里写的字段名填，例如 thing1、time3。模板里没有的空着。</p>}
          onClose={() => setEditing(undefined)}
          onDone={async (v) => {
            const json = {
              templateId: v['templateId']!,
              lasting: v['lasting'] === '1',
              fields: placed(editing.facts, v),
            }
            await ask(api.wechat.templates[':kind'].$put({ param: { kind: editing.kind }, json }))
            tell('存好了。')
            await query.refetch()
          }}
        />
      )}
    </section>
  )
}

const sayTemplate = (t: Template, facts: Facts) =>
  `${t.lasting ? '长期' : '同意一次发一条'}，${Object.entries(t.fields)
    .map(([field, fact]) => `${facts[fact] ?? fact} 在 ${field}`)
    .join('，')}`

const fieldsOf = (facts: Facts, has: Template | undefined): Field[] => [
  { key: 'templateId', label: '模板编号', start: has?.templateId ?? '', max: 64 },
  { key: 'lasting', label: '长期订阅的模板（政务民生类）', type: 'check', start: has && !has.lasting ? '' : '1' },
  ...Object.entries(facts).map(([fact, name]) => ({
    key: fact,
    label: `“${name}”的字段名`,
    optional: true,
    start: Object.entries(has?.fields ?? {}).find(([, of]) => of === fact)?.[0] ?? '',
    max: 22,
  })),
]

/** Field → fact, of those that were filled in. */
const placed = (facts: Facts, v: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.keys(facts)
      .map((fact) => [(v[fact] ?? '').trim(), fact] as const)
      .filter(([field]) => field !== ''),
  )
