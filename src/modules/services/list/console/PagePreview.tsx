/**
 * The public page of the service as it will be, drawn by the same server code; its printed notice opens in a window of
 * its own.
 */
import { useEffect, useState } from 'react'
import type { Service } from '../services.schema.ts'

export function PagePreview({ service, version, sound }: { service: Service; version: number; sound: boolean }) {
  const [page, setPage] = useState('')
  const [failed, setFailed] = useState(false)
  const text = JSON.stringify(service)
  useEffect(() => {
    if (!sound) return
    const body = new FormData()
    body.append('service', text)
    body.append('version', String(version))
    const stop = new AbortController()
    fetch('/services/preview', { method: 'POST', body, signal: stop.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status))
        setPage(await answer.text())
        setFailed(false)
      })
      .catch(() => {
        if (!stop.signal.aborted) setFailed(true)
      })
    return () => stop.abort()
  }, [text, version, sound])
  return (
    <section className="sheet service-preview">
      <div className="head">
        <h2>村民看到的</h2>
        <form method="post" action="/services/preview" target="_blank" encType="multipart/form-data">
          <input type="hidden" name="service" value={text} />
          <input type="hidden" name="version" value={version} />
          <input type="hidden" name="do" value="pdf" />
          <button type="submit" className="plain" disabled={!sound}>
            打开告知单（PDF）
          </button>
        </form>
      </div>
      {!sound && (
        <p className="quiet" role="status">
          还有要改的地方，改好后才能预览。
        </p>
      )}
      {failed && (
        <p className="quiet" role="status">
          预览没有取到，请换到别的部分再回来。
        </p>
      )}
      {page !== '' && <iframe title="事项页面预览" sandbox="allow-scripts allow-same-origin" srcDoc={page} />}
    </section>
  )
}
