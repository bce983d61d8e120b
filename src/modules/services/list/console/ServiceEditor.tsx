/** Makes a service or a new version of one, without code. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useCallback } from 'react'
import { FromFile } from '../../../../console/parts/FromFile.tsx'
import { tell } from '../../../../console/parts/tell.tsx'
import { VersionEditor } from '../../../../console/versions/Editor.tsx'
import type { Draft } from '../../../../console/versions/kit.ts'
import type { Drafting } from '../../../../console/versions/useDraft.ts'
import type { Service } from '../services.schema.ts'
import { BasicPart } from './BasicPart.tsx'
import { FormBuilder } from './builder/FormBuilder.tsx'
import { parts, serviceDraftFaults, type Part } from './draftFaults.ts'
import { exportService, readService } from './files.ts'
import { LimitsPart } from './LimitsPart.tsx'
import { MaterialsPart } from './MaterialsPart.tsx'
import { PagePreview } from './PagePreview.tsx'
import { PublishPart } from './PublishPart.tsx'
import { StepsPart } from './StepsPart.tsx'
import { serviceKit, type Surroundings } from './useServices.ts'

type Props = { start: Draft<Service>; around: Surroundings; onClose: (saved?: string) => void }

export function ServiceEditor({ start, around, onClose }: Props) {
  const faultsOf = useCallback((service: Service) => serviceDraftFaults(service, around), [around])
  return (
    <VersionEditor
      kit={serviceKit}
      start={start}
      today={around.today}
      title={start.seenVersion === 0 ? '新增办事事项' : `修改：${start.definition.name}`}
      parts={parts}
      faultsOf={faultsOf}
      last="预览和存下"
      tools={(drafting) => <Tools drafting={drafting} />}
      below={({ definition, seenVersion }, sound) => (
        <PagePreview service={definition} version={seenVersion + 1} sound={sound} />
      )}
      onClose={onClose}
    >
      {(part, drafting) => <One part={part} drafting={drafting} around={around} />}
    </VersionEditor>
  )
}

type OneProps = { part: Part; drafting: Drafting<Service>; around: Surroundings }

function One({ part, drafting, around }: OneProps) {
  const { set, isNew } = drafting
  const service = drafting.draft.definition
  const onForm = useCallback((form: Service['form']) => set({ form }), [set])
  const p = { d: service, around, set }
  return (
    <>
      {part === 'basic' && <BasicPart {...p} isNew={isNew} />}
      {part === 'materials' && <MaterialsPart {...p} />}
      {part === 'steps' && <StepsPart {...p} />}
      {part === 'limits' && <LimitsPart {...p} />}
      {part === 'form' && <FormBuilder start={service.form} name={service.name} onForm={onForm} />}
      {part === 'publish' && <PublishPart {...p} />}
    </>
  )
}

/** A service out of a file takes the place of what was written; an existing one keeps its code. */
function Tools({ drafting: { draft, isNew, replace } }: { drafting: Drafting<Service> }) {
  const { definition } = draft
  const take = (text: string) => {
    const service = readService(text)
    replace({ ...draft, definition: isNew ? service : { ...service, code: definition.code } })
    tell('读进来了，存下以前不会生效。')
  }
  return (
    <>
      <FromFile button="导入" label="选事项文件" onText={take} />
      <Button onClick={() => exportService(definition)}>导出</Button>
    </>
  )
}
