/** Invitations for the village's households: made, printed, cut and handed out; shown once. */
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { QrCode } from '../../../../console/parts/QrCode.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { ofWhole } from '../../../../console/whole.ts'

type Made = InferResponseType<typeof api.residents.slips.$post, 200>

export function MakeSlips({ place, name }: { place: string; name: string }) {
  const [made, setMade] = useState<Made>()
  const [busy, once] = useBusy()
  const make = () => {
    if (!window.confirm(`给${name}每一户打一张邀请条？以前发的邀请条就不能用了。`)) return
    void once(() =>
      ask(api.residents.slips.$post({ json: { place } })).then(
        (m) => (m.slips.length === 0 ? tell(ofWhole('名册里还没有人，请县里先导入名册。')) : setMade(m)),
        tellWrong,
      ),
    )
  }
  return (
    <>
      <Button loading={busy} onClick={make}>
        打印邀请条
      </Button>
      {made && <Slips made={made} onClose={() => setMade(undefined)} />}
    </>
  )
}

function Slips({ made, onClose }: { made: Made; onClose: () => void }) {
  return (
    <Dialog wide title={`邀请条（${made.slips.length} 户）`} onClose={onClose}>
      <div className="slips-page">
        <Note kind="warn">
          邀请条只显示这一次，关掉就看不到了。请现在打印，裁开后送到各户，不要送错。{made.days} 天内有效。
        </Note>
        <div className="do head">
          <Button type="primary" onClick={() => window.print()}>
            打印邀请条
          </Button>
        </div>
        <div className="slips">
          {made.slips.map((s) => (
            <div key={s.code}>
              <b>
                {made.village}　{s.group}　{s.household} 户
              </b>
              <br />
              用手机扫一扫，选您是哪一位，填手机号和验证码，以后就能登录看本村的公开。
              <QrCode className="enrol-qr" alt="邀请条的二维码" svg={s.qr} />
              <span className="address">{s.address}</span>不会用手机的，请找代办员。
            </div>
          ))}
        </div>
      </div>
    </Dialog>
  )
}
