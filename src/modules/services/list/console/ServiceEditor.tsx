/** Makes a service or a new version of one, without code: its parts on tabs, what is wrong told while it is written, kept in the browser until it is saved. */
import { Button } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Note } from '../../../../console/parts/Note.tsx'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import type { AskedForm } from '../../../../kernel/asked/asked.schema.ts'
import { FormBuilder } from './builder/FormBuilder.tsx'
import { tidy } from '../../../../console/editor/edit.ts'
import type { Service } from '../services.schema.ts'
import { BasicPart } from './BasicPart.tsx'
import { draftFaults, parts, type DraftFault, type Part } from './draftFaults.ts'
import { exportService, readService } from './files.ts'
import { forgetDraft, keepDraft, keptDraft, type KeptDraft } from './keeping.ts'
import { LimitsPart } from './LimitsPart.tsx'
import { MaterialsPart } from './MaterialsPart.tsx'
import { PagePreview } from './PagePreview.tsx'
import { PublishPart } from './PublishPart.tsx'
import { Saving } from './Saving.tsx'
import { StepsPart } from './StepsPart.tsx'
import type { Surroundings } from './useServices.ts'

type Props = { start: KeptDraft; around: Surroundings; onClose: (saved?: string) => void }
const tabs = { ...parts, save: '预览和存下' }
type Tab = keyof typeof tabs

export function ServiceEditor({ start, around, onClose }: Props) {
  const isNew = start.seenVersion === 0
  const place = isNew ? '' : start.service.code
  const [kept] = useState(() => keptDraft(place))
  const [draft, setDraft] = useState<KeptDraft>(kept ?? start)
  const [resumed, setResumed] = useState(kept !== undefined)
  const [tab, setTab] = useState<Tab>('basic')
  const [round, setRound] = useState(0)
  const { service } = draft
  const faults = useMemo(() => draftFaults(service, around), [service, around])
  const changed = JSON.stringify(service) !== JSON.stringify(draft.base)
  useEffect(() => {
    if (changed) keepDraft(place, draft)
  }, [changed, draft, place])
  const set = useCallback(
    (part: Partial<Service>) => setDraft((d) => ({ ...d, service: tidy({ ...d.service, ...part }) })),
    [],
  )
  const onForm = useCallback(
    (form: AskedForm) => setDraft((d) => (d.service.form === form ? d : { ...d, service: { ...d.service, form } })),
    [],
  )
  /** What comes as a whole is drawn anew in every part. */
  const replace = (next: KeptDraft) => {
    setDraft(next)
    setRound((n) => n + 1)
  }
  const dropAll = () => {
    forgetDraft(place)
    replace(start)
    setResumed(false)
  }
  const close = () => {
    if (!changed || window.confirm('改动还没有存。离开以后还留在这台电脑上，下次可以接着改。现在离开吗？')) onClose()
  }
  const saved = (code: string) => {
    forgetDraft(place)
    onClose(code)
  }
  const p = { d: service, around, set }
  return (
    <div className="service-editor" key={round}>
      <div className="head">
        <h1>{isNew ? '新增办事事项' : `修改：${start.service.name}`}</h1>
        <div className="do">
          <Take onService={(s) => replace({ ...draft, service: isNew ? s : { ...s, code: service.code } })} />
          <Button onClick={() => exportService(service)}>导出</Button>
          <Button onClick={close}>不改了</Button>
        </div>
      </div>
      {resumed && (
        <Note kind="warn">
          上次没有存完的改动还在，接着改就行。
          <button type="button" className="plain" onClick={dropAll}>
            丢掉，重新来
          </button>
        </Note>
      )}
      <Faults faults={faults} onGo={setTab} />
      <div className="tabs" role="tablist" aria-label="事项的各部分">
        {(Object.keys(tabs) as Tab[]).map((key) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`part-${key}`}
            aria-selected={tab === key}
            aria-controls="part-panel"
            onClick={() => setTab(key)}
          >
            {tabs[key]}
            {countIn(faults, key) > 0 && <span className="mark">{countIn(faults, key)} 处要改</span>}
          </button>
        ))}
      </div>
      <div id="part-panel" role="tabpanel" aria-labelledby={`part-${tab}`}>
        {tab === 'basic' && <BasicPart {...p} isNew={isNew} />}
        {tab === 'materials' && <MaterialsPart {...p} />}
        {tab === 'steps' && <StepsPart {...p} />}
        {tab === 'limits' && <LimitsPart {...p} />}
        {tab === 'form' && <FormBuilder start={service.form} name={service.name} onForm={onForm} />}
        {tab === 'publish' && <PublishPart {...p} />}
        {tab === 'save' && (
          <>
            <Saving
              draft={draft}
              changed={changed}
              sound={faults.length === 0}
              today={around.today}
              onMerged={replace}
              onSaved={saved}
            />
            <PagePreview service={service} version={draft.seenVersion + 1} sound={faults.length === 0} />
          </>
        )}
      </div>
    </div>
  )
}

const countIn = (faults: readonly DraftFault[], tab: Tab): number => faults.filter((f) => f.part === tab).length

function Faults({ faults, onGo }: { faults: readonly DraftFault[]; onGo: (part: Part) => void }) {
  if (faults.length === 0)
    return (
      <p className="quiet" role="status">
        没有要改的，可以存了。
      </p>
    )
  return (
    <details className="note wrong wrong-list" open={faults.length <= 3 || undefined}>
      <summary role="status">还有 {faults.length} 处要写好，写好才能存</summary>
      <ul>
        {faults.map((f) => (
          <li key={f.say}>
            <button type="button" className="plain" onClick={() => onGo(f.part)}>
              {parts[f.part]}：{f.say}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Take({ onService }: { onService: (service: Service) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    try {
      onService(readService(await file.text()))
      tell('读进来了，存下以前不会生效。')
    } catch (error) {
      tellWrong(error)
    }
  }
  return (
    <>
      <Button onClick={() => input.current?.click()}>导入</Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="选事项文件"
        accept=".json,application/json"
        onChange={(e) => {
          void take(e.target.files?.[0])
          e.target.value = ''
        }}
      />
    </>
  )
}
