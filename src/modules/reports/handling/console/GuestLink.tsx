/** The link of an invited outsider, to copy and pass on: shown until it is put away. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'

export function GuestLink({ link, onClose }: { link: string; onClose: () => void }) {
  const [copied, setCopied] = useState<boolean>()
  const copy = () =>
    (navigator.clipboard ? navigator.clipboard.writeText(link) : Promise.reject(new Error('no clipboard'))).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <Dialog title="邀请的链接" onClose={onClose}>
      <Note kind="warn">
        <p>请复制，用电话或微信发给他本人。关掉以后看不到这个链接了；没有发到、弄丢了，可以在这件事里“换新链接”。</p>
      </Note>
      <label className="field">
        <span>链接</span>
        <input className="plain-input" readOnly value={link} onFocus={(e) => e.target.select()} />
      </label>
      {copied !== undefined && (
        <p role="status">
          {copied ? '复制好了，可以去微信里粘贴。' : '这个浏览器不让自动复制，请长按上面的链接，选复制。'}
        </p>
      )}
      <div className="do">
        <Button type="primary" onClick={() => void copy()}>
          复制链接
        </Button>
        <Button onClick={onClose}>发好了，关闭</Button>
      </div>
    </Dialog>
  )
}
