/**
 * The ways of a report (民情反映). Ninghai's: the grid worker responds within 24 hours, ordinary matters go to the
 * village's service team, complex ones to the command room of the township, which asks the units concerned; then the
 * county's. Guangshan's begins at the county's centre, which takes in, judges and hands over. Every figure is a rule of
 * the county.
 */
import { defineProcedure, type Step } from '../../kernel/cases/procedure.ts'

type Shared = 'team' | 'centre' | 'joint' | 'gathered' | 'investigate' | 'decide' | 'answered' | 'closed' | 'declined'

const up = { every: 'report.escalateHours', to: ['township_leader', 'command_room', 'county_admin'] } as const
const answer = { name: '答复', to: 'answered' } as const
const toTeam = { name: '交村服务团队', to: 'team', holder: 'subject' } as const
const toCentre = { name: '上报乡镇', to: 'centre', holder: 'above' } as const
const decline = { name: '不属于受理范围', to: 'declined', needsComment: true } as const
/** Who takes a case in where it has come to: in a bureau its clerk. */
const room = ['command_room', 'township_clerk', 'bureau_clerk'] as const

const shared = {
  team: {
    name: '村服务团队办理',
    by: ['director', 'signer', 'drafter', 'agent', 'liaison'],
    standing: 'holder',
    within: 'report.teamDays',
    clock: 'team',
    pausable: 'report.pauseDays',
    escalate: up,
    actions: {
      answer,
      up: { ...toCentre, needsComment: true },
      transfer: { name: '转给别的村', to: 'team', holder: 'chosen', levels: ['village'], needsComment: true },
    },
  },
  centre: {
    name: '综合指挥室研判',
    by: room,
    standing: 'holder',
    within: 'report.centreDays',
    clock: 'centre',
    pausable: 'report.pauseDays',
    escalate: up,
    actions: {
      answer,
      decline,
      ask: { name: '交有关单位办理', to: 'joint', asks: true },
      team: { name: '交村里办理', to: 'team', holder: 'chosen', levels: ['village'] },
      investigate: { name: '立项调查', to: 'investigate' },
      up: { name: '报上一级', to: 'centre', holder: 'above', needsComment: true },
      transfer: {
        name: '转给别的乡镇、部门',
        to: 'centre',
        holder: 'chosen',
        levels: ['township', 'county', 'city', 'bureau'],
        needsComment: true,
      },
    },
  },
  joint: {
    name: '有关单位办理',
    by: room,
    standing: 'holder',
    within: 'report.unitDays',
    pausable: 'report.pauseDays',
    escalate: up,
    joint: {
      by: ['bureau_clerk', 'bureau_leader', 'station_clerk', 'township_clerk', 'director'],
      within: 'report.unitDays',
      quorum: 'all',
      needs: 'answers',
      reached: 'gather',
    },
    actions: {
      gather: { name: '有关单位已答', to: 'gathered', by: [] },
      recall: { name: '收回重办', to: 'centre', needsComment: true },
    },
  },
  gathered: {
    name: '汇总答复',
    by: room,
    standing: 'holder',
    within: 'report.gatherDays',
    pausable: 'report.pauseDays',
    escalate: up,
    actions: { answer, ask: { name: '再交单位办理', to: 'joint', asks: true, anew: true } },
  },
  investigate: {
    name: '调查核实',
    by: ['command_room', 'township_clerk', 'township_discipline', 'station_clerk', 'bureau_clerk'],
    standing: 'holder',
    within: 'report.investigateDays',
    pausable: 'report.pauseDays',
    escalate: up,
    actions: {
      conclude: { name: '报领导决定', to: 'decide', needsComment: true },
      recall: { name: '退回研判', to: 'centre', needsComment: true },
    },
  },
  decide: {
    name: '领导决定',
    by: ['township_leader', 'bureau_leader', 'county_admin'],
    standing: 'holder',
    within: 'report.decideDays',
    apart: ['investigate'],
    escalate: up,
    actions: {
      decide: { name: '作出决定并答复', to: 'answered', needsComment: true },
      again: { name: '退回再查', to: 'investigate', needsComment: true, anew: 'report.againDays' },
    },
  },
  answered: {
    name: '已答复，等反映人评价',
    by: [],
    standing: 'holder',
    within: 'report.rateDays',
    onDue: 'silence',
    actions: {
      rate: { name: '评价', to: 'closed', party: true },
      again: {
        name: '不满意，请上一级再办',
        to: 'centre',
        party: true,
        needsComment: true,
        holder: 'above',
        anew: 'report.againDays',
      },
      silence: { name: '到期没有评价，办结', to: 'closed', by: [] },
    },
  },
  closed: {
    name: '已办结',
    by: room,
    standing: 'holder',
    end: true,
    actions: {
      reopen: {
        name: '重新办理',
        to: 'centre',
        party: true,
        needsComment: true,
        holder: 'above',
        anew: 'report.againDays',
      },
      differs: {
        name: '回访情况不符，重新办理',
        to: 'centre',
        needsComment: true,
        holder: 'above',
        anew: 'report.againDays',
        by: ['command_room', 'township_clerk', 'township_leader', 'liaison'],
        standing: 'above',
      },
    },
  },
  declined: {
    name: '不予受理',
    by: room,
    standing: 'holder',
    end: true,
    actions: {
      reopen: {
        name: '请上一级再看',
        to: 'centre',
        party: true,
        needsComment: true,
        holder: 'above',
        anew: 'report.againDays',
      },
    },
  },
} as const satisfies Record<Shared, Step<Shared>>

/** Ninghai: the grid worker first. */
export const ninghai = defineProcedure({
  code: 'reports.ninghai',
  name: '网格员先响应，分级办理',
  kind: '民情反映',
  start: 'received',
  steps: {
    received: {
      name: '网格员响应',
      by: ['responder', 'grid_leader'],
      standing: 'holder',
      within: 'report.respondHours',
      clock: 'respond',
      escalate: up,
      actions: {
        answer,
        team: toTeam,
        up: toCentre,
        decline,
        transfer: { name: '转给别的村', to: 'received', holder: 'chosen', levels: ['village'], needsComment: true },
      },
    },
    ...shared,
  },
})

/** Guangshan: the county's centre takes in, judges and hands over with a time limit. */
export const guangshan = defineProcedure({
  code: 'reports.guangshan',
  name: '县里统一受理、研判、交办',
  kind: '民情反映',
  start: 'intake',
  steps: {
    intake: {
      name: '县级中心受理',
      by: ['command_room'],
      standing: 'holder',
      within: 'report.intakeDays',
      escalate: up,
      actions: {
        answer,
        decline,
        ask: { name: '交有关单位办理', to: 'joint', asks: true },
        team: { name: '交村里办理', to: 'team', holder: 'chosen', levels: ['village'] },
        hand: { name: '交乡镇办理', to: 'centre', holder: 'chosen', levels: ['township'] },
      },
    },
    ...shared,
  },
})

/**
 * What goes past the village from the start (OL Art. 36; complaints about people or published lists): the command room
 * judges first.
 */
export const complaint = defineProcedure({
  code: 'reports.complaint',
  name: '乡镇受理、调查、答复',
  kind: '民情反映',
  start: 'centre',
  steps: shared,
})

const { team: _village, answered, closed, declined, ...past } = shared
const uphold = { name: '属实，请他们更正', to: 'correcting', needsComment: true } as const
const dismiss = { name: '不属实，答复', to: 'answered' } as const
const { answer: _centreAnswer, team: _toTeam, ...centreActions } = shared.centre.actions
const { answer: _gatheredAnswer, ...gatheredActions } = shared.gathered.actions
const { decide: _decide, ...decideActions } = shared.decide.actions

/**
 * A complaint about a published list ends with a finding: upheld, and it waits until the corrected list is public; or
 * dismissed with its reason. Never with the village that published it.
 */
export const list = defineProcedure({
  code: 'reports.list',
  name: '核查公布的内容，属实就更正',
  kind: '民情反映',
  start: 'centre',
  steps: {
    ...past,
    centre: { ...shared.centre, actions: { uphold, dismiss, ...centreActions } },
    gathered: { ...shared.gathered, actions: { uphold, dismiss, ...gatheredActions } },
    decide: { ...shared.decide, actions: { uphold, dismiss: { ...dismiss, needsComment: true }, ...decideActions } },
    correcting: {
      name: '已核实，等更正公开',
      by: room,
      standing: 'holder',
      within: 'report.correctDays',
      escalate: up,
      actions: {
        corrected: { name: '已更正或撤下', to: 'answered', by: [] },
        waive: { name: '不用再等更正，说明原因', to: 'answered', needsComment: true },
      },
    },
    answered,
    closed,
    declined,
  },
})

/**
 * What the place that published it must do after an upheld complaint: correct or withdraw it, on a clock of its own. It
 * does not see the complaint.
 */
export const correction = defineProcedure({
  code: 'reports.correction',
  name: '更正公布的内容',
  kind: '更正公布的内容',
  start: 'due',
  screen: '/corrections',
  steps: {
    due: {
      name: '等更正',
      by: ['drafter', 'township_clerk', 'bureau_clerk'],
      standing: 'holder',
      within: 'report.correctDays',
      escalate: up,
      actions: {
        corrected: { name: '更正已公开', to: 'done', by: [] },
        withdrawn: { name: '已撤回', to: 'done', by: [] },
        waived: { name: '不用更正了', to: 'done', by: [] },
      },
    },
    done: { name: '已更正', by: [], standing: 'holder', end: true, actions: {} },
  },
})

/** All ways of a report, and of the correction that one may lead to. */
export const procedures = [ninghai, guangshan, complaint, list, correction] as const

/** Steps that an answer to the reporter leads to. */
export const answeredSteps: readonly string[] = ['answered', 'correcting']
