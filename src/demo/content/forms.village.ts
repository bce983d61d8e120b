/** F01–F10: who is who in the village, and the Party branch's tables. */
import type { Row } from '../../kernel/forms/forms.schema.ts'
import { addDays } from '../../platform/clock.ts'
import { personName } from './names.ts'
import { deputiesOf, groupHeads, partySizeOf } from './facts.ts'
import { byDay, dayIn, inTurn, officePhone, partyMembers, villagers, windowOf, yuan, type FormMaker } from './scene.ts'

const roster: FormMaker = (scene) => {
  const h = scene.place.holders
  const random = scene.steady('roster')
  const one = (name: string, position: string, duties: string): Row => ({
    name,
    gender: random.pick(['男', '男', '女']),
    position,
    duties,
    termStart: '2026-01',
    officePhone: officePhone(scene),
  })
  return [
    one(h.secretary, '党组织书记', '主持全面工作，负责党建和村务公开签字把关'),
    ...(h.director === h.secretary ? [] : [one(h.director, '村委会主任', '主持村委会工作，负责项目和集体经济')]),
    one(h.chair, '村务监督委员会主任', '主持村务监督和民主理财'),
    ...h.members.map((name) => one(name, '村务监督委员会委员', '参加公开内容审查和民主理财')),
    one(h.officer, '文书', '负责村务公开、档案和会议记录'),
    one(personName(random), '委员', '负责妇女儿童、卫生健康和人居环境'),
  ]
}

const dutyRoster: FormMaker = (scene) => {
  const h = scene.place.holders
  const people = [h.secretary, h.director, h.officer, h.agent, ...h.gridWorkers].filter((name) => name !== '')
  return Array.from({ length: 9 }, (_, i) => {
    const date = addDays(scene.firstDay, i * 3)
    return {
      date,
      weekday: `星期${'日一二三四五六'.charAt(new Date(`${date}T00:00:00Z`).getUTCDay())}`,
      dutyLeader: i % 2 === 0 ? h.secretary : h.director,
      dutyPerson: people[i % people.length] ?? h.officer,
      timeRange: '8:30—17:30',
      officePhone: officePhone(scene),
      remark: i % 4 === 3 ? '中午有人值守' : '',
    }
  })
}

const representatives: FormMaker = (scene) => {
  const random = scene.steady('representatives')
  const { groups, households } = scene.place
  const heads = groupHeads(scene.place, scene.seed)
  const deputies = villagers(scene, 'deputies', deputiesOf(scene.place), heads)
  const row = (groupNo: string, name: string, role: string, linkedHouseholds?: number): Row => ({
    groupNo,
    name,
    role,
    ...(linkedHouseholds === undefined ? {} : { linkedHouseholds }),
    isFemale: random.chance(0.36),
    termStart: '2026-01',
    changeType: '当选',
  })
  const share = (i: number) => Math.floor(households / deputies.length) + (i < households % deputies.length ? 1 : 0)
  return groups.flatMap((groupNo, g) => [
    row(groupNo, heads[g]!, '村民小组长'),
    ...deputies.flatMap((name, i) => (i % groups.length === g ? [row(groupNo, name, '村民代表', share(i))] : [])),
  ])
}

/** The groups in as many parts as there are grids. */
const rangeOf = (groups: readonly string[], i: number, parts: number) =>
  groups.filter((_, g) => Math.floor((g * parts) / groups.length) === i).join('、') || '其余各户'

const grids: FormMaker = (scene) => {
  const workers =
    scene.place.holders.gridWorkers.length > 0 ? scene.place.holders.gridWorkers : [scene.place.holders.officer]
  return workers.map((gridMember, i) => ({
    gridCode: `${scene.place.code}-W${i + 1}`,
    gridName: `第${'一二三四'.charAt(i)}网格`,
    range: workers.length === 1 ? '全村' : rangeOf(scene.place.groups, i, workers.length),
    households: Math.floor(scene.place.households / workers.length),
    population: Math.floor(scene.place.population / workers.length),
    gridMember,
    contact: officePhone(scene),
    duties: '上门走访、收集意见、最先响应，帮助老人查看公开内容',
  }))
}

const serviceTeam: FormMaker = (scene) => {
  const random = scene.steady('team')
  const { liaison, liaisonPhone } = scene.place.holders
  const one = (roleType: string, name: string, unit: string, serviceScope: string, serviceTime: string) => ({
    roleType,
    name,
    unit,
    serviceScope,
    serviceTime,
    // Who works for the township is called there.
    workPhone: unit === '村委会' ? officePhone(scene) : liaisonPhone || officePhone(scene),
  })
  return [
    one('联村干部', liaison || personName(random), scene.place.township, '联系本村，帮助解决困难', '每周二全天'),
    one('村干部', scene.place.holders.director, '村委会', '村务咨询和办理', '工作日'),
    one('网格员', scene.place.holders.gridWorkers[0] ?? scene.place.holders.officer, '村委会', '走访和响应', '工作日'),
    one('联片民警', personName(random), `${scene.place.township}派出所`, '治安、户籍、反诈', '每月第一个星期三上午'),
    one('医生', personName(random), `${scene.place.township}卫生院`, '慢性病随访、健康咨询', '每月 15 日'),
    one(
      '农技工作者',
      personName(random),
      `${scene.place.township}农业服务中心`,
      '病虫防治、良种推广',
      '农忙时每周一次',
    ),
    one('法律顾问', personName(random), '晴川县法律援助中心', '合同审查、纠纷调解', '每月 20 日上午'),
  ]
}

const partyDevelopment: FormMaker = (scene) => [
  {
    stage: scene.random.pick(['入党积极分子', '发展对象', '预备党员接收', '预备党员转正']),
    name: personName(scene.random),
    gender: scene.random.pick(['男', '女']),
    education: scene.random.pick(['大专', '本科', '高中']),
    occupation: scene.random.pick(['种植大户', '返乡创业', '乡村医生', '合作社负责人']),
    applyDate: '2024-05',
    activistDate: '2025-03',
    trainers: `${scene.place.holders.secretary}、${scene.place.holders.officer}`,
    noticePeriod: windowOf(scene, 7),
    feedbackUnit: `${scene.place.township}党委组织办`,
  },
]

const partyDues: FormMaker = (scene) =>
  partyMembers(scene).map((name, i) => {
    const monthly = [300, 500, 500, 800, 1000, 1500][i] ?? 500
    return {
      branch: `第${'一二三'.charAt(i % 3)}党小组`,
      name,
      monthlyDue: yuan(monthly),
      months: `${Number(scene.firstDay.slice(5, 7))}至${Number(scene.lastDay.slice(5, 7))}月`,
      paid: yuan(monthly * scene.months.length),
      paidDate: dayIn(scene),
      collector: scene.place.holders.officer,
      remark: '',
    }
  })

const partyAppraisal: FormMaker = (scene) =>
  partyMembers(scene).map((name, i) => ({
    name,
    result: i % 6 === 0 ? '优秀' : scene.random.chance(0.08) ? '基本合格' : '合格',
    votes: `${partySizeOf(scene.place, scene.seed) - scene.random.int(0, 3)}票`,
    method: '个人自评、党员互评、民主测评',
    meetingDate: scene.lastDay,
    measure: '',
  }))

const partyActivities: FormMaker = (scene) =>
  byDay(
    ['支部党员大会', '主题党日', '党课'].slice(0, scene.random.int(2, 3)).map((kind) => {
      const expected = partySizeOf(scene.place, scene.seed)
      return {
        date: dayIn(scene),
        kind,
        topic: inTurn(scene, kind, [
          '讨论清沟理渠',
          '学习村务公开新规定',
          '商量帮助缺劳力农户收晒',
          '打扫河道和公共场地',
          '听取集体经济账目',
        ]),
        expected,
        present: expected - scene.random.int(0, 5),
        host: scene.place.holders.secretary,
        summary: scene.random.pick([
          '讨论了近期要办的几件事，分了工，定了完成的日子。',
          '通报了上月开支，党员提了三条意见，都记下来办理。',
          '到河边捡垃圾、清淤泥，干了半天。',
        ]),
      }
    }),
    'date',
  )

const partyAid: FormMaker = (scene) =>
  villagers(scene, 'partyAid', 2).map((name) => ({
    name,
    reasonType: scene.random.pick(['年老', '受灾', '其他']),
    aidKind: '慰问金',
    amount: yuan(scene.random.fen(300, 800, 100)),
    fundSource: '党费',
    date: scene.on,
    handler: scene.place.holders.officer,
  }))

export const villageForms: Record<string, FormMaker> = {
  F01: roster,
  F02: dutyRoster,
  F03: representatives,
  F04: grids,
  F05: serviceTeam,
  F06: partyDevelopment,
  F07: partyDues,
  F08: partyAppraisal,
  F09: partyActivities,
  F10: partyAid,
}
