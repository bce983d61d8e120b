/** Brings the office's key into this page's memory. */
import { Note } from '../../../../console/parts/Note.tsx'
import { fingerprint } from '../envelope.ts'
import type { Unlocked } from './Accusations.tsx'
import { OpenFile } from './OpenFile.tsx'

export function Unlock({ unlocked, onOpen }: { unlocked: Unlocked; onOpen: (id: string, key: CryptoKey) => void }) {
  return (
    <section className="sheet" aria-labelledby="unlock">
      <h2 id="unlock">打开钥匙</h2>
      {[...unlocked.keys()].map((id) => (
        <Note key={id} kind="good">
          钥匙 <span className="num">{fingerprint(id)}</span> 已经打开。离开或刷新这一页就锁上。
        </Note>
      ))}
      {unlocked.size === 0 && (
        <OpenFile button="打开钥匙" onOpen={({ key, privateKey }) => onOpen(key.id, privateKey)} />
      )}
      {unlocked.size > 0 && (
        <details>
          <summary>再打开一把以前的钥匙</summary>
          <OpenFile button="打开钥匙" onOpen={({ key, privateKey }) => onOpen(key.id, privateKey)} />
        </details>
      )}
    </section>
  )
}
