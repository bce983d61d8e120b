/** Keys for other programs that file reports through Open311. */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { ofWhole } from '../../../../console/whole.ts'

export default function ApiKeysScreen() {
  const keys = useQuery({ queryKey: ['api-keys'], queryFn: () => ask(api['api-keys'].$get()).then((a) => a.keys) })
  const [asking, setAsking] = useState(false)
  const [given, setGiven] = useState<string>()
  const end = (id: string, name: string) => {
    if (!window.confirm(`停用“${name}”的密钥？那个程序就不能再报事了。`)) return
    void ask(api['api-keys'][':id'].end.$post({ param: { id } })).then(() => {
      tell('停用了。')
      return keys.refetch()
    }, tellWrong)
  }
  return (
    <div className="page">
      <h1>接口密钥</h1>
      <p>
        {ofWhole('别的程序（例如县里的 APP、12345）')}凭密钥按 Open311 标准报事，地址是{' '}
        <span className="num">/open311/v2</span>
        。查公开的事不用密钥。
      </p>
      <div className="do">
        <Button type="primary" onClick={() => setAsking(true)}>
          发一个密钥
        </Button>
      </div>
      <Shown query={keys} what="密钥">
        {(all) => (
          <DataTable
            name="接口密钥"
            rows={all}
            keyOf={(k) => k.id}
            empty="还没有发过密钥。"
            columns={[
              { name: '哪个程序', value: (k) => k.name },
              { name: '谁负责', value: (k) => k.contact, wide: true },
              { name: '密钥开头', value: (k) => k.key_start },
              { name: '什么时候发的', value: (k) => String(k.made_at), show: (k) => sayTime(k.made_at) },
              { name: '状态', value: (k) => (k.ended_at ? '已停用' : '在用') },
            ]}
            actions={(k) =>
              k.ended_at === null && (
                <button type="button" className="plain" onClick={() => end(k.id, k.name)}>
                  停用
                </button>
              )
            }
          />
        )}
      </Shown>
      {asking && (
        <FormDialog
          title="发一个密钥"
          button="发放"
          fields={[
            { key: 'name', label: '哪个程序用', max: 60 },
            { key: 'contact', label: '谁负责、怎么联系', max: 100 },
          ]}
          onClose={() => setAsking(false)}
          onDone={async (v) => {
            setGiven((await ask(api['api-keys'].$post({ json: { name: v['name']!, contact: v['contact']! } }))).key)
            await keys.refetch()
          }}
        />
      )}
      {given && (
        <Dialog title="新密钥" onClose={() => setGiven(undefined)}>
          <Note kind="warn">密钥只显示这一次，请现在抄下来，当面或用加密的办法交给对方。</Note>
          <p className="num">
            <b>{given}</b>
          </p>
        </Dialog>
      )}
    </div>
  )
}
