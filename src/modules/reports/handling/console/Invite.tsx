/** Invites an outsider by a link that is shown once. */
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { useDone, type StaffCase } from './useCase.ts'

export function Invite({ data, onClose }: { data: StaffCase; onClose: () => void }) {
  const [link, setLink] = useState('')
  const done = useDone(data.case.id)
  if (link) {
    return (
      <Dialog title="邀请的链接" onClose={onClose}>
        <Note kind="warn">
          <p>链接只显示这一次。请现在复制，用电话或微信发给他本人。</p>
        </Note>
        <label className="field">
          <span>链接</span>
          <input className="plain-input" readOnly value={link} onFocus={(e) => e.target.select()} />
        </label>
        <div className="do">
          <Button type="primary" onClick={onClose}>
            我已经复制
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <FormDialog
      title="邀请外面的人"
      about={<p>例如医生、律师、民警。他打开链接就能写意见，不用账号，也看不到反映人是谁。</p>}
      button="生成链接"
      onClose={() => {
        if (!link) onClose()
      }}
      fields={[
        { key: 'name', label: '请的是谁', hint: '例如：县医院 王医生', max: 40 },
        { key: 'ask', label: '要问什么', hint: '把要他看的情况写清楚', type: 'textarea' },
      ]}
      onDone={async (v) => {
        const made = await ask(
          api.cases[':id'].guests.$post({ param: { id: data.case.id }, json: { name: v['name']!, ask: v['ask']! } }),
        )
        setLink(window.location.origin + made.path)
        await done('链接已经生成。')
      }}
    />
  )
}
