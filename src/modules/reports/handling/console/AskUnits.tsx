/** Several units are asked at once: which, who leads, what they are to do. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { useRoutes } from '../../routes/console/Routes.tsx'
import { ownWay } from '../../routes/rules.ts'
import type { Choice } from './Decide.tsx'
import { Units, type Unit } from '../../../../console/parts/Units.tsx'
import { useDone, type StaffCase } from './useCase.ts'

export function AskUnits({ data, choice, onClose }: { data: StaffCase; choice: Choice; onClose: () => void }) {
  const [units, setUnits] = useState<Unit[]>([])
  const [lead, setLead] = useState('')
  const [text, setText] = useState('')
  const [quorum, setQuorum] = useState('all')
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const client = useQueryClient()
  const done = useDone(data.case.id)
  const { category } = data.report
  const { suggestion } = data
  const routes = useRoutes().data?.routes ?? []
  // Lists to choose from by hand: what asks for places or words is suggested where it counts, or not at all.
  const ways = ownWay({ kind: data.report.kind, category, guarded: data.case.guarded })
    ? []
    : routes.filter(
        (r) =>
          !r.copies &&
          r.id !== suggestion?.id &&
          !r.area &&
          r.kinds.length + r.words.length === 0 &&
          (category === '' || r.categories.length === 0 || r.categories.some((k) => k === category)),
      )
  const send = () =>
    once(async () => {
      const json = {
        seenEvents: data.case.events,
        units: units.map((u) => u.slug),
        ask: text,
        ...(lead ? { lead } : {}),
        ...(suggestion && same(units, suggestion.units) ? { rule: suggestion.id } : {}),
        ...(units.length > 1 ? { quorum: quorumOf(quorum, units.length) } : {}),
      }
      await ask(
        api.cases[':id'].actions[':action'].$post({ param: { id: data.case.id, action: choice.action }, json }),
      ).then(
        async () => {
          await done('已交给这些单位。')
          onClose()
        },
        async (e: unknown) => {
          setError(sentenceOf(e))
          // A rule that was changed meanwhile is read anew; what was typed stays.
          await client.invalidateQueries({ queryKey: ['case', data.case.id] })
        },
      )
    })
  return (
    <Dialog title={choice.name} onClose={onClose}>
      {suggestion && (
        <Note>
          <p>
            按规则“{suggestion.name}”建议交给{suggestion.units.map((u) => u.name).join('、')}。
          </p>
          <Button onClick={() => setUnits(suggestion.units)}>照建议选</Button>
        </Note>
      )}
      {ways.length > 0 && (
        <div className="field">
          <span className="label">按路线选</span>
          <div className="do">
            {ways.map((r) => (
              <Button key={r.id} onClick={() => setUnits(r.units)}>
                {r.name}
              </Button>
            ))}
          </div>
        </div>
      )}
      <Units units={units} levels={['bureau', 'township', 'village']} onUnits={setUnits} />
      {units.length > 1 && (
        <label className="field">
          <span>哪个单位牵头</span>
          <select className="plain-input" value={lead} onChange={(e) => setLead(e.target.value)}>
            <option value="">不分牵头</option>
            {units.map((u) => (
              <option key={u.slug} value={u.slug}>
                {u.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {units.length > 1 && (
        <label className="field">
          <span>几个单位答复了就算齐</span>
          <select className="plain-input" value={quorum} onChange={(e) => setQuorum(e.target.value)}>
            <option value="all">全部（{units.length} 个）</option>
            <option value="any">任意一个</option>
            {units.slice(2).map((u, i) => (
              <option key={u.slug} value={i + 2}>
                {units.length} 个里的 {i + 2} 个
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span>请他们办什么</span>
        <textarea
          className="plain-input"
          rows={3}
          maxLength={500}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
      </label>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void send()}>
          {choice.name}
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </Dialog>
  )
}

/**
 * Whether what is chosen is what the rule suggests, however it was chosen: then the record says by which rule it went.
 */
const same = (a: readonly Unit[], b: readonly Unit[]): boolean =>
  a.length === b.length && a.every((u) => b.some((x) => x.slug === u.slug))

/** Of units that were taken out again meanwhile there are no more than all. */
const quorumOf = (chosen: string, units: number): 'all' | 'any' | number =>
  chosen === 'all' || chosen === 'any' ? chosen : Number(chosen) >= units ? 'all' : Number(chosen)
