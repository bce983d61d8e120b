/** The words of each message, its number at the carrier, and whether it is sent. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { DataTable } from '../../../console/parts/DataTable.tsx'
import { FormDialog } from '../../../console/parts/FormDialog.tsx'
import { Shown } from '../../../console/parts/State.tsx'
import type { MessageTemplate } from '../../../kernel/notices/templates.ts'
import { tell } from '../../../console/parts/tell.tsx'

type Text = {
  template: MessageTemplate
  words: string
  carrierCode: string
  inUse: boolean
  name: string
  channel: string
  params: readonly string[]
  original: string
  urgent: boolean
}

export function Texts() {
  const all = useQuery({
    queryKey: ['message-texts'],
    queryFn: () => ask(api['message-texts'].$get()).then((a) => a.texts as Text[]),
  })
  const [editing, setEditing] = useState<Text>()
  const save = async (v: Record<string, string>) => {
    await ask(
      api['message-texts'][':template'].$post({
        param: { template: editing!.template },
        json: { words: v['words']!, carrierCode: v['carrierCode'] ?? '', inUse: v['inUse'] === '1' },
      }),
    )
    tell('改好了，从下一条起按新的发。')
    await all.refetch()
  }
  return (
    <>
      <h2>短信和邮件的内容</h2>
      <p>阿里云、腾讯云的短信要先在它们那里报备模板，内容以报备的为准，这里填模板编号。</p>
      <Shown query={all} what="短信内容">
        {(texts) => (
          <DataTable
            name="短信和邮件的内容"
            rows={texts}
            keyOf={(t) => t.template}
            empty=""
            columns={[
              { name: '什么时候发', value: (t) => t.name },
              { name: '内容', value: (t) => t.words, wide: true },
              {
                name: '短信平台的模板编号',
                value: (t) => (t.channel !== 'sms' ? '' : t.carrierCode || '按机器上的设置'),
              },
              { name: '发不发', value: (t) => (t.inUse ? '发' : '不发') },
            ]}
            actions={(t) => (
              <button type="button" className="plain" aria-label={`改：${t.name}`} onClick={() => setEditing(t)}>
                改
              </button>
            )}
          />
        )}
      </Shown>
      {editing && (
        <FormDialog
          key={editing.template}
          title={`改：${editing.name}`}
          button="记下"
          onClose={() => setEditing(undefined)}
          onDone={save}
          about={
            <p className="quiet">
              {editing.params.length > 0 &&
                `${editing.params.map((p) => `{${p}}`).join('、')} 要留着，发的时候会换成真的。`}
              原来写的是：{editing.original}
            </p>
          }
          fields={[
            { key: 'words', label: '内容', type: 'textarea', start: editing.words, max: 200 },
            ...(editing.channel === 'sms'
              ? [
                  {
                    key: 'carrierCode',
                    label: '短信平台的模板编号',
                    optional: true,
                    start: editing.carrierCode,
                    max: 60,
                  } as const,
                ]
              : []),
            { key: 'inUse', label: '要发这一种', type: 'check', start: editing.inUse ? '1' : '' },
          ]}
        />
      )}
    </>
  )
}
