/** The history of a demo case: the steps of its real procedure, at the times of the generator's hands. */
import type { PostFunction } from '../kernel/people/functions.ts'
import { procedureOf } from '../kernel/cases/procedure.ts'
import { timeOf, type DemoLife, type Hand } from './content/index.ts'
import { procedureFor } from '../modules/disclosure/disclosure.procedure.ts'
import type { ItemRow } from '../modules/disclosure/catalogue/items.read.ts'
import type { PlaceRow } from '../modules/disclosure/catalogue/places.read.ts'
import type { World } from './world.ts'

export type DemoEventRow = {
  at: string
  action: string
  from: string
  to: string
  stepName: string
  personId: string | null
  name: string
  post: string
  place: string
  appointmentId: string | null
  comment: string
}
type Act = {
  action: string
  from: string
  to: string
  by: PostFunction | null
  at: string | undefined
  comment?: string
}

/** Events in order; empty where nobody holds a post that the chain needs, or nothing has been done yet. */
export function eventsOf(place: PlaceRow, item: ItemRow, life: DemoLife, world: World): DemoEventRow[] {
  const procedure = procedureOf(procedureFor(item.definition.chain, place.level, place.chain))
  const acts = [
    ...returnedActs(life, procedure.code),
    ...chainActs(procedure.code, life.hands),
    ...correctionActs(life, procedure.code),
    ...withdrawalActs(life),
  ].filter((a) => a.at !== undefined)
  const events: DemoEventRow[] = []
  for (const a of acts) {
    const h = a.by === null ? undefined : world.holder(place, a.by)
    if (a.by !== null && !h) return []
    events.push({
      at: a.at!,
      action: a.action,
      from: a.from,
      to: a.to,
      stepName: procedure.steps[a.from]?.name ?? '',
      personId: h?.personId ?? null,
      name: h?.name ?? '系统',
      post: h?.post ?? '',
      place: h?.place ?? '',
      appointmentId: h?.appointmentId ?? null,
      comment: a.comment ?? '',
    })
  }
  return events
}

function chainActs(code: string, hands: readonly Hand[]): Act[] {
  const at = (step: Hand['step']) => timeOf(hands, step)
  const by = (step: Hand['step']) => hands.find((h) => h.step === step)?.by ?? null
  const publish: Act = { action: 'publish', from: 'released', to: 'published', by: null, at: at('publish') }
  const file: Act = { action: 'file', from: 'published', to: 'filed', by: 'township_clerk', at: at('file') }
  const submit = (to: string, f: PostFunction = 'drafter'): Act => ({
    action: 'submit',
    from: 'draft',
    to,
    by: f,
    at: at('submit'),
  })
  const review: Act = {
    action: 'approve',
    from: 'review',
    to: 'sign',
    by: by('review') as PostFunction | null,
    at: at('review'),
  }
  switch (code) {
    case 'disclosure.yanshan':
      return [
        submit('upload'),
        { action: 'sign', from: 'upload', to: 'released', by: 'township_clerk', at: at('publish') },
        publish,
        file,
      ]
    case 'disclosure.huangchuan':
      return [
        submit('review'),
        review,
        { action: 'sign', from: 'sign', to: 'station', by: 'signer', at: at('review') },
        { action: 'approve', from: 'station', to: 'discipline', by: 'station_clerk', at: at('stationReview') },
        {
          action: 'approve',
          from: 'discipline',
          to: 'released',
          by: 'township_discipline',
          at: at('disciplineReview'),
        },
        publish,
        file,
      ]
    case 'disclosure.townshipReview':
      return [
        submit('review', 'reviewer'),
        { ...review, by: 'township_leader' },
        { action: 'sign', from: 'sign', to: 'released', by: 'signer', at: at('publish') },
        publish,
        file,
      ]
    case 'disclosure.office':
      return [
        submit('sign', by('submit') as PostFunction),
        { action: 'sign', from: 'sign', to: 'released', by: by('sign') as PostFunction, at: at('sign') },
        { ...publish, at: at('publish') },
      ]
    default:
      return [
        submit('review'),
        review,
        { action: 'sign', from: 'sign', to: 'released', by: 'signer', at: at('sign') },
        publish,
        file,
      ]
  }
}

function returnedActs(life: DemoLife, code: string): Act[] {
  if (!life.returned || code !== 'disclosure.jiedong') return []
  return [
    { action: 'submit', from: 'draft', to: 'review', by: 'drafter', at: life.returned.submittedAt },
    {
      action: 'return',
      from: 'review',
      to: 'draft',
      by: 'reviewer',
      at: life.returned.at,
      comment: life.returned.reason,
    },
  ]
}

function correctionActs(life: DemoLife, code: string): Act[] {
  if (!life.correction) return []
  const start = timeOf(life.correction.hands, 'draft')
  const filed = timeOf(life.hands, 'file')
  return [
    {
      action: 'correct',
      from: filed ? 'filed' : 'published',
      to: 'draft',
      by: code === 'disclosure.office' ? 'bureau_clerk' : 'drafter',
      at: start,
      comment: '发现一处写错',
    },
    ...chainActs(code, life.correction.hands),
  ]
}

function withdrawalActs(life: DemoLife): Act[] {
  return life.withdrawal
    ? [
        {
          action: 'withdraw',
          from: 'filed',
          to: 'withdrawn',
          by: 'signer',
          at: life.withdrawal.at,
          comment: life.withdrawal.reason,
        },
      ]
    : []
}
