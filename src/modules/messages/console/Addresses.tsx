/** E-mail addresses of offices: the mail only says that the console has a message. */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { DataTable } from '../../../console/parts/DataTable.tsx'
import { FormDialog } from '../../../console/parts/FormDialog.tsx'
import { Note } from '../../../console/parts/Note.tsx'
import { Shown } from '../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../console/parts/tell.tsx'

export function Addresses() {
  const all = useQuery({ queryKey: ['office-addresses'], queryFn: () => ask(api['office-addresses'].$get()) })
  const [asking, setAsking] = useState(false)
  const named = (f: string) =>
    [...new Set((all.data?.functions ?? []).filter((k) => k.function === f).map((k) => k.name))].join('、')
  const drop = (id: string, email: string) => {
    if (!window.confirm(`不再给 ${email} 发邮件？`)) return
    void ask(api['office-addresses'][':id'].drop.$post({ param: { id } })).then(() => {
      tell('去掉了。')
      return all.refetch()
    }, tellWrong)
  }
  const confirm = (id: string, email: string) => {
    if (!window.confirm(`${email} 还是单位的，不是离开的人自己的？`)) return
    void ask(api['office-addresses'][':id'].confirm.$post({ param: { id } })).then(() => {
      tell('接着发。')
      return all.refetch()
    }, tellWrong)
  }
  const trial = (id: string) =>
    void ask(api['office-addresses'][':id'].try.$post({ param: { id } })).then(
      () => tell('放进发件箱了，夜里不发，早上再发。'),
      tellWrong,
    )
  return (
    <>
      <h2>单位邮箱</h2>
      <p>办公台有给这个岗位的新消息，就给这个邮箱发一封邮件。邮件里只说有新消息，不写内容。请填单位的工作邮箱。</p>
      <Shown query={all} what="单位邮箱">
        {({ mail, addresses, functions }) => (
          <>
            {!mail && (
              <Note kind="warn">
                还没有接邮件服务器，邮件只记在发件箱里，不会真的发出。接的办法见《运行手册》的设置（SMTP_URL）。
              </Note>
            )}
            <div className="do">
              <Button type="primary" onClick={() => setAsking(true)}>
                加一个邮箱
              </Button>
            </div>
            <DataTable
              name="单位邮箱"
              rows={addresses}
              keyOf={(a) => a.id}
              empty="还没有填过邮箱。"
              columns={[
                { name: '单位', value: (a) => a.region },
                { name: '岗位', value: (a) => named(a.function), wide: true },
                { name: '邮箱', value: (a) => a.email, wide: true },
                { name: '发不发', value: (a) => (a.held ? '岗位换了人，停发' : '发') },
              ]}
              actions={(a) => (
                <>
                  {a.held && (
                    <button type="button" className="plain" onClick={() => confirm(a.id, a.email)}>
                      还是单位的
                    </button>
                  )}{' '}
                  <button type="button" className="plain" onClick={() => trial(a.id)}>
                    发一封试试
                  </button>{' '}
                  <button type="button" className="plain" onClick={() => drop(a.id, a.email)}>
                    去掉
                  </button>
                </>
              )}
            />
            {asking && (
              <FormDialog
                title="加一个邮箱"
                button="加上"
                onClose={() => setAsking(false)}
                fields={[
                  { key: 'place', label: '单位', type: 'place' },
                  {
                    key: 'function',
                    label: '哪个岗位的消息',
                    type: 'select',
                    options: [...new Map(functions.map((k) => [k.function, named(k.function)] as const))],
                  },
                  { key: 'email', label: '邮箱', hint: '同一个岗位再填一次，就换成新的', max: 120 },
                ]}
                onDone={async (v) => {
                  await ask(
                    api['office-addresses'].$post({
                      json: { place: v['place']!, function: v['function'] as 'drafter', email: v['email']! },
                    }),
                  )
                  tell('加好了。')
                  await all.refetch()
                }}
              />
            )}
          </>
        )}
      </Shown>
    </>
  )
}
