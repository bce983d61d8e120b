/**
 * An agent opens with a villager what only the villager may read; each thing opened is written down for the villager to
 * see.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'

export function Accompany({ id, place, checked }: { id: string; place: string; checked: boolean }) {
  const [open, setOpen] = useState(false)
  const begin = (v: Record<string, string>) =>
    ask(
      api.residents[':id'].accompany.$post({
        param: { id },
        json: { place, consent: v['consent'] as 'together' | 'asked' },
      }),
    ).then(() => window.location.assign('/my'))
  return (
    <>
      <h4>没有手机的村民</h4>
      {checked ? (
        <div className="do">
          <Button onClick={() => setOpen(true)}>陪本人看公开</Button>
        </div>
      ) : (
        <p className="quiet">当面核对身份证以后，可以陪本人看只给本村人看的公开。</p>
      )}
      {open && (
        <FormDialog
          title="陪本人看公开"
          button="打开"
          onClose={() => setOpen(false)}
          onDone={begin}
          about={
            <p>
              打开的是本人能看的公开。看了什么都会记下，本人以后能看到；一刻钟左右自动退出。看完请按“退出登录”，再回办公台。
            </p>
          }
          fields={[
            {
              key: 'consent',
              label: '本人怎么同意的',
              type: 'select',
              options: [
                ['together', '本人在场，一起看'],
                ['asked', '本人托我看，回头念给本人听'],
              ],
            },
          ]}
        />
      )}
    </>
  )
}
