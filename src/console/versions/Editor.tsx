/**
 * Makes an entry or a new version of one, without code: its parts on tabs, what is wrong told while it is written, kept
 * on this device until it is saved.
 */
import { Button } from '../parts/Button.tsx'
import { useMemo, useState, type ReactNode } from 'react'
import { Note } from '../parts/Note.tsx'
import type { DraftFault } from './issues.ts'
import type { Draft, Kit, Named } from './kit.ts'
import { Saving } from './Saving.tsx'
import { leaves, useDraft, type Drafting } from './useDraft.ts'

type Props<D extends Named, P extends string> = {
  kit: Kit<D>
  start: Draft<D>
  today: string
  title: string
  parts: Readonly<Record<P, string>>
  faultsOf: (definition: D) => readonly DraftFault<P>[]
  /** What a part shows. */
  children: (part: P, drafting: Drafting<D>) => ReactNode
  /** Buttons beside the title. */
  tools?: (drafting: Drafting<D>) => ReactNode
  /** The name of the last tab, and what stands there below the saving. */
  last: string
  below?: (draft: Draft<D>, sound: boolean) => ReactNode
  onClose: (saved?: string) => void
}

export function VersionEditor<D extends Named, P extends string>(props: Props<D, P>) {
  const { kit, start, today, title, parts, faultsOf, children, tools, last, below, onClose } = props
  const drafting = useDraft(kit, start)
  const [first] = Object.keys(parts) as [P]
  const [tab, setTab] = useState<P | 'save'>(first)
  const { definition } = drafting.draft
  const faults = useMemo(() => faultsOf(definition), [definition, faultsOf])
  const sound = faults.length === 0
  return (
    <div className="service-editor" key={drafting.round}>
      <div className="head">
        <h1>{title}</h1>
        <div className="do">
          {tools?.(drafting)}
          <Button onClick={() => leaves(drafting.changed) && onClose()}>不改了</Button>
        </div>
      </div>
      <Resumed drafting={drafting} />
      <Faults faults={faults} tabs={{ parts, onGo: setTab }} />
      <Tabs parts={parts} last={last} faults={faults} tab={tab} onTab={setTab} />
      <div id="part-panel" role="tabpanel" aria-labelledby={`part-${tab}`}>
        {tab === 'save' ? (
          <>
            <Saving kit={kit} drafting={drafting} sound={sound} today={today} onSaved={onClose} />
            {below?.(drafting.draft, sound)}
          </>
        ) : (
          children(tab as P, drafting)
        )}
      </div>
    </div>
  )
}

/** Says that unsaved work was found, and how to be rid of it. */
export function Resumed<D extends Named>({ drafting }: { drafting: Drafting<D> }) {
  if (!drafting.resumed) return null
  return (
    <Note kind="warn">
      上次没有存完的改动还在，接着改就行。
      <button type="button" className="plain" onClick={drafting.dropAll}>
        丢掉，重新来
      </button>
    </Note>
  )
}

type TabsProps<P extends string> = {
  parts: Readonly<Record<P, string>>
  last: string
  faults: readonly DraftFault<P>[]
  tab: P | 'save'
  onTab: (tab: P | 'save') => void
}

function Tabs<P extends string>({ parts, last, faults, tab, onTab }: TabsProps<P>) {
  const tabs = [...Object.entries<string>(parts), ['save', last]] as [P | 'save', string][]
  const wrong = (key: string) => faults.filter((f) => f.part === key).length
  return (
    <div className="tabs" role="tablist" aria-label="各部分">
      {tabs.map(([key, name]) => (
        <button
          key={key}
          type="button"
          role="tab"
          id={`part-${key}`}
          aria-selected={tab === key}
          aria-controls="part-panel"
          onClick={() => onTab(key)}
        >
          {name}
          {wrong(key) > 0 && <span className="mark">{wrong(key)} 处要改</span>}
        </button>
      ))}
    </div>
  )
}

type FaultsProps<P extends string> = {
  faults: readonly DraftFault<P>[]
  /** Where the parts stand on tabs: their names, and the way there. */
  tabs?: { parts: Readonly<Record<P, string>>; onGo: (part: P) => void }
}

/** What has to be mended before it can be saved. */
export function Faults<P extends string>({ faults, tabs }: FaultsProps<P>) {
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
            {tabs ? (
              <button type="button" className="plain" onClick={() => tabs.onGo(f.part)}>
                {tabs.parts[f.part]}：{f.say}
              </button>
            ) : (
              f.say
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
