/** Key file and passphrase: opened in this browser, sent nowhere. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useId, useState } from 'react'
import { Note } from '../../../../console/parts/Note.tsx'
import { Password } from '../../../../console/parts/Password.tsx'
import type { PublicKey } from '../envelope.ts'
import { openKeyFile } from '../keyFile.ts'

type Opened = { key: PublicKey; privateKey: CryptoKey }

export function OpenFile({ button, onOpen }: { button: string; onOpen: (opened: Opened) => unknown }) {
  const id = useId()
  const [file, setFile] = useState<File>()
  const [passphrase, setPassphrase] = useState('')
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const open = async () => {
    if (!file) return setWrong('请选钥匙文件。')
    setBusy(true)
    setWrong('')
    try {
      await onOpen(await openKeyFile(await file.text(), passphrase))
      setPassphrase('')
    } catch (error) {
      setWrong(error instanceof Error ? error.message : '没有打开，请再试。')
    }
    setBusy(false)
  }
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault()
        void open()
      }}
      noValidate
    >
      <div className="field">
        <label htmlFor={id} className="label">
          钥匙文件
        </label>
        <input
          id={id}
          type="file"
          accept=".json,application/json"
          className="plain-input"
          onChange={(e) => setFile(e.target.files?.[0])}
        />
      </div>
      <Password label="钥匙口令" value={passphrase} hint="current-password" onValue={setPassphrase} />
      {wrong && (
        <Note kind="wrong" role="alert">
          {wrong}
        </Note>
      )}
      <div className="do">
        <Button type="primary" htmlType="submit" loading={busy}>
          {button}
        </Button>
      </div>
    </form>
  )
}
