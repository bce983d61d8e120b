/** What a power names outside itself: aspects, services, other powers, items of the catalogue with their stages. */
import type { Refused } from '../../../kernel/rules/certificates.ts'
import type { PowerFault } from './faults.ts'
import type { Power } from './powers.schema.ts'

/** Items that villages publish: their stages where they have any, and the columns that a run may fill. */
export type KnownItem = {
  code: string
  name: string
  stages: { key: string; name: string }[]
  columns: { key: string; label: string }[]
}
export type Known = {
  aspects: readonly string[]
  services: readonly string[]
  powers: readonly { code: string; name: string }[]
  items: readonly KnownItem[]
  refused: readonly Refused[]
}

export function knownFaults(power: Power, known: Known): PowerFault[] {
  const named = [power.amount?.under, power.amount?.beyond].filter((n) => n !== undefined)
  return [
    ...(known.powers.some((p) => p.name === power.name && p.code !== power.code)
      ? [{ field: 'name', say: `已经有叫“${power.name}”的权力。`, remedy: '请换一个名称。' }]
      : []),
    ...(known.aspects.includes(power.aspect) ? [] : [{ field: 'aspect', say: '请选属于哪一方面。', remedy: '' }]),
    ...(power.service === undefined || known.services.includes(power.service)
      ? []
      : [{ field: 'service', say: `没有办事事项 ${power.service}。`, remedy: '请重新选。' }]),
    ...named
      .filter((n) => !known.powers.some((p) => p.name === n))
      .map((n) => ({ field: 'amount', say: `没有名叫“${n}”的权力。`, remedy: '请重新选。' })),
    ...power.steps.flatMap((s) =>
      s.notices.flatMap(({ item, stage }) => {
        const found = known.items.find((i) => i.code === item)
        if (!found)
          return [
            {
              field: `steps.${s.key}`,
              say: `“${s.name}”要公开的 ${item} 不在村里的公开目录里。`,
              remedy: '请重新选。',
            },
          ]
        const sound = found.stages.length === 0 ? stage === undefined : found.stages.some((x) => x.key === stage)
        return sound
          ? []
          : [
              {
                field: `steps.${s.key}`,
                say: `“${s.name}”要公开的“${found.name}”${found.stages.length === 0 ? '不分阶段' : '要选是哪个阶段'}。`,
                remedy: '请重新选。',
              },
            ]
      }),
    ),
  ]
}
