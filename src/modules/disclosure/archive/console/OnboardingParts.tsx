/**
 * One place's going live: premises, staff, equipment and plan, each ticked by whom and when; the plan with its file.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { Shown } from '../../../../console/parts/State.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { onboardingParts, type OnboardingPart } from '../onboarding.parts.ts'

type Board = InferResponseType<(typeof api.onboarding)[':slug']['$get'], 200>
type Tick = Board['ticks'][number]
const asked: Record<OnboardingPart, string> = {
  premises: '公开栏、查阅点和放电脑的地方都有了',
  staff: '要有的岗位都有人，都学过怎么用',
  equipment: '电脑、网络、打印机或者高拍仪能用',
  plan: '上线方案：谁办、哪天起、先公开哪些',
}

export function OnboardingParts({ slug, name, onClose }: { slug: string; name: string; onClose: () => void }) {
  const board = useQuery({
    queryKey: ['onboarding', slug],
    queryFn: () => ask(api.onboarding[':slug'].$get({ param: { slug } })),
  })
  return (
    <Dialog wide title={`${name}的上线准备`} onClose={onClose}>
      <Shown query={board} what="上线准备">
        {({ ticks, may }) => (
          <>
            {(Object.keys(onboardingParts) as OnboardingPart[]).map((part) => (
              <Part key={part} part={part} ticks={ticks.filter((t) => t.part === part)} may={may} slug={slug} />
            ))}
          </>
        )}
      </Shown>
      <div className="do">
        <Button onClick={onClose}>关上</Button>
      </div>
    </Dialog>
  )
}

const sayTick = (t: Tick) =>
  `${t.by_post}${t.by_name}，${sayTime(t.at)}${t.ready ? '勾的' : '取消的'}${t.note && `：${t.note}`}`

function Part({ part, ticks, may, slug }: { part: OnboardingPart; ticks: Tick[]; may: boolean; slug: string }) {
  const [now, ...before] = ticks
  const [note, setNote] = useState('')
  const [file, setFile] = useState<File>()
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const queries = useQueryClient()
  const ready = Boolean(now?.ready)
  const send = () =>
    once(async () => {
      setError('')
      await keep().then(
        () => {
          tell(ready ? '取消了。' : '勾好了。')
          setNote('')
          setFile(undefined)
          return queries.invalidateQueries({ queryKey: ['onboarding'] })
        },
        (e: unknown) => setError(sentenceOf(e)),
      )
    })
  const keep = async () => {
    const param = { slug }
    const sent =
      file && !ready ? await ask(api.onboarding[':slug'].files.$post({ param }, formOf({ file }))) : undefined
    const json = { part, ready: !ready, note, ...(sent ? { fileId: sent.id } : {}) }
    return ask(api.onboarding[':slug'].$post({ param, json }))
  }
  return (
    <section className="sheet" aria-label={onboardingParts[part]}>
      <h3>
        {onboardingParts[part]}　{ready ? '好了' : <span className="mark">还没有</span>}
      </h3>
      <p className="quiet">{asked[part]}</p>
      {now && <p>{sayTick(now)}</p>}
      {now?.file_id && now.ready && (
        <p>
          <a href={`/api/files/${now.file_id}`} target="_blank" rel="noreferrer">
            {now.file}
          </a>
        </p>
      )}
      {may && (
        <>
          {part === 'plan' && !ready && (
            <label className="field">
              <span>方案的文件</span>
              <input className="plain-input" type="file" onChange={(e) => setFile(e.target.files?.[0])} />
            </label>
          )}
          <label className="field">
            <span>
              {ready ? '为什么取消' : '说明'}
              {!ready && <span className="hint">　可以不写</span>}
            </span>
            <input className="plain-input" maxLength={100} value={note} onChange={(e) => setNote(e.target.value)} />
          </label>
          {error && (
            <Note kind="wrong" role="alert">
              {error}
            </Note>
          )}
          <Button
            loading={busy}
            onClick={() => void send()}
            aria-label={`${onboardingParts[part]}${ready ? '，取消' : '，勾好了'}`}
          >
            {ready ? '取消' : '勾好了'}
          </Button>
        </>
      )}
      {before.length > 0 && (
        <details>
          <summary>以前的（{before.length}）</summary>
          <ul>
            {before.map((t) => (
              <li key={String(t.at)}>{sayTick(t)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
