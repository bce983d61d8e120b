/** F52–F63: money from above, public works, public posts, and the answers to villagers. */
import type { Row } from '../../kernel/forms/forms.schema.ts'
import { addDays } from '../../platform/clock.ts'
import { builderName, firmName, personName } from './names.ts'
import { monthBooks } from './accounts.ts'
import { inTurn, decimal, percent, stageDay, villagers, windowOf, yuan, type FormMaker, type Scene } from './scene.ts'

/** One grant: received, used, left. `share` is the part used in per cent. Amounts in fen. */
function grant(
  scene: Scene,
  fundName: string,
  received: { fen: number; day: string },
  share: number,
  usage: string,
): Row {
  const used = Math.round((received.fen * share) / 10_000) * 100
  return {
    sourceDept: scene.random.pick(['晴川县财政局', '晴川县农业农村局']),
    docNo: `晴财〔${scene.on.slice(0, 4)}〕${scene.random.int(3, 90)}号`,
    fundName,
    received: yuan(received.fen),
    receivedDate: received.day,
    used: yuan(used),
    usage,
    balance: yuan(received.fen - used),
  }
}

/** What the months' details of income say came from above. */
const operatingGrants: FormMaker = (scene) =>
  scene.months
    .flatMap((month) => monthBooks(scene.place, month, scene.seed).incomes)
    .filter((e) => e.head === 'subsidyIncome')
    .toSorted((a, b) => a.day.localeCompare(b.day))
    .map((e) => ({
      ...grant(
        scene,
        e.text,
        e,
        scene.random.int(50, 100),
        e.kind === '运转经费补助' ? '办公、水电、报刊、会议' : '按文件规定的用途，支出见每月明细',
      ),
      period: scene.period,
    }))

const fundStages = ['allocation', 'use', 'completion']
const earmarkedFunds: FormMaker = (scene) => {
  const share = { allocation: 0, use: scene.random.int(35, 80), completion: 100 }[scene.stage] ?? 0
  const project = inTurn(scene, 'earmarked', ['高标准农田沟渠修复', '小流域治理', '饮水管网延伸'])
  return [
    {
      ...grant(
        scene,
        `${project}专项资金`,
        { fen: scene.random.fen(80_000, 460_000, 1000), day: stageDay(scene, fundStages, 'allocation') },
        share,
        share === 0 ? '资金刚下达，还没有支出' : '材料、机械和人工，由镇三资中心直接支付，不进村账',
      ),
      projectName: project,
      progress: decimal(share * 100),
      result: share === 100 ? '已完工并验收' : share === 0 ? '准备开工' : '正在施工',
    },
  ]
}

const reliefGoods: FormMaker = (scene) =>
  villagers(scene, `relief/${scene.on.slice(0, 7)}`, 5).map((beneficiary, i) => {
    const issued = scene.random.fen(200, 800, 50)
    return {
      kind: '救济物资',
      source: i === 0 ? firmName(scene.random) : '晴川县民政局',
      item: '棉被和大米',
      receivedQty: '2.00',
      receivedAmount: yuan(issued),
      beneficiary,
      issuedQty: '2.00',
      issuedAmount: yuan(issued),
      issueDate: scene.on,
      balance: '无结存',
      noticePeriod: windowOf(scene, 7),
    }
  })

const condolence: FormMaker = (scene) =>
  villagers(scene, 'condolence', 4).map((name) => ({
    name,
    category: scene.random.pick(['老党员', '特困户', '其他']),
    item: scene.random.pick(['慰问金', '大米和食用油', '棉被']),
    amount: yuan(scene.random.fen(200, 1000, 100)),
    fundSource: scene.random.pick(['县民政局拨款', '社会捐赠']),
    date: scene.on,
    handler: scene.place.holders.officer,
  }))

const ecology: FormMaker = (scene) =>
  villagers(scene, 'forest', 10).map((farmer, i) => {
    const area = scene.steady(`forest/${i}`).int(100, 4200)
    return {
      farmer,
      programme: '公益林补偿',
      area: decimal(area),
      standard: '15.00',
      amount: yuan(area * 15),
      year: Number(scene.period.slice(0, 4)),
      noticePeriod: windowOf(scene, 7),
    }
  })

const raisingStages: Record<string, string> = {
  plan: '方案公布',
  raising: '筹集',
  construction: '实施',
  completion: '竣工',
}
const fundRaising: FormMaker = (scene) => {
  const perPerson = scene.random.fen(10, 30, 1)
  const [raised, fiscal, collective] = [
    perPerson * scene.place.population,
    scene.random.fen(60_000, 180_000, 1000),
    scene.random.fen(10_000, 60_000, 1000),
  ]
  const total = raised + fiscal + collective
  const used =
    {
      plan: 0,
      raising: 0,
      construction: Math.floor(total / 200) * 100,
      completion: total - scene.random.fen(0, 900, 10),
    }[scene.stage] ?? 0
  return [
    {
      project: inTurn(scene, 'raising', ['二组机耕路硬化', '村口小桥加宽', '一组水渠防渗']),
      totalCost: yuan(total),
      fiscalAward: yuan(fiscal),
      collectiveFund: yuan(collective),
      raisedFund: yuan(raised),
      perPerson: yuan(perPerson),
      labour: scene.random.int(60, 400),
      exempted: scene.random.int(2, 16),
      meeting: '户代表会议，到会超过三分之二，过半数同意',
      townReview: '镇里审核同意',
      countyReview: '县里复审同意',
      used: yuan(used),
      balance: yuan(total - used),
      stage: raisingStages[scene.stage] ?? '方案公布',
    },
  ]
}

// Each item has works of its own: what is built, for how much and by whom is told in one place only.
const tendered: [string, string][] = [
  ['三组道路硬化', '道路'],
  ['中渠清淤修复', '水利'],
  ['机耕桥加固', '道路'],
]
const underWay = ['垃圾收集点改造', '二组排水沟整修', '晒场平整']
const finished = ['文化广场修缮', '东渠涵洞维修', '河堤护坡']

const tendering: FormMaker = (scene) => {
  const [project, category] = inTurn(scene, 'tender', tendered)
  const budget = scene.random.fen(40_000, 380_000, 500)
  const winner = builderName(scene.random)
  const share = scene.random.int(88, 99)
  const notice = {
    project,
    category,
    budget: yuan(budget),
    tenderMode: scene.random.pick(['公开招标', '竞争性谈判', '询价']),
    noticeDate: stageDay(scene, ['tenderNotice', 'award'], 'tenderNotice'),
    duration: scene.random.int(30, 120),
    owner: scene.place.fullName,
    projectLeader: scene.place.holders.director,
    supervisor: scene.place.holders.chair,
    decisionMeeting: '已按四议两公开办理',
  }
  if (scene.stage !== 'award') return [notice]
  return [
    {
      ...notice,
      bidders: scene.random.int(3, 7),
      openDate: addDays(scene.on, -2),
      winner,
      winPrice: yuan(Math.round((budget * share) / 10_000) * 100),
      noticePeriod: windowOf(scene, 7),
    },
  ]
}

const progress: FormMaker = (scene) => {
  const done =
    { start: 5, progress: scene.random.int(35, 50), change: scene.random.int(55, 80), finish: 100 }[scene.stage] ?? 5
  const contract = scene.random.fen(40_000, 320_000, 500)
  const paid = Math.round((contract * Math.max(0, done - 10)) / 10_000) * 100
  const changed = scene.stage === 'change'
  const start = stageDay(scene, ['start', 'progress', 'change', 'finish'], 'start')
  return [
    {
      project: inTurn(scene, 'underWay', underWay),
      contractor: builderName(scene.random),
      contractAmount: yuan(contract),
      signDate: addDays(start, -20),
      planEnd: addDays(start, 75),
      progress: decimal(done * 100),
      paid: yuan(paid),
      paidRatio: percent(paid, contract),
      changeContent: changed ? '加做 40 米排水沟' : '',
      changeAmount: changed ? yuan(scene.random.fen(1_000, 9_000, 100)) : '0.00',
      changeApproval: changed ? '村民代表会议同意，镇里备案' : '',
      supervision: '到现场看过，用料和进度属实',
    },
  ]
}

const completion: FormMaker = (scene) => {
  const contract = scene.random.fen(40_000, 320_000, 500)
  const diff = scene.random.fen(-3_000, 3_000, 50)
  const settlement = contract + diff
  const retention = Math.round((settlement * 3) / 10_000) * 100
  return [
    {
      project: inTurn(scene, 'finished', finished),
      contractor: builderName(scene.random),
      contractAmount: yuan(contract),
      settlement: yuan(settlement),
      diff: yuan(diff),
      completeDate: addDays(scene.on, -15),
      acceptDate: scene.on,
      acceptors: `镇村镇建设办、${scene.place.holders.chair}、村民代表两人`,
      acceptResult: scene.random.pick(['合格', '合格', '整改后合格']),
      paid: yuan(settlement - retention),
      retention: yuan(retention),
      warrantyEnd: `${Number(scene.on.slice(0, 4)) + 1}${scene.on.slice(4, 8)}01`,
    },
  ]
}

const publicPosts: FormMaker = (scene) =>
  villagers(scene, 'publicPosts', 4).map((name, i) => ({
    name,
    post: ['保洁员', '护林员', '河道管护', '道路养护'][i] ?? '保洁员',
    area: ['村主干道和村部', '后山林地', '村段河道', '组间道路'][i] ?? '全村',
    monthlyPay: '800.00',
    fundSource: '财政补助',
    startDate: '2026-01-01',
    endDate: '2026-12-31',
    attendance: scene.random.pick(['合格', '优秀']),
  }))

const replies: FormMaker = (scene) => {
  const [category, summary, reply] = scene.random.pick([
    ['建议', '建议渡口晚上装一盏灯。', '已经安排，下周装好。'],
    ['求助', '三组水压小，二楼上不去水。', '加压泵已检修，恢复正常。'],
    ['咨询', '问医保缴费到哪天截止。', '截止日期和缴费方式已在通知公告里写明。'],
  ] as const)
  return [
    {
      ticketNo: `LY${addDays(scene.on, -4).replaceAll('-', '')}${scene.random.int(10, 99)}`,
      receivedAt: `${addDays(scene.on, -4)} 09:20`,
      channel: scene.random.pick(['小程序', '电话', '来访']),
      category,
      summary,
      assignedTo: scene.place.fullName,
      respondedAt: `${addDays(scene.on, -4)} 15:40`,
      resolvedAt: `${addDays(scene.on, -1)} 10:00`,
      reply,
      satisfaction: scene.random.pick(['满意', '满意', '基本满意']),
      status: '已办结',
      reporterName: personName(scene.random),
    },
  ]
}

const objectionReplies: FormMaker = (scene) => [
  {
    objectionNo: `YY${addDays(scene.on, -4).replaceAll('-', '')}${scene.random.int(10, 99)}`,
    target: '月度财务收支公布表',
    objectionType: scene.random.pick(['不完整', '内容不实']),
    submittedAt: `${addDays(scene.on, -4)} 10:00`,
    via: '直接向村委会',
    dueAt: `${addDays(scene.on, 1)} 23:59`,
    repliedAt: `${addDays(scene.on, -1)} 16:00`,
    conclusion: scene.random.pick(['不属实', '部分属实']),
    correction: '已把发票明细贴在公开栏，欢迎查看。',
    escalated: false,
    submitterName: personName(scene.random),
  },
]

export const projectForms: Record<string, FormMaker> = {
  F52: operatingGrants,
  F53: earmarkedFunds,
  F54: reliefGoods,
  F55: condolence,
  F56: ecology,
  F57: fundRaising,
  F58: tendering,
  F59: progress,
  F60: completion,
  F61: publicPosts,
  F62: replies,
  F63: objectionReplies,
}
