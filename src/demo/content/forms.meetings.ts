/** F25–F30, F32: meetings with their votes, the committee's opinions, the yearly appraisal. */
import type { Row } from '../../kernel/forms/forms.schema.ts'
import { addDays } from '../../platform/clock.ts'
import { deputiesOf, partySizeOf } from './facts.ts'
import { dayIn, inTurn, percent, stageDay, yuan, type FormMaker, type Scene } from './scene.ts'

const topics = [
  ['村道维修和路灯安装', '同意维修村道并安装路灯，先修三组到学校的一段，工程按规定招标。'],
  ['秋冬修水利用工安排', '同意清理主渠和两条支渠，每户出一个工，缺劳力的户可以不出。'],
  ['鱼塘承包到期后怎样发包', '同意公开竞价发包，期限三年，底价由理财小组提出，张榜七天。'],
  ['村规民约中红白喜事条款修改', '同意酒席控制在十五桌以内，礼金不超过二百元。'],
  ['光伏收益怎样使用', '同意收益优先用于公益岗位和困难户帮扶，结余转下年。'],
  ['村务公开内容和张贴位置', '同意在村部和渡口各设一块公开栏，每月八日前更换。'],
] as const

/**
 * A meeting with enough people present and a majority for it (OL Art. 26, 30): base 2/3 of the deputies or 1/2 of the
 * adults.
 */
function meeting(scene: Scene, expected: number, day: string): Row {
  const present = Math.ceil((expected * scene.random.int(70, 98)) / 100)
  const oppose = scene.random.int(0, Math.max(0, Math.floor(present / 12)))
  const abstain = scene.random.int(0, Math.max(0, Math.floor(present / 15)))
  const [agenda, resolution] = inTurn(scene, 'meeting', topics)
  return {
    date: `${day} ${scene.random.pick(['09:00', '14:30', '19:30'])}`,
    place: scene.random.pick(['村部会议室', '村文化广场', '老祠堂']),
    host: scene.place.holders.secretary,
    recorder: scene.place.holders.officer,
    expected,
    present,
    presentRatio: percent(present, expected),
    agenda,
    approve: present - oppose - abstain,
    oppose,
    abstain,
    resolution,
  }
}

const deputies = (scene: Scene) => deputiesOf(scene.place)
const villageAssembly: FormMaker = (scene) => [
  { ...meeting(scene, Math.round(scene.place.households * 0.9), scene.on), voterBase: '三分之二以上户代表' },
]
const deputiesMeeting: FormMaker = (scene) => [
  { ...meeting(scene, deputies(scene), dayIn(scene)), authorised: '村民会议授权讨论决定' },
]
const partyMeeting: FormMaker = (scene) => [
  { ...meeting(scene, partySizeOf(scene.place, scene.seed), scene.on), kind: '党员大会' },
]

const stages = ['propose', 'deliberate', 'review', 'resolve', 'announce', 'result']

/** Stages of 四议两公开: each publication holds what has happened so far. */
const fourDeliberations: FormMaker = (scene) => {
  const reached = stages.indexOf(scene.stage)
  const day = (step: number) => stageDay(scene, stages, stages[step]!)
  const attendance = (expected: number) =>
    `应到${expected}人，实到${expected - scene.random.int(0, Math.min(3, Math.floor(expected / 5)))}人`
  const [matter, resolution] = inTurn(scene, 'deliberation', topics)
  const steps: Row[] = [
    {
      matter,
      origin: scene.random.pick(['党员群众建议', '村干部提议']),
      proposeDate: day(0),
      proposeAttendance: attendance(3),
    },
    { deliberateDate: day(1), deliberateAttendance: attendance(5) },
    { reviewDate: day(2), reviewAttendance: attendance(partySizeOf(scene.place, scene.seed)), reviewForm: '党员大会' },
    {
      resolveDate: day(3),
      resolveAttendance: attendance(deputies(scene)),
      resolveForm: '村民代表会议',
      townAttendee: `${scene.place.township}联村干部`,
      resolution,
    },
    { resolutionPublicity: '会后第二天在村务公开栏和本平台公布，公示七天' },
    {
      implementation: '已按决议办完，花费和用工另表公布，没有超出预算。',
      resultPublicity: '办完后在村务公开栏和本平台公布',
      supervisionOpinion: '全程参加，程序和结果没有问题。',
    },
  ]
  return [Object.assign({}, ...steps.slice(0, Math.max(1, reached + 1)))]
}

const oneCaseOneMeeting: FormMaker = (scene) => {
  const expected = Math.round(scene.place.households * 0.85)
  const present = Math.ceil((expected * scene.random.int(72, 95)) / 100)
  const oppose = scene.random.int(0, 4)
  return [
    {
      date: `${scene.on} 14:30`,
      place: '村部会议室',
      host: `${scene.place.holders.director}（村委会主任）`,
      recorder: scene.place.holders.officer,
      expected,
      present,
      ratio: percent(present, expected),
      project: inTurn(scene, 'assembly', ['一组晒场扩建', '水塘护栏安装', '二组水井改造']),
      scale: inTurn(scene, 'assembly', ['长 620 米、宽 3 米', '护栏 240 米', '水井一口，管道 400 米']),
      totalCost: yuan(scene.random.fen(60_000, 240_000, 1000)),
      perPersonFund: yuan(scene.random.fen(10, 25, 1)),
      labourDays: scene.random.int(40, 300),
      approve: present - oppose,
      oppose,
      resolution: '超过三分之二户代表到会，过半数同意，报镇审核后实施。',
    },
  ]
}

const draftOpinions: FormMaker = (scene) => {
  const doubt = scene.random.chance(0.12)
  // Before the month is over, as the rule of the self-check wants it.
  const submitted = addDays(scene.lastDay, -4)
  return [
    {
      planTitle: `${scene.place.name}${Number(scene.lastDay.slice(5, 7))}月份公开草案`,
      submittedDate: submitted,
      reviewDate: addDays(submitted, 2),
      truthful: doubt ? '有异议' : '无异议',
      complete: '无异议',
      privacyChecked: true,
      opinion: doubt ? '一笔维修支出缺少用工明细，补齐后再公开。' : '内容属实，同意公开。',
      replyDate: addDays(submitted, 3),
      correction: doubt ? '已补充用工明细。' : '',
      reviewers: [scene.place.holders.chair, ...scene.place.holders.members].join('、'),
    },
  ]
}

const cadreAppraisal: FormMaker = (scene) => {
  const { secretary, director, officer } = scene.place.holders
  const voters = deputies(scene)
  const people: [string, string][] = [
    [secretary, '村党组织书记'],
    [director, '村委会主任'],
    [officer, '文书'],
  ]
  return people
    .filter(([name], i) => people.findIndex(([other]) => other === name) === i)
    .map(([name, position]) => {
      const [basicallyCompetent, incompetent] = [scene.random.int(0, 2), scene.random.int(0, 1)]
      const excellent = Math.floor(((voters - basicallyCompetent - incompetent) * scene.random.int(30, 70)) / 100)
      const competent = voters - basicallyCompetent - incompetent - excellent
      return {
        name,
        position,
        excellent,
        competent,
        basicallyCompetent,
        incompetent,
        result: excellent > competent ? '优秀' : '称职',
        meetingDate: scene.lastDay,
        host: scene.place.holders.chair,
      }
    })
}

export const meetingForms: Record<string, FormMaker> = {
  F25: villageAssembly,
  F26: deputiesMeeting,
  F27: partyMeeting,
  F28: fourDeliberations,
  F29: oneCaseOneMeeting,
  F30: draftOpinions,
  F32: cadreAppraisal,
}
