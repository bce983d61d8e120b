/**
 * The way of an application. Which of these steps it takes, in which order and who has it there is data: the service's
 * own steps make its route (route.ts). What may be done in a step is the same for every service.
 */
import { defineProcedure, type Action, type Step } from '../../../kernel/cases/procedure.ts'
import { onward } from '../../../kernel/cases/route.ts'
import type { PostFunction } from '../../../kernel/people/functions.ts'
import { serviceLevels, stepKinds, type Step as ServiceStep } from '../list/services.schema.ts'

type Level = ServiceStep['level']
type Kind = ServiceStep['kind']
/**
 * Besides the steps that services name: what a clerk lays before the leader (propose), and bureaux that answer side by
 * side.
 */
type Work = `${Level}_${Kind}` | `${Level}_propose` | 'township_joint' | 'county_joint' | 'city_joint'
type End = 'done' | 'refused' | 'withdrawn'
export type ApplicationStep = Work | End
/** Everything that may be done with an application, in whatever step. */
type ApplicationAct =
  | 'pass'
  | 'approve'
  | 'refuse'
  | 'return'
  | 'again'
  | 'transfer'
  | 'lapse'
  | 'silence'
  | 'withdraw'
  | 'unopposed'
  | 'repost'
  | 'uphold'
  | 'overrule'
  | 'agreed'
  | 'disagreed'
  | 'deliver'
type Way = Omit<Step<ApplicationStep>, 'actions'> & { actions: { [A in ApplicationAct]?: Action<ApplicationStep> } }

const levels = Object.keys(serviceLevels) as Level[]
const clerks: Record<Level, readonly PostFunction[]> = {
  village: ['agent', 'drafter', 'director'],
  township: ['township_clerk', 'station_clerk'],
  county: ['bureau_clerk', 'county_admin', 'command_room'],
  city: ['bureau_clerk', 'county_admin', 'command_room'],
}
const leaders: Record<Level, readonly PostFunction[]> = {
  village: ['director', 'signer'],
  township: ['township_leader'],
  county: ['bureau_leader', 'county_admin'],
  city: ['bureau_leader', 'county_admin'],
}
/**
 * With those of the places above: where everybody who could take a step on is kept from it, it lies above
 * (`overTheBarred`). Elsewhere they have nothing to do with it, for a step is done where it lies.
 */
const withAbove = (of: Record<Level, readonly PostFunction[]>, level: Level): readonly PostFunction[] => [
  ...new Set(levels.slice(levels.indexOf(level)).flatMap((at) => of[at])),
]
/** A home visit and an appraisal are not made by the counter alone. */
const elsewhere: readonly PostFunction[] = ['agent', 'drafter', 'director', 'signer', 'grid_leader', 'responder']
const up = { every: 'service.escalateHours', to: ['township_leader', 'bureau_leader', 'county_admin'] } as const

const pass: Action<ApplicationStep> = { name: '通过，往下走', to: onward }
const silence: Action<ApplicationStep> = { name: '到期没有答复，按规定视为通过', to: onward, by: [] }
const refuse: Action<ApplicationStep> = { name: '不予办理', to: 'refused', needsComment: true }
const lapse: Action<ApplicationStep> = { name: '申请人不再办，终止', to: 'withdrawn', needsComment: true }
const withdraw: Action<ApplicationStep> = { name: '撤回申请', to: 'withdrawn', party: true }
const again: Action<ApplicationStep> = {
  name: '退回村里重新核实',
  to: 'village_accept',
  needsComment: true,
  holder: 'route',
  anew: true,
}
const transfer: Action<ApplicationStep> = {
  name: '转给别的单位办',
  to: 'county_handle',
  holder: 'chosen',
  levels: ['bureau', 'county', 'city'],
  needsComment: true,
}

const party = { withdraw }
/**
 * Joint review, what the clerk lays before the leader and the leader's signature share the limit that the service gives
 * its decision: not each its own.
 */
const decision = (level: Level) => ({ ...shared, clock: `${level}_decision` })
const shared = { standing: 'holder', within: 'service.stepDays', pausable: 'service.pauseDays', escalate: up } as const

function workOf(level: Level, kind: Kind): Way {
  const name = `${short[level]}${stepKinds[kind]}`
  const moved = (to: ApplicationStep) => ({
    ...transfer,
    to,
    levels: level === 'township' ? ['township'] : transfer.levels!,
  })
  switch (kind) {
    case 'accept':
      return {
        ...shared,
        name,
        by: withAbove(clerks, level),
        actions: { pass: { ...pass, name: '受理' }, refuse: { ...refuse, name: '不予受理' }, lapse, silence, ...party },
      }
    case 'visit':
      return {
        ...shared,
        name,
        by: [...new Set([...elsewhere, ...withAbove(clerks, level)])],
        actions: { pass: { ...pass, name: '记好入户，往下走' }, lapse, ...party },
      }
    case 'appraise':
      return {
        ...shared,
        name,
        by: [...new Set([...elsewhere, ...withAbove(clerks, level)])],
        outside: true,
        actions: { pass: { ...pass, name: '记好评议，往下走' }, lapse, ...party },
      }
    case 'notice':
      return {
        name,
        by: [],
        standing: 'holder',
        within: 'service.noticeDays',
        onDue: 'unopposed',
        outside: true,
        actions: {
          unopposed: { name: '公示期满', to: onward, by: [] },
          repost: { name: '重新公示，公示期从头算', to: `${level}_notice`, by: [], anew: true },
          uphold: {
            name: '异议成立，不予办理',
            to: 'refused',
            needsComment: true,
            by: ['township_clerk', 'township_leader', 'bureau_leader', 'county_admin'],
            standing: 'aboveHolder',
          },
          overrule: {
            name: '异议核实过，不影响办理，往下走',
            to: onward,
            needsComment: true,
            by: ['township_clerk', 'township_leader', 'bureau_leader', 'county_admin'],
            standing: 'aboveHolder',
          },
          ...party,
        },
      }
    case 'review':
    case 'handle':
      return {
        ...shared,
        name,
        by: withAbove(clerks, level),
        actions: {
          pass: { ...pass, name: kind === 'review' ? '审核通过' : '办好了，往下走' },
          refuse,
          lapse,
          ...(level === 'village' ? {} : { again, transfer: moved(`${level}_${kind}`) }),
          ...party,
        },
      }
    case 'approve':
      return {
        ...(level === 'village' ? shared : decision(level)),
        name,
        by: withAbove(leaders, level),
        apart: level === 'village' ? ['village_accept'] : [`${level}_propose`, `${level}_review`],
        actions: {
          approve: { name: '签字同意', to: onward, signs: true },
          refuse: { ...refuse, name: '签字不同意', signs: true },
          ...(level === 'village'
            ? {}
            : { return: { name: '退回经办再看', to: `${level}_propose`, needsComment: true } }),
          silence,
          ...party,
        },
      }
    case 'issue':
      return {
        ...shared,
        name,
        by: withAbove(clerks, level),
        actions: { deliver: { name: '把结果交给申请人', to: 'done' } },
      }
  }
}

const short: Record<Level, string> = { village: '村', township: '乡镇', county: '县级', city: '市级' }

const proposeOf = (level: Level): Way => ({
  ...decision(level),
  name: `${short[level]}拟办`,
  by: withAbove(clerks, level),
  actions: {
    pass: { ...pass, name: '报领导签字' },
    silence,
    refuse,
    lapse,
    ...(level === 'village'
      ? {}
      : {
          again,
          transfer: {
            ...transfer,
            to: `${level}_propose`,
            levels: level === 'township' ? ['township'] : transfer.levels!,
          },
        }),
    ...party,
  },
})

const jointOf = (level: 'township' | 'county' | 'city'): Way => ({
  name: '部门联审',
  by: withAbove(clerks, level),
  standing: 'holder',
  within: 'service.stepDays',
  clock: `${level}_decision`,
  escalate: up,
  joint: {
    by: ['bureau_clerk', 'bureau_leader', 'station_clerk'],
    within: 'service.jointDays',
    quorum: 'all',
    needs: 'agreement',
    reached: 'agreed',
    failed: 'disagreed',
  },
  actions: {
    agreed: { name: '联审同意', to: onward, by: [] },
    disagreed: { name: '联审没有通过，由牵头单位定', to: onward, by: [] },
    ...party,
  },
})

const kinds = Object.keys(stepKinds) as Kind[]

/** Every way of applying; a case's route says which steps it takes. */
export const application = defineProcedure({
  code: 'services.application',
  name: '便民服务申请',
  kind: '便民服务申请',
  start: 'village_accept',
  screen: '/applications',
  steps: {
    ...(Object.fromEntries(
      levels.flatMap((level) => [
        ...kinds.map((kind) => [`${level}_${kind}`, workOf(level, kind)]),
        [`${level}_propose`, proposeOf(level)],
      ]),
    ) as Record<Work, Way>),
    township_joint: jointOf('township'),
    county_joint: jointOf('county'),
    city_joint: jointOf('city'),
    done: { name: '已办结', by: [], standing: 'holder', end: true, actions: {} },
    refused: { name: '没有办成', by: [], standing: 'holder', end: true, actions: {} },
    withdrawn: { name: '已撤回', by: [], standing: 'holder', end: true, actions: {} },
  },
})

/** A bad rating is followed up: somebody calls, and what was done is told. */
export const followUp = defineProcedure({
  code: 'services.followUp',
  name: '差评回访整改',
  kind: '差评回访',
  start: 'due',
  screen: '/applications/follow',
  steps: {
    due: {
      name: '回访整改',
      // The county's room where nobody of the township is left who may read it.
      by: ['agent', 'drafter', 'director', 'township_clerk', 'bureau_clerk', 'command_room'],
      standing: 'holder',
      within: 'service.followDays',
      escalate: up,
      actions: { answer: { name: '答复申请人', to: 'answered', needsComment: true } },
    },
    answered: { name: '已答复', by: [], standing: 'holder', end: true, actions: {} },
  },
})
