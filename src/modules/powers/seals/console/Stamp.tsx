/** The keeper stamped: which day, and the photo of the register's sheet. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'

export function Stamp({
  today,
  onStamp,
  onClose,
}: {
  today: string
  onStamp: (on: string, photo: File) => Promise<void>
  onClose: () => void
}) {
  const [on, setOn] = useState(today)
  const [photo, setPhoto] = useState<File>()
  const [wrong, setWrong] = useState('')
  const [busy, once] = useBusy()
  const save = () =>
    once(async () => {
      if (!photo) return setWrong('请拍下用章登记页。')
      setWrong('')
      await onStamp(on, photo).then(onClose, (e: unknown) => setWrong(sentenceOf(e)))
    })
  return (
    <Dialog title="盖章登记" onClose={onClose}>
      <form
        onSubmit={(e) => {
          e.preventDefault()
          void save()
        }}
        noValidate
      >
        <label className="field">
          <span>哪天盖的</span>
          <input className="plain-input" type="date" max={today} value={on} onChange={(e) => setOn(e.target.value)} />
        </label>
        <label className="field">
          <span>
            用章登记页的照片 <span className="hint">封存，村民看不到</span>
          </span>
          <input className="plain-input" type="file" accept="image/*" onChange={(e) => setPhoto(e.target.files?.[0])} />
        </label>
        {wrong && (
          <Note kind="wrong" role="alert">
            {wrong}
          </Note>
        )}
        <div className="do">
          <Button type="primary" htmlType="submit" loading={busy}>
            记下
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      </form>
    </Dialog>
  )
}
