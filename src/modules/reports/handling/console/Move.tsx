/** A hand-over: to whom, where that may be chosen, and why. */
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog, type Field } from '../../../../console/parts/FormDialog.tsx'
import type { Choice } from './Decide.tsx'
import { useDone, type StaffCase } from './useCase.ts'

export function Move({ data, choice, onClose }: { data: StaffCase; choice: Choice; onClose: () => void }) {
  const done = useDone(data.case.id)
  const fields: Field[] = [
    ...(choice.levels
      ? [{ key: 'holder', label: '交给哪里', type: 'place' as const, levels: choice.levels, everywhere: true }]
      : []),
    {
      key: 'comment',
      label: choice.needsComment ? '理由' : '要说明的话',
      hint: choice.needsComment ? (choice.told ? '接手的人和反映人看得到' : '接手的人看得到') : '可以不写',
      type: 'textarea',
      optional: !choice.needsComment,
    },
  ]
  return (
    <FormDialog
      title={choice.name}
      fields={fields}
      button={choice.name}
      onClose={onClose}
      onDone={async (v) => {
        const json = {
          seenEvents: data.case.events,
          ...(v['comment'] ? { comment: v['comment'] } : {}),
          ...(v['holder'] ? { holder: v['holder'] } : {}),
        }
        const { handedTo } = await ask(
          api.cases[':id'].actions[':action'].$post({ param: { id: data.case.id, action: choice.action }, json }),
        )
        await done(`已办：${choice.name}${handedTo ? `，现在在${handedTo}` : ''}。`)
      }}
    />
  )
}
