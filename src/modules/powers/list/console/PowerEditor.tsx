/** Makes a power or a new version of one, without code: what is wrong is told while it is written; kept in the browser until it is saved. */
import { Button } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Note } from '../../../../console/parts/Note.tsx'
import type { Power } from '../powers.schema.ts'
import { AmountPart } from './AmountPart.tsx'
import { BasicPart } from './BasicPart.tsx'
import {
  draftFaults,
  forgetDraft,
  keepDraft,
  keptDraft,
  parts,
  type Draft,
  type DraftFault,
  type Part,
} from './draft.ts'
import { Saving } from './Saving.tsx'
import { StepsPart } from './StepsPart.tsx'
import type { Around } from './useList.ts'

type Props = { start: Draft; around: Around; onClose: (saved?: string) => void }
const tabs = { ...parts, save: '看改了什么，存下' }
type Tab = keyof typeof tabs

export function PowerEditor({ start, around, onClose }: Props) {
  const isNew = start.seenVersion === 0
  const place = isNew ? '' : start.power.code
  const [kept] = useState(() => keptDraft(place))
  const [draft, setDraft] = useState<Draft>(kept ?? start)
  const [resumed, setResumed] = useState(kept !== undefined)
  const [tab, setTab] = useState<Tab>('basic')
  const [round, setRound] = useState(0)
  const { power } = draft
  const faults = useMemo(() => draftFaults(power, around), [power, around])
  const changed = JSON.stringify(power) !== JSON.stringify(draft.base)
  useEffect(() => {
    if (changed) keepDraft(place, draft)
  }, [changed, draft, place])
  const set = useCallback((part: Partial<Power>) => setDraft((d) => ({ ...d, power: { ...d.power, ...part } })), [])
  /** What comes as a whole is drawn anew in every part. */
  const replace = (next: Draft) => {
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
  const p = { d: power, around, set }
  return (
    <div className="service-editor" key={round}>
      <div className="head">
        <h1>{isNew ? '新列一项权力' : `修改：${start.power.name}`}</h1>
        <div className="do">
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
      <div className="tabs" role="tablist" aria-label="权力的各部分">
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
        {tab === 'amount' && <AmountPart {...p} />}
        {tab === 'steps' && <StepsPart {...p} />}
        {tab === 'save' && (
          <Saving
            draft={draft}
            changed={changed}
            sound={faults.length === 0}
            today={around.today}
            onMerged={replace}
            onSaved={saved}
          />
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
