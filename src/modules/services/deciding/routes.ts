/** From a service's steps to the way of one application: which steps, who has it there, with which limit. Pure. */
import type { Limit as ServiceLimit } from '../../../kernel/versions/limits.ts'
import type { Limit } from '../../../kernel/cases/clock.ts'
import type { Leg } from '../../../kernel/cases/route.ts'
import { whole } from '../../../kernel/cases/whole.ts'
import { sayDays } from '../list/serviceWords.ts'
import type { Service, Step } from '../list/services.schema.ts'
import type { ApplicationStep } from './applications.procedure.ts'

export type Place = { id: string; path: string }
/**
 * Who has an application on each level; of county and city, the competent bureau where it is known, by code. `city`:
 * none in a county of its own.
 */
export type Holders = {
  village: Place
  township: Place | undefined
  county: Place
  city?: Place | undefined
  bureau(code: string): Place | undefined
  cityBureau?(code: string): Place | undefined
}

type Way = { step: ApplicationStep; at: Step }

/**
 * The legs of an application, from the first hand to the delivery. Before a leader's signature above the village stands
 * what the clerk lays before it; bureaux that review side by side stand before the last decision.
 */
export function routeOf(service: Service, holders: Holders): Leg[] {
  const last = service.steps.findLast((s) => s.level !== 'village' && ['approve', 'handle', 'review'].includes(s.kind))
  const ways = service.steps.flatMap((at): Way[] => [
    ...(service.joint && at === last
      ? [{ step: at.level === 'village' ? 'township_joint' : (`${at.level}_joint` as const), at }]
      : []),
    ...(at.kind === 'approve' && at.level !== 'village' ? [{ step: `${at.level}_propose`, at } as const] : []),
    { step: `${at.level}_${at.kind}`, at },
  ])
  const legs = ways.map(({ step, at }) => ({
    step,
    holder: holderOf(at, service, holders),
    ...askOf(step, service, holders),
    ...silenceOf(step, service),
  }))
  return legs.filter((leg) => leg.ask === undefined || leg.ask.units.length > 0)
}

/**
 * As the service's own page calls a step of its procedure, so that the receipt says the same; `undefined` for what no
 * page lists (review side by side, the proposal before a decision).
 */
export const stepNameOf = (service: Pick<Service, 'steps'>, step: string): string | undefined =>
  service.steps.find((at) => `${at.level}_${at.kind}` === step)?.name

function holderOf(at: Step, service: Service, h: Holders): Place {
  if (at.level === 'village') return h.village
  if (at.level === 'township') return h.township ?? h.county
  const { dept } = service.competent
  if (at.level === 'city' && h.city) return (dept === undefined ? undefined : h.cityBureau?.(dept)) ?? h.city
  return (dept === undefined ? undefined : h.bureau(dept)) ?? h.county
}

/** Bureaux that are not in the county's tree are left out; where none is, nobody is asked side by side. */
function askOf(step: ApplicationStep, service: Service, h: Holders): Pick<Leg, 'ask'> {
  if (step !== 'city_joint' && step !== 'county_joint' && step !== 'township_joint') return {}
  const bureau = step === 'city_joint' && h.cityBureau ? h.cityBureau : h.bureau
  const units = service.joint!.bureaux.flatMap((code) => bureau(code)?.id ?? [])
  return { ask: { units, quorum: service.joint!.quorum, ask: `请审核“${service.name}”这件申请，写明意见。` } }
}

function silenceOf(step: ApplicationStep, service: Service): Pick<Leg, 'onDue'> {
  const means = service.silence?.means
  return (means === 'accepted' && step.endsWith('_accept')) ||
    (means === 'approved' && /_(propose|approve)$/.test(step))
    ? { onDue: 'silence' }
    : {}
}

/**
 * The limits of an application's steps: the service's own; of its notice the days and the days for objections; a
 * decision without days of its own has those of the promise. Review side by side, the clerk's proposal and the leader's
 * signature share one limit. Steps that are named nowhere keep the county's rule; none is due after the whole is.
 */
export function limitsOf(service: Service): Record<string, Limit> {
  const promised = promiseLimit(service)
  const all: Record<string, Limit> = promised ? { [whole]: promised } : {}
  for (const at of service.steps) {
    const limit =
      at.kind === 'notice'
        ? noticeLimit(service)
        : at.limit
          ? limitFrom({ ...at.limit, citation: '', kind: 'promise' }, `${at.name}时限`, service.atOnce)
          : service.atOnce
            ? withinDay(`${at.name}时限`)
            : undefined
    if (limit) all[`${at.level}_${at.kind}`] = limit
    if (limit && at.kind === 'approve' && at.level !== 'village')
      all[`${at.level}_propose`] = all[`${at.level}_joint`] = limit
  }
  return all
}

/** Days of the notice and, where they count in the same days, those for objections after it. */
function noticeLimit(service: Service): Limit | undefined {
  const n = service.notice
  return n
    ? {
        ...limitFrom(
          { value: n.value + n.objection, unit: n.unit, citation: n.citation, kind: n.kind },
          n.objection > 0 ? `公示 ${sayDays(n)}，再留 ${n.objection} 天提异议` : '公示',
        ),
        ends: 'asIs',
      }
    : undefined
}

/** The whole of a service as it is promised; nothing where no days are. */
export const promiseLimit = (s: Pick<Service, 'promised' | 'atOnce'>): Limit | undefined =>
  s.promised ? limitFrom(s.promised, '承诺', s.atOnce) : s.atOnce ? withinDay('承诺') : undefined

/**
 * A service's limit as the clock takes it; of one done at once the day itself, a day off that it came on moved to the
 * next working day.
 */
export function limitFrom(l: ServiceLimit, name: string, atOnce = false): Limit {
  if (atOnce) return { ...withinDay(name), ...(l.citation === '' ? {} : { cite: l.citation }) }
  return { amount: l.value, unit: l.unit, warnDays: 1, name, ...(l.citation === '' ? {} : { cite: l.citation }) }
}

const withinDay = (name: string): Limit => ({ amount: 1, unit: 'workDay', starts: 'sameDay', warnDays: 0, name })

/**
 * The way as readers see it: each leg with its limit, once where several legs share it; `until`: the last step of
 * those.
 */
export function shownLegs<L extends { step: string }>(
  legs: readonly L[],
  limits: Record<string, Limit>,
  steps: Record<string, { name: string; clock?: string }>,
): { leg: L; limit: Limit | null; until: string }[] {
  const clock = (at: number) => steps[legs[at]?.step ?? '']?.clock
  return legs.map((leg, at) => {
    const goesOn = clock(at) !== undefined && clock(at) === clock(at - 1)
    let last = at
    while (clock(at) !== undefined && clock(last + 1) === clock(at)) last += 1
    return {
      leg,
      limit: goesOn ? null : (limits[leg.step] ?? null),
      until: last > at ? steps[legs[last]!.step]!.name : '',
    }
  })
}

/** "限 8 个工作日，到县级审批". */
export const limitWords = (limit: Limit | null, until: string): string =>
  limit === null
    ? ''
    : limit.starts === 'sameDay' && limit.amount === 1
      ? `限当天${until === '' ? '' : `，到${until}`}`
      : `限 ${limit.amount} ${limit.unit === 'workDay' ? '个工作日' : '天'}${until === '' ? '' : `，到${until}`}`
