/**
 * The villager's consent to an agent's report: said aloud and recorded here, or signed on paper and photographed. It
 * may still be on its way when the report is sent: that waits for it.
 */
import { useEffect, useState } from 'react'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { PaperField, sendPaper, type Paper } from '../../handling/console/PaperField.tsx'
import { Recorder } from '../../../../console/parts/Recorder.tsx'

export function Consent({ onConsent }: { onConsent: (paper: Promise<Paper> | undefined) => void }) {
  const [heard, setHeard] = useState('')
  const [wrong, setWrong] = useState('')
  useEffect(() => () => URL.revokeObjectURL(heard), [heard])
  const keep = (file: File) => {
    setWrong('')
    setHeard(URL.createObjectURL(file))
    const sent = sendPaper(file)
    sent.catch((e: unknown) => {
      onConsent(undefined)
      setWrong(sentenceOf(e))
    })
    onConsent(sent)
  }
  return (
    <fieldset className="plain-set">
      <legend className="label">村民同意代报（录音、签字或照片，选一样）</legend>
      <p className="quiet">录音时请村民说：“我是某某，同意代办员替我反映这件事。”</p>
      <Recorder label={heard ? '重新录音' : '录一句话'} onVoice={keep} />
      {heard && <audio controls src={heard} aria-label="刚录的同意" />}
      {wrong && (
        <Note kind="wrong" role="alert">
          {wrong}
        </Note>
      )}
      <PaperField
        label="或者上传签字、照片"
        onPaper={(p) => {
          setHeard('')
          onConsent(p && Promise.resolve(p))
        }}
      />
    </fieldset>
  )
}
