/**
 * The key to which accusations are sealed: made here, kept as a file by the office, tried once before it is put to use.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { fingerprint } from '../envelope.ts'
import { NewKey } from './NewKey.tsx'

type Key = { id: string; set_by: string; set_at: string; ended_at: string | null; waiting: number }

export function KeyCard({ keys, onChange }: { keys: readonly Key[]; onChange: () => unknown }) {
  const [making, setMaking] = useState(false)
  const current = keys.find((k) => k.ended_at === null)
  const old = keys.filter((k) => k.ended_at !== null && k.waiting > 0)
  const end = () => {
    if (!window.confirm('停收网上举报？网站上就只显示举报电话。已经收到的仍然能打开。')) return
    void ask(api['accusation-keys'].end.$post()).then(() => {
      tell('停收了。')
      return onChange()
    }, tellWrong)
  }
  return (
    <section className="sheet" aria-labelledby="key">
      <h2 id="key">钥匙</h2>
      {current ? (
        <p>
          在用的钥匙指纹：<b className="num">{fingerprint(current.id)}</b>
          <span className="quiet">
            {'　'}
            {sayTime(current.set_at)} 由{current.set_by}启用。网站上显示同样的指纹，请核对一下。
          </span>
        </p>
      ) : (
        <Note kind="warn">还没有启用钥匙，网站上只显示举报电话，不收网上举报。</Note>
      )}
      {old.map((k) => (
        <p key={k.id} className="quiet">
          以前的钥匙 <span className="num">{fingerprint(k.id)}</span> 加密的举报还有 {k.waiting}{' '}
          件，打开它们要用那时的文件和口令。
        </p>
      ))}
      <div className="do">
        <Button {...(current ? {} : { type: 'primary' as const })} onClick={() => setMaking(true)}>
          {current ? '换一把钥匙' : '生成钥匙'}
        </Button>
        {current && <Button onClick={end}>停收网上举报</Button>}
      </div>
      {making && (
        <NewKey
          replaces={keys.length > 0}
          onClose={() => setMaking(false)}
          onDone={() => {
            setMaking(false)
            tell('钥匙启用了。')
            return onChange()
          }}
        />
      )}
    </section>
  )
}
