/** First passwords on slips: shown once, printed, cut, handed out; kept nowhere. */
import { Button } from '../../../console/parts/Button.tsx'
import type { Slip } from '../../../kernel/people/accounts.jobs.ts'
import { Dialog } from '../../../console/parts/Dialog.tsx'
import { Note } from '../../../console/parts/Note.tsx'

export function Slips({ slips, onClose }: { slips: readonly Slip[]; onClose: () => void }) {
  return (
    <Dialog wide title={`密码条（${slips.length} 张）`} onClose={onClose}>
      <div className="slips-page">
        <Note kind="warn">
          密码只显示这一次，关掉就看不到了。请现在打印，裁开后当面交给本人；第一次登录要换成自己的密码。
        </Note>
        <div className="do head">
          <Button type="primary" onClick={() => window.print()}>
            打印密码条
          </Button>
        </div>
        <div className="slips">
          {slips.map((s) => (
            <div key={s.username}>
              <b>{s.name}</b>
              <br />
              {[s.township, s.place, s.posts].filter((t) => t !== '').join('　')}
              <br />
              用户名：<b className="num">{s.username}</b>
              <br />
              第一次的密码：<b className="num">{s.password}</b>
            </div>
          ))}
        </div>
      </div>
    </Dialog>
  )
}
