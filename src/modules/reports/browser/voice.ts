/** Recording on the page: Opus where the browser has it, else AAC. */
const types = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']

/** Shows the button where recording works; `done` gets what was said. */
export function voice(form: HTMLFormElement, done: (blob: Blob) => Promise<void>) {
  const box = form.querySelector<HTMLElement>('[data-voice]')
  const button = box?.querySelector<HTMLButtonElement>('[data-record]')
  const status = box?.querySelector<HTMLElement>('[data-record-status]')
  if (!box || !button || !status || !('MediaRecorder' in window) || !navigator.mediaDevices) return
  box.hidden = false
  let recorder: MediaRecorder | undefined
  button.addEventListener('click', async () => {
    if (recorder?.state === 'recording') return recorder.stop()
    try {
      recorder = await start(
        Number(form.dataset.voiceMinutes ?? 3),
        (text) => {
          status.textContent = text
        },
        async (blob) => {
          button.textContent = '再录一段'
          status.textContent = blob.size === 0 ? '没有录到声音，请再录一次。' : '录好了，在上面可以听。'
          if (blob.size > 0) await done(blob)
        },
      )
      button.textContent = '说完了，停止录音'
    } catch {
      status.textContent = '不能录音。请在手机里允许使用话筒，或者用手机自带的录音机录好，再选录音文件。'
    }
  })
}

async function start(
  minutes: number,
  say: (text: string) => void,
  done: (blob: Blob) => Promise<void>,
): Promise<MediaRecorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const type = types.find((t) => MediaRecorder.isTypeSupported(t))
  const recorder = new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), audioBitsPerSecond: 32_000 })
  const pieces: Blob[] = []
  const began = Date.now()
  const timer = setInterval(() => {
    const seconds = Math.floor((Date.now() - began) / 1000)
    say(`正在录音，${seconds} 秒`)
    if (seconds >= minutes * 60) recorder.stop()
  }, 500)
  recorder.addEventListener('dataavailable', (e) => {
    if (e.data.size > 0) pieces.push(e.data)
  })
  recorder.addEventListener('stop', () => {
    clearInterval(timer)
    for (const track of stream.getTracks()) track.stop()
    void done(new Blob(pieces, { type: recorder.mimeType }))
  })
  recorder.start(1_000)
  return recorder
}
