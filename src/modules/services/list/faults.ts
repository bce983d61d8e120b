/**
 * What is wrong with a service although each field is well formed: told with a remedy, for a county's file and for the
 * console alike.
 */
import { units } from '../../../kernel/versions/limits.ts'
import type { AskedField } from '../../../kernel/asked/asked.schema.ts'
import { faultsOf } from '../../../kernel/asked/faults.ts'
import { options, placedFields, steersOthers } from '../../../kernel/asked/fields.ts'
import { publishFaults } from './publish.ts'
import { refusedCitation, refusedOf, type Refused } from '../../../kernel/rules/certificates.ts'
import { paperFields } from '../applying/wholeForm.ts'
import { welfareDomains, type Service } from './services.schema.ts'

/** `field`: the way to it within the service, such as "materials.idCard". */
export type ServiceFault = { field: string; say: string; remedy: string }

/** `refused`: the county's own refused certificates beside the national list. */
export function serviceFaults(service: Service, refused: readonly Refused[] = []): ServiceFault[] {
  return [
    ...redLine(service, refused),
    ...silence(service),
    ...limits(service),
    ...atOnceFaults(service),
    ...noticeFaults(service),
    ...jointFaults(service),
    ...publishFaults(service),
    ...materialFaults(service),
    ...stepFaults(service),
    ...formFaults(service),
  ]
}

function redLine(service: Service, own: readonly Refused[]): ServiceFault[] {
  const named = [service.name, service.result.name].flatMap((name) => refusedOf(name, own) ?? [])[0]
  return named
    ? [
        {
          field: 'name',
          say: `村里不得出具“${named.name}”（${refusedCitation}），不能设成服务事项。`,
          remedy: `请删去这一项，告诉群众找${named.competent}：${named.how}`,
        },
      ]
    : []
}

function silence({ silence: s, domain }: Service): ServiceFault[] {
  if (!s) return []
  if (welfareDomains.has(domain))
    return [
      {
        field: 'silence',
        say: '救助和养老助残事项不适用“逾期视为同意”。',
        remedy: '请把 silence 改成 null，逾期由红牌督办。',
      },
    ]
  return s.citation === ''
    ? [
        {
          field: 'silence.citation',
          say: '写了逾期视为受理或者同意，却没有写依据。',
          remedy: '请写明法律名称和条款；没有依据的，请把 silence 改成 null。',
        },
      ]
    : []
}

function limits({ promised, legal, steps }: Service): ServiceFault[] {
  const faults: ServiceFault[] = []
  for (const [field, limit] of [
    ['promised', promised],
    ['legal', legal],
  ] as const) {
    if (limit?.kind === 'law' && limit.citation === '')
      faults.push({
        field: `${field}.citation`,
        say: '写的是法律规定的期限，却没有写依据。',
        remedy: '请写明法律名称和条款，或者把 kind 改成 assumed。',
      })
  }
  if (promised && legal && inDays(promised) > inDays(legal))
    faults.push({
      field: 'promised',
      say: `承诺 ${promised.value} ${units[promised.unit]}，比法定的 ${legal.value} ${units[legal.unit]}还长。`,
      remedy: '请改短承诺期限。',
    })
  const sum = steps
    .filter((s) => s.kind !== 'notice' && s.kind !== 'appraise')
    .reduce((all, s) => all + (s.limit ? inDays(s.limit) : 0), 0)
  if (promised && sum > inDays(promised) + 0.001)
    faults.push({
      field: 'steps',
      say: `各步骤的期限加起来比承诺的 ${promised.value} ${units[promised.unit]}还长（公示和评议不算）。`,
      remedy: '请改短某一步，或者改承诺期限。',
    })
  return faults
}

/** Days of the calendar, five working days to seven. */
const inDays = (limit: { value: number; unit: 'calendarDay' | 'workDay' }) =>
  limit.unit === 'workDay' ? limit.value * 1.4 : limit.value

/**
 * What a counter can finish while somebody waits: the village's own steps, nothing that takes days or a second pair of
 * hands.
 */
function atOnceFaults({ atOnce, steps, promised, notice, joint, homeVisit, appraisal }: Service): ServiceFault[] {
  if (!atOnce) return []
  const slow = steps.find((s) => s.level !== 'village' || !['accept', 'review', 'handle', 'issue'].includes(s.kind))
  const long = [promised, ...steps.map((s) => s.limit)].find((l) => l && l.value > 1)
  return [
    ...(slow
      ? [
          {
            field: `steps.${slow.key}`,
            say: `即办的事要由村里一次办完，“${slow.name}”这一步办不到。`,
            remedy: '请改成村里受理、办理、办结的步骤，或者不设为即办。',
          },
        ]
      : []),
    ...(notice || joint || homeVisit || appraisal
      ? [
          {
            field: 'atOnce',
            say: '要公示、联审、入户或者评议的，当天办不完，不能设为即办。',
            remedy: '请去掉这些，或者不设为即办。',
          },
        ]
      : []),
    ...(long
      ? [
          {
            field: 'promised',
            say: `即办的事当天办完，期限却写了 ${long.value} ${units[long.unit]}。`,
            remedy: '请把承诺和各步的期限改成 1 天以内，或者不设为即办。',
          },
        ]
      : []),
  ]
}

function noticeFaults({ notice, steps }: Service): ServiceFault[] {
  const has = steps.some((s) => s.kind === 'notice')
  if (notice && !has)
    return [
      {
        field: 'steps',
        say: '写了公示，步骤里却没有公示这一步。',
        remedy: '请在 steps 里加上 kind 为 notice 的一步。',
      },
    ]
  if (!notice && has)
    return [{ field: 'notice', say: '步骤里有公示，却没有写公示几天。', remedy: '请补上 notice，或者删去这一步。' }]
  return notice?.kind === 'law' && notice.citation === ''
    ? [
        {
          field: 'notice.citation',
          say: '公示期写的是法律规定，却没有写依据。',
          remedy: '请写明依据，或者把 kind 改成 assumed。',
        },
      ]
    : []
}

function jointFaults({ joint }: Service): ServiceFault[] {
  if (!joint || typeof joint.quorum === 'string' || joint.quorum <= joint.bureaux.length) return []
  return [
    {
      field: 'joint.quorum',
      say: `要 ${joint.quorum} 个部门同意，联审的却只有 ${joint.bureaux.length} 个部门。`,
      remedy: '请改小 quorum，或者加上部门。',
    },
  ]
}

function materialFaults({ materials, form }: Service): ServiceFault[] {
  const fields = new Map(placedFields(form).map(({ field }) => [field.key, field]))
  return [
    ...doubled(
      [...new Set(materials.map((m) => m.key))].flatMap((key) => paperFields(materials.find((m) => m.key === key)!)),
      'materials',
      '材料正反面的键',
    ),
    ...doubled(
      materials.map((m) => m.key),
      'materials',
      '材料的键',
    ),
    ...materials
      .filter((m) => m.twoSides && (m.takes === 'portrait' || m.pages < 2))
      .map((m) => ({
        field: `materials.${m.key}`,
        say: `“${m.name}”有正反两面，却写成${m.takes === 'portrait' ? '本人照片' : '最多一页'}。`,
        remedy: '请写最多 2 页以上，交法选拍照、扫描或者文件。',
      })),
    ...materials.flatMap((m): ServiceFault[] => {
      if (!m.when)
        return m.situation === undefined
          ? []
          : [
              {
                field: `materials.${m.key}`,
                say: `“${m.name}”写了什么情况要带，却没有写看哪一格（when）。`,
                remedy: '请加上 when，或者删去 situation。',
              },
            ]
      if (m.situation === undefined)
        return [
          {
            field: `materials.${m.key}`,
            say: `“${m.name}”看情况要带，却没有写给群众看的话（situation）。`,
            remedy: '请加上 situation，例如“住院的”。',
          },
        ]
      const field = fields.get(m.when.field)
      if (!field)
        return [
          {
            field: `materials.${m.key}`,
            say: `“${m.name}”看表单里的“${m.when.field}”来决定要不要，表单里没有这一格。`,
            remedy: '请改成表单里有的键。',
          },
        ]
      const unknown = m.when.is.filter((answer) => !answersOf(field).includes(answer))
      return unknown.length === 0
        ? []
        : [
            {
              field: `materials.${m.key}`,
              say: `“${m.name}”的条件里有“${unknown.join('、')}”，“${field.label}”没有这个选项。`,
              remedy: '请改成这一格有的选项。',
            },
          ]
    }),
  ]
}

function stepFaults({ steps }: Service): ServiceFault[] {
  const order = ['village', 'township', 'county', 'city']
  const back = steps.findIndex(
    (s, i) =>
      s.kind !== 'issue' &&
      s.kind !== 'notice' &&
      steps.slice(0, i).some((b) => b.kind !== 'notice' && order.indexOf(b.level) > order.indexOf(s.level)),
  )
  return [
    ...doubled(
      steps.map((s) => s.key),
      'steps',
      '步骤的键',
    ),
    ...(back < 0
      ? []
      : [
          {
            field: `steps.${steps[back]!.key}`,
            say: `“${steps[back]!.name}”在上级之后又回到下级。`,
            remedy: '请按村、乡镇、县、市的次序排列步骤。',
          },
        ]),
  ]
}

/** Of the form itself; the field named by its place in it. */
function formFaults({ form }: Service): ServiceFault[] {
  return faultsOf(form).map(({ at, say }) => ({
    field: ['form', ...at].join('.'),
    say: `${say}。`,
    remedy: '请照提示改正表单。',
  }))
}

/** What a field that conditions look at can be answered with; nothing where none can. */
export const answersOf = (field: AskedField): readonly string[] => (steersOthers(field.kind) ? options(field) : [])

function doubled(keys: readonly string[], field: string, what: string): ServiceFault[] {
  return keys
    .filter((key, i) => keys.indexOf(key) < i)
    .map((key) => ({ field, say: `${what} ${key} 用了两次。`, remedy: '请换一个键。' }))
}
