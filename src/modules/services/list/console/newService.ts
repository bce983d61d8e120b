/** What a new service begins with: nothing, or another one under a code of its own. */
import { blankForm } from '../../../../console/editor/edit.ts'
import type { Service } from '../services.schema.ts'

export const blankService: Service = {
  code: '',
  name: '',
  also: [],
  domain: 'other',
  menu: '',
  events: [],
  often: false,
  who: [],
  materials: [
    {
      key: 'idCard',
      name: '居民身份证',
      required: true,
      looks: '正反两面，四个角都拍全，字看得清，没有过期。',
      takes: 'scan',
      reusable: true,
      pages: 2,
      twoSides: true,
    },
  ],
  steps: [
    {
      key: 'step1',
      name: '村里受理',
      level: 'village',
      kind: 'accept',
      by: '村代办员',
      limit: { value: 1, unit: 'workDay' },
    },
  ],
  handling: 'accept',
  nature: 'convenience',
  promised: null,
  legal: null,
  fee: { yuan: 0, about: '不收费' },
  result: { name: '', how: '' },
  notice: null,
  joint: null,
  homeVisit: false,
  appraisal: false,
  silence: null,
  identity: 'agent',
  form: blankForm,
  competent: { name: '' },
  notes: [],
  source: '',
  assumed: [],
}

export const copyOf = (service: Service): Service => ({
  ...structuredClone(service),
  code: '',
  name: `${service.name}（另一种）`,
})

/** The next free code of the county's own: "ZB-01", "ZB-02" (自办). */
export function freeCode(taken: readonly string[]): string {
  let n = 1
  while (taken.includes(`ZB-${String(n).padStart(2, '0')}`)) n += 1
  return `ZB-${String(n).padStart(2, '0')}`
}
