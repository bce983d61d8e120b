/** Records a voice on this page; where it cannot, says what to do instead. */
import { Button } from './Button.tsx'
import { useEffect, useRef, useState } from 'react'

const types = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']
const longest = 180

export function Recorder({ label, onVoice }: { label: string; onVoice: (file: File) => void }) {
  const [seconds, setSeconds] = useState<number>()
  const [said, setSaid] = useState('')
  const recorder = useRef<MediaRecorder>(undefined)
  useEffect(() => () => recorder.current?.stop(), [])
  useEffect(() => {
    if (seconds === undefined) return
    if (seconds >= longest) return recorder.current?.stop()
    const timer = setTimeout(() => setSeconds(seconds + 1), 1_000)
    return () => clearTimeout(timer)
  }, [seconds])
  const begin = async () => {
    setSaid('')
    try {
      recorder.current = await record((file) => {
        setSeconds(undefined)
        recorder.current = undefined
        if (file) onVoice(file)
        else setSaid('没有录到声音，请再录一次。')
      })
      setSeconds(0)
    } catch {
      setSaid('不能录音。请在浏览器里允许使用话筒，或者改为上传签字、照片。')
    }
  }
  // Without https a browser lends no microphone.
  if (!('MediaRecorder' in window) || !('mediaDevices' in navigator)) return null
  return (
    <div>
      {seconds === undefined ? (
        <Button onClick={() => void begin()}>{label}</Button>
      ) : (
        <Button type="primary" onClick={() => recorder.current?.stop()}>
          说完了，停止录音
        </Button>
      )}
      <p role="status" className="quiet">
        {seconds === undefined ? said : `正在录音，${seconds} 秒`}
      </p>
    </div>
  )
}

async function record(done: (file: File | undefined) => void): Promise<MediaRecorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const type = types.find((t) => MediaRecorder.isTypeSupported(t))
  const recorder = new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), audioBitsPerSecond: 32_000 })
  const pieces: Blob[] = []
  recorder.ondataavailable = (e) => {
    if (e.data.size > 0) pieces.push(e.data)
  }
  recorder.onstop = () => {
    for (const track of stream.getTracks()) track.stop()
    done(pieces.length === 0 ? undefined : new File(pieces, '录音', { type: recorder.mimeType }))
  }
  recorder.start(1_000)
  return recorder
}
