/** One person entered by hand: somebody was born, moved here, or was left out. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { tell } from '../../../../console/parts/tell.tsx'
import { detailFields, detailsOf } from './details.ts'

export function AddResident({ place, onAdded }: { place: string; onAdded: (id: string) => void }) {
  const [open, setOpen] = useState(false)
  const add = (v: Record<string, string>) =>
    ask(
      api.residents.$post({
        json: { place, ...detailsOf(v), household: v['household']!, phone: v['phone']!, reason: v['reason']! },
      }),
    ).then((made) => {
      tell('登记好了。')
      onAdded(made.id)
    })
  return (
    <>
      <Button onClick={() => setOpen(true)}>登记一个人</Button>
      {open && (
        <FormDialog
          title="登记一个人"
          button="登记"
          onClose={() => setOpen(false)}
          onDone={add}
          fields={[
            { key: 'household', label: '户号', hint: '没有这个户号的，会新建一户', max: 60 },
            ...detailFields(),
            {
              key: 'phone',
              label: '手机号',
              type: 'tel',
              hint: '加密保存，用来登录；没有就空着',
              optional: true,
              max: 20,
            },
            { key: 'reason', label: '原因', hint: '例如：出生、迁入、漏登', max: 200 },
          ]}
        />
      )}
    </>
  )
}
