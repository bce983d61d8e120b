/** Setting up the second factor: a QR code for the phone's authenticator, then its first six digits. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState, type FormEvent } from 'react'
import { ask } from '../../../console/client.ts'
import { base } from '../../../console/base.ts'
import { QrCode } from '../../../console/parts/QrCode.tsx'
import { Note } from '../../../console/parts/Note.tsx'
import { Password } from '../../../console/parts/Password.tsx'
import { sentenceOf, tell } from '../../../console/parts/tell.tsx'
import type { Me } from '../../../console/me.ts'
import { Threshold } from './Threshold.tsx'

type Made = InferResponseType<typeof base.session.enrol.$post, 200>

export default function Enrol({ me }: { me: Me }) {
  const [made, setMade] = useState<Made>()
  return (
    <Threshold title={`${me.name}，请设置动态码`}>
      <p>
        乡镇以上的岗位除密码外还要一个动态码，每 30 秒换一次，由手机上的验证器显示（微信小程序“腾讯身份验证器”或任何
        TOTP 验证器都可以）。
      </p>
      {made ? <Confirm made={made} /> : <Begin onMade={setMade} />}
    </Threshold>
  )
}

function Begin({ onMade }: { onMade: (made: Made) => void }) {
  const [password, setPassword] = useState('')
  const [error, setError] = useState('')
  const begin = async (event: FormEvent) => {
    event.preventDefault()
    await ask(base.session.enrol.$post({ json: { password } })).then(onMade, (e: unknown) => setError(sentenceOf(e)))
  }
  return (
    <form onSubmit={(e) => void begin(e)} noValidate>
      <Password label="先填一次密码" value={password} hint="current-password" onValue={setPassword} />
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <Button type="primary" htmlType="submit">
        下一步
      </Button>
    </form>
  )
}

function Confirm({ made }: { made: Made }) {
  const queries = useQueryClient()
  const [code, setCode] = useState('')
  const [error, setError] = useState('')
  const confirm = async (event: FormEvent) => {
    event.preventDefault()
    await ask(base.session.enrol.confirm.$post({ json: { code } })).then(
      async () => {
        tell('动态码设好了。')
        await queries.invalidateQueries({ queryKey: ['me'] })
      },
      (e: unknown) => setError(sentenceOf(e)),
    )
  }
  return (
    <form onSubmit={(e) => void confirm(e)} noValidate>
      <p>一、用验证器扫这个二维码：</p>
      <QrCode className="enrol-qr" alt="动态码的二维码" svg={made.qr} />
      <details>
        <summary>扫不了？手工输入</summary>
        <p className="num">{new URL(made.uri).searchParams.get('secret')}</p>
      </details>
      <p>二、把备用码抄下来收好，手机丢了时每个能用一次：</p>
      <ul className="codes num">
        {made.backupCodes.map((c) => (
          <li key={c}>{c}</li>
        ))}
      </ul>
      <label className="field">
        <span>三、填验证器上现在的六位数字</span>
        <input
          className="plain-input"
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          onChange={(e) => setCode(e.target.value)}
        />
      </label>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <Button type="primary" htmlType="submit">
        设好了
      </Button>
    </form>
  )
}
