/** Makes a power or a new version of one, without code. */
import { useCallback } from 'react'
import { VersionEditor } from '../../../../console/versions/Editor.tsx'
import type { Draft } from '../../../../console/versions/kit.ts'
import type { Power } from '../powers.schema.ts'
import { AmountPart } from './AmountPart.tsx'
import { BasicPart } from './BasicPart.tsx'
import { parts, powerDraftFaults } from './draftFaults.ts'
import { StepsPart } from './StepsPart.tsx'
import { powerKit, type Around } from './useList.ts'

type Props = { start: Draft<Power>; around: Around; onClose: (saved?: string) => void }

export function PowerEditor({ start, around, onClose }: Props) {
  const faultsOf = useCallback((power: Power) => powerDraftFaults(power, around), [around])
  return (
    <VersionEditor
      kit={powerKit}
      start={start}
      today={around.today}
      title={start.seenVersion === 0 ? '新列一项权力' : `修改：${start.definition.name}`}
      parts={parts}
      faultsOf={faultsOf}
      last="看改了什么，存下"
      onClose={onClose}
    >
      {(part, { draft, isNew, set }) => {
        const p = { d: draft.definition, around, set }
        if (part === 'basic') return <BasicPart {...p} isNew={isNew} />
        return part === 'amount' ? <AmountPart {...p} /> : <StepsPart {...p} />
      }}
    </VersionEditor>
  )
}
