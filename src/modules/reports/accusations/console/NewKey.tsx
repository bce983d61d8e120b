/**
 * Makes a pair in this browser, saves the private half as a file, and puts the public half to use once the file has
 * been opened again.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { Password } from '../../../../console/parts/Password.tsx'
import { secondFields, secondOf } from '../../../../console/parts/second.ts'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { fromBase64url, toBase64url } from '../../../../kernel/ledger/bytes.ts'
import { fits, openWith, type PublicKey } from '../envelope.ts'
import { leastPassphrase, newKeyFile } from '../keyFile.ts'
import { OpenFile } from './OpenFile.tsx'

/**
 * `replaces`: a key was in use before, so whoever sets another proves that one, or signs with the other watching
 * office.
 */
export function NewKey({
  replaces,
  onClose,
  onDone,
}: {
  replaces: boolean
  onClose: () => void
  onDone: () => unknown
}) {
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [made, setMade] = useState<PublicKey>()
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [lost, setLost] = useState(false)
  const make = async () => {
    if ([...first].length < leastPassphrase)
      return setWrong(`口令至少 ${leastPassphrase} 个字，可以用一句只有您知道的话。`)
    if (first !== second) return setWrong('两次输的口令不一样。')
    setBusy(true)
    setWrong('')
    const { key, text } = await newKeyFile(first)
    save(text, `举报钥匙-${key.id.slice(0, 8)}.key.json`)
    setMade(key)
    setBusy(false)
  }
  const use = async (opened: { key: PublicKey; privateKey: CryptoKey }) => {
    if (opened.key.id !== made!.id || !(await fits(opened.privateKey, made!)))
      throw new Error('这不是刚才保存的那个文件，请重新选。')
    if (replaces) return setTried(true)
    await put({})
  }
  const put = async (by: { proof?: string; second?: ReturnType<typeof secondOf> }) => {
    await ask(api['accusation-keys'].$post({ json: { publicKey: toBase64url(made!.bytes), ...by } })).catch(
      (e: unknown) => {
        throw new Error(sentenceOf(e))
      },
    )
    onDone()
  }
  const prove = async (opened: { key: PublicKey; privateKey: CryptoKey }) => {
    const { keyId, sealed } = await ask(api['accusation-keys'].challenge.$post())
    if (keyId === null || opened.key.id !== keyId) throw new Error('这不是现在在用的那把钥匙，请选它的文件。')
    await put({ proof: String(await openWith(opened.privateKey, keyId, 'body', fromBase64url(sealed)!)) })
  }
  return (
    <Dialog title="生成钥匙" onClose={onClose}>
      {!made ? (
        <form
          onSubmit={(e) => {
            e.preventDefault()
            void make()
          }}
          noValidate
        >
          <p>
            钥匙在这台电脑上生成，存成一个文件，不会传到服务器。打开举报时，文件和口令缺一不可。口令至少{' '}
            {leastPassphrase} 个字，可以用一句只有您知道的话。
          </p>
          <Note kind="warn">
            文件丢了，或者口令忘了，谁也打不开已经收到的举报，没有别的办法。请把文件拷两份，锁好；口令写在纸上，和文件分开放。
          </Note>
          <Password label="口令" value={first} hint="new-password" onValue={setFirst} />
          <Password label="再输一次" value={second} hint="new-password" onValue={setSecond} />
          {wrong && (
            <Note kind="wrong" role="alert">
              {wrong}
            </Note>
          )}
          <div className="do">
            <Button type="primary" htmlType="submit" loading={busy}>
              生成并保存文件
            </Button>
            <Button onClick={onClose}>取消</Button>
          </div>
        </form>
      ) : tried ? (
        <>
          <p>新钥匙能打开。换钥匙要证明是您本人：请打开原来的那把。</p>
          <OpenFile button="打开原来的钥匙，换成新的" onOpen={prove} />
          <p>
            <button type="button" className="plain" onClick={() => setLost(true)}>
              原来的钥匙丢了，或口令忘了
            </button>
          </p>
          {lost && (
            <FormDialog
              title="请督查的人一起签"
              button="换成新的"
              about={<p>原来的钥匙证明不了，就要督查岗位的人当面一起签。换钥匙会通知双方，也记进公开存证。</p>}
              fields={secondFields('督查的人：用户名')}
              onClose={() => setLost(false)}
              onDone={(v) => put({ second: secondOf(v) })}
            />
          )}
        </>
      ) : (
        <>
          <p>文件已经保存到这台电脑的“下载”里。启用前先试一次：选那个文件，输口令，看能不能打开。</p>
          <OpenFile button="试一试，能打开就启用" onOpen={use} />
        </>
      )}
    </Dialog>
  )
}

function save(text: string, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
