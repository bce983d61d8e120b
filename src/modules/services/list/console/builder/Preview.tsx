/** The form as a villager's phone shows it: drawn by the same server code, in a frame of its own. */
import { useEffect, useState } from 'react'
import type { AskedForm } from '../../../../../kernel/asked/asked.schema.ts'

/** Drawn anew when nobody has typed for a moment; a form with faults keeps the last picture. */
const pause = 500

export function Preview({ form, sound }: { form: AskedForm; sound: boolean }) {
  const [page, setPage] = useState('')
  const [failed, setFailed] = useState(false)
  const text = JSON.stringify(form)
  useEffect(() => {
    if (!sound) return
    const body = new FormData()
    body.append('form', text)
    body.append('do', 'more')
    const stop = new AbortController()
    const timer = window.setTimeout(() => {
      fetch('/forms/try', { method: 'POST', body, signal: stop.signal })
        .then(async (answer) => {
          if (!answer.ok) throw new Error(String(answer.status))
          setPage(await answer.text())
          setFailed(false)
        })
        .catch(() => {
          if (!stop.signal.aborted) setFailed(true)
        })
    }, pause)
    return () => {
      window.clearTimeout(timer)
      stop.abort()
    }
  }, [text, sound])
  return (
    <section className="sheet asked-preview" aria-label="预览">
      <div className="head">
        <h2>村民看到的</h2>
        <form method="post" action="/forms/try" target="_blank" encType="multipart/form-data">
          <input type="hidden" name="form" value={text} />
          <input type="hidden" name="do" value="more" />
          <button type="submit" className="plain" disabled={!sound}>
            打开试填
          </button>
        </form>
      </div>
      {!sound && (
        <p className="quiet" role="status">
          左边有要改的地方，改好后预览会更新。
        </p>
      )}
      {failed && (
        <p className="quiet" role="status">
          预览没有取到，改动一下会再取。
        </p>
      )}
      {page !== '' && <iframe title="表单预览" sandbox="allow-scripts allow-same-origin" srcDoc={page} />}
    </section>
  )
}
