/**
 * One accusation, opened in this browser: what is reported; who reports only with a reason; how far it is. Each opening
 * is recorded.
 */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { fromBase64url } from '../../../../kernel/ledger/bytes.ts'
import { sayable, states, type Body, type Identity, type State } from '../accusations.schema.ts'
import { openWith, type Part } from '../envelope.ts'

type Row = { id: string; code: string; received_at: string; key_id: string; named: boolean; state: State }
type Props = { row: Row; privateKey: CryptoKey; onClose: () => void }

export function Opened({ row, privateKey, onClose }: Props) {
  const opened = useQuery({
    queryKey: ['accusation', row.id],
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    retry: false,
    queryFn: async () => {
      const got = await ask(api.accusations[':id'].open.$post({ param: { id: row.id } }))
      return { body: (await unsealed(privateKey, got, 'body')) as Body, looks: got.looks }
    },
  })
  return (
    <Dialog title={`举报 ${row.code}`} onClose={onClose} wide>
      <Shown query={opened} what="举报">
        {({ body, looks }) => (
          <>
            <p className="quiet">{sayTime(row.received_at)} 收到。这次打开已经记下。</p>
            <h3>举报谁</h3>
            <p className="told">{body.about}</p>
            <h3>什么事</h3>
            <p className="told">{body.text}</p>
            {body.evidence && (
              <>
                <h3>证据、谁知道</h3>
                <p className="told">{body.evidence}</p>
              </>
            )}
            {body.files.length > 0 && (
              <>
                <h3>照片</h3>
                <div className="shots">
                  {body.files.map((f, i) => (
                    <img
                      key={i}
                      src={`data:${/^image\/(jpeg|png|webp)$/.test(f.type) ? f.type : 'image/jpeg'};base64,${f.data}`}
                      alt={`照片 ${i + 1}`}
                    />
                  ))}
                </div>
              </>
            )}
            <Who row={row} privateKey={privateKey} />
            <Say row={row} onDone={onClose} />
            <details>
              <summary>谁看过（{looks.length}）</summary>
              <ul>
                {looks.map((l) => (
                  <li key={l.at + l.what}>
                    {sayTime(l.at)}　{l.person_name}　{l.what === 'body' ? '看了内容' : `看了举报人是谁：${l.why}`}
                  </li>
                ))}
              </ul>
            </details>
          </>
        )}
      </Shown>
    </Dialog>
  )
}

function Who({ row, privateKey }: Omit<Props, 'onClose'>) {
  const [asking, setAsking] = useState(false)
  const [who, setWho] = useState<Identity>()
  if (!row.named) return <p>举报人没有留姓名和电话。</p>
  if (who)
    return (
      <Note kind="warn">
        <p>
          {who.name && `姓名：${who.name}　`}
          {who.phone && `电话：${who.phone}`}
        </p>
        <p className="quiet">不得泄露。这次查看和理由已经记下。</p>
      </Note>
    )
  return (
    <div className="do">
      <Button onClick={() => setAsking(true)}>看举报人是谁</Button>
      {asking && (
        <FormDialog
          title="看举报人是谁"
          about={<p>谁、什么时候、为什么看，都会记下来。</p>}
          fields={[{ key: 'why', label: '为什么要看', hint: '例如：联系举报人核实时间' }]}
          button="看"
          onClose={() => setAsking(false)}
          onDone={async (v) =>
            setWho(
              (await unsealed(
                privateKey,
                await ask(api.accusations[':id'].identity.$post({ param: { id: row.id }, json: { why: v['why']! } })),
                'identity',
              )) as Identity,
            )
          }
        />
      )}
    </div>
  )
}

function Say({ row, onDone }: { row: Row; onDone: () => void }) {
  const [state, setState] = useState('')
  const send = () => {
    if (state === '') return tellWrong(new Error('请选办到哪一步。'))
    void ask(
      api.accusations[':id'].state.$post({ param: { id: row.id }, json: { state: state as (typeof sayable)[number] } }),
    ).then(() => {
      tell('登记了，举报人用回执看得到。')
      onDone()
    }, tellWrong)
  }
  return (
    <div className="do">
      <label>
        办到哪一步{'　'}
        <select className="plain-input" value={state} onChange={(e) => setState(e.target.value)}>
          {/* The list was read before this opening, which is a state of its own. */}
          <option value="">{`现在：${states[row.state === 'received' ? 'opened' : row.state]}`}</option>
          {sayable.map((s) => (
            <option key={s} value={s}>
              {states[s]}
            </option>
          ))}
        </select>
      </label>
      <Button onClick={send}>登记</Button>
    </div>
  )
}

async function unsealed(privateKey: CryptoKey, got: { keyId: string; sealed: string }, part: Part): Promise<unknown> {
  return openWith(privateKey, got.keyId, part, fromBase64url(got.sealed)!).catch(() => {
    throw new Error('打不开：内容坏了，或者不是用这把钥匙加的密。')
  })
}
