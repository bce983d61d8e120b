/** The signature under a self-check: by finger, by password and code, or on paper with a scan. */
import { Button } from '../../../../../console/parts/Button.tsx'
import { useCallback, useState } from 'react'
import { ask, formOf } from '../../../../../console/client.ts'
import { Note } from '../../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../../console/parts/tell.tsx'
import { PaperScan, PasswordSign, Ways, type Way } from '../../../../../console/sign/ways.tsx'
import { SignPad, type Stroke } from '../../../../../console/sign/SignPad.tsx'
import { api } from '../../../client.ts'
import type { Check } from './OwnCheck.tsx'

export function SignCheck({
  check,
  place,
  month,
  onSigned,
}: {
  check: Check
  place: string
  month: string
  onSigned: () => Promise<unknown>
}) {
  const [way, setWay] = useState<Way>('strokes')
  const [strokes, setStrokes] = useState<Stroke[]>([])
  const [secret, setSecret] = useState({ password: '', code: '' })
  const [scan, setScan] = useState<File>()
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const keep = useCallback((all: Stroke[]) => setStrokes(all), [])
  const sign = async () => {
    setBusy(true)
    setError('')
    try {
      const signature = await evidence()
      await ask(api['self-check'].sign.$post({ json: { place, month, hash: check.hash, signature } }))
      await onSigned()
      tell('签好了。')
    } catch (e) {
      setError(sentenceOf(e))
    }
    setBusy(false)
  }
  const evidence = async () => {
    if (way === 'strokes') return { kind: way, strokes }
    if (way === 'password') return { kind: way, password: secret.password, code: secret.code || undefined }
    if (!scan) throw new Error('请先选签好字的纸件扫描或照片。')
    const { sha256 } = await ask(api['self-check'].scan.$post({}, formOf({ file: scan })))
    return { kind: way, scanSha256: sha256 }
  }
  return (
    <div className="sign-form">
      <h3>签字</h3>
      <Ways way={way} onWay={setWay} />
      <div className="sign-way">
        {way === 'strokes' && <SignPad onStrokes={keep} />}
        {way === 'password' && <PasswordSign value={secret} onChange={setSecret} />}
        {way === 'paper' && <PaperScan scan={scan} onScan={setScan} />}
      </div>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void sign()}>
          查完改好，签字
        </Button>
      </div>
    </div>
  )
}
