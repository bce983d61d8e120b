/** Three equal ways to sign: strokes, password with code, paper with a scan. */
import { Password } from '../parts/Password.tsx'

export type Way = 'strokes' | 'password' | 'paper'
const names: Record<Way, string> = { strokes: '手写', password: '密码', paper: '纸件' }

export function Ways({ way, onWay }: { way: Way; onWay: (way: Way) => void }) {
  return (
    <fieldset className="ways">
      <legend className="sr">怎么签</legend>
      {(Object.keys(names) as Way[]).map((w) => (
        <label key={w} className={way === w ? 'on' : ''}>
          <input type="radio" name="way" checked={way === w} onChange={() => onWay(w)} />
          {names[w]}
        </label>
      ))}
    </fieldset>
  )
}

type Secret = { password: string; code: string }

export function PasswordSign({ value, onChange }: { value: Secret; onChange: (value: Secret) => void }) {
  return (
    <>
      <Password
        label="登录密码"
        hint="current-password"
        value={value.password}
        onValue={(password) => onChange({ ...value, password })}
      />
      <label className="field">
        <span>
          动态码 <span className="hint">没有设动态码的账号不用填</span>
        </span>
        <input
          className="plain-input"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          value={value.code}
          onChange={(e) => onChange({ ...value, code: e.target.value })}
        />
      </label>
    </>
  )
}

export function PaperScan({ scan, onScan }: { scan: File | undefined; onScan: (scan: File | undefined) => void }) {
  return (
    <label className="field">
      <span>
        签好字的纸件 <span className="hint">扫描件或照片，不公开</span>
      </span>
      <input className="plain-input" type="file" accept="image/*,.pdf" onChange={(e) => onScan(e.target.files?.[0])} />
      {scan && <span className="quiet">{scan.name}</span>}
    </label>
  )
}
