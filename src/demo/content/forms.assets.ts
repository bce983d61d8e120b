/** F38–F39, F44–F51: debts, assets, resources, contracts and what is dealt with them. */
import type { Row } from '../../kernel/forms/forms.schema.ts'
import { addDays } from '../../platform/clock.ts'
import { quartersUntil } from './days.ts'
import { builderName, firmName, personName } from './names.ts'
import { contractsOf } from './facts.ts'
import { decimal, inTurn, villagers, windowOf, yuan, type FormMaker, type Scene } from './scene.ts'

/**
 * One debt over the quarters: opening = the last quarter's closing; never paid back more than is owed. Amounts in fen.
 */
function debtOf(scene: Scene, topic: string): { opening: number; increase: number; paid: number; closing: number } {
  let opening = scene.steady(topic).fen(4_000, 60_000, 100)
  let quarterly = { opening, increase: 0, paid: 0, closing: opening }
  for (const quarter of quartersUntil(scene.period)) {
    const random = scene.steady(`${topic}/${quarter}`)
    const increase = random.chance(0.15) ? random.fen(500, 6_000, 100) : 0
    const paid = random.chance(0.5) ? Math.min(opening + increase, random.fen(300, 5_000, 100)) : 0
    quarterly = { opening, increase, paid, closing: opening + increase - paid }
    opening = quarterly.closing
  }
  return quarterly
}

const receivables: FormMaker = (scene) =>
  [0, 1, 2].map((i) => {
    const steady = scene.steady(`receivable/${i}`)
    const debtor = steady.chance(0.5) ? firmName(steady) : personName(steady)
    const reason = steady.pick(['上一轮鱼塘承包款尾款', '上一任门面房租户欠租', '上一轮山场承包款尾款', '代垫水电费'])
    const debt = debtOf(scene, `receivable/${i}`)
    const occurDate = `202${steady.int(2, 4)}-0${steady.int(1, 9)}-15`
    return {
      debtor,
      reason,
      occurDate,
      opening: yuan(debt.opening),
      increase: yuan(debt.increase),
      recovered: yuan(debt.paid),
      closing: yuan(debt.closing),
      ageYears: ((Date.parse(scene.lastDay) - Date.parse(occurDate)) / (365.25 * 86_400_000)).toFixed(1),
      measure: debt.closing === 0 ? '已结清' : steady.pick(['已签还款计划，按季收回', '发送催收通知']),
    }
  })

const payables: FormMaker = (scene) =>
  [0, 1].map((i) => {
    const steady = scene.steady(`payable/${i}`)
    const debt = debtOf(scene, `payable/${i}`)
    return {
      creditor: i === 0 ? builderName(steady) : personName(steady),
      kind: i === 0 ? '工程欠款' : '应付个人',
      reason: i === 0 ? steady.pick(['早年村道硬化尾款', '早年村部维修尾款']) : '水渠修复时垫付的材料款',
      occurDate: `202${steady.int(2, 4)}-1${steady.int(0, 2)}-08`,
      rate: '0.00',
      opening: yuan(debt.opening),
      increase: yuan(debt.increase),
      repaid: yuan(debt.paid),
      closing: yuan(debt.closing),
      repayPlan: debt.closing === 0 ? '已还清' : '从集体收入中分期归还',
    }
  })

const assetLedger: FormMaker = (scene) => {
  const steady = scene.steady('assets')
  const kinds: [string, string, boolean, string, number][] = [
    ['村部办公楼', '房屋建筑物', false, '两层 420 平方米', 260_000],
    ['门面房', '房屋建筑物', true, '三间 86 平方米', 120_000],
    ['旧粮库', '房屋建筑物', true, '310 平方米', 90_000],
    ['光伏电站', '机器设备', true, '60 千瓦', 280_000],
    ['提灌设备', '机器设备', false, '两台', 36_000],
    ['办公电脑和打印机', '办公设备', false, '四台', 14_000],
  ]
  return kinds.map(([assetName, category, isOperating, spec, base], i) => {
    const original = steady.fen(base * 0.7, base * 1.3, 100)
    return {
      assetNo: `${scene.place.code}-ZC${String(i + 1).padStart(3, '0')}`,
      assetName,
      category,
      isOperating,
      spec,
      location: steady.pick(['村部', '村口', '渡口边', '公路边']),
      acquireDate: `20${steady.int(10, 24)}-0${steady.int(1, 9)}`,
      originalValue: yuan(original),
      netValue: yuan(Math.round((original * steady.int(35, 90)) / 10_000) * 100),
      status: ['门面房', '旧粮库'].includes(assetName) ? '出租' : '自用',
      custodian: scene.place.holders.officer,
    }
  })
}

const resourceLedger: FormMaker = (scene) => {
  const steady = scene.steady('resources')
  const kinds: [string, string, number, string][] = [
    ['耕地', '各组承包耕地', 90_000, '家庭承包'],
    ['林地', '后山林地', 120_000, '自营'],
    ['水面', '东塘', 2_600, '其他方式承包'],
    ['园地', '老果园', 5_400, '出租'],
    ['四荒地', '河滩荒地', 3_800, '闲置'],
  ]
  return kinds.map(([resourceType, name, area, useMode], i) => ({
    resourceNo: `${scene.place.code}-ZY${String(i + 1).padStart(3, '0')}`,
    resourceType,
    name,
    area:
      contractsOf(scene.place, scene.seed).find((c) => c.subject === name)?.area ??
      decimal(Math.round((area * steady.int(60, 150)) / 100)),
    boundary: '东至路，西至沟，南至田埂，北至山脚',
    ownership: '村集体所有',
    useMode,
    certNo: '',
  }))
}

/**
 * The same contracts in every quarter; a quarter of the year's fee falls due in each, and the months' details tell of
 * it.
 */
const contracts: FormMaker = (scene) =>
  contractsOf(scene.place, scene.seed).map((c) => ({
    contractNo: c.no,
    subject: c.subject,
    subjectType: c.subjectType,
    area: c.area,
    location: c.location,
    usage: c.usage,
    contractor: c.contractor,
    mode: c.mode,
    startDate: `${c.start}-01-01`,
    endDate: `${c.start + 9}-12-31`,
    annualFee: yuan(c.due * 4),
    payMethod: '按季交',
    dueThisPeriod: yuan(c.due),
    receivedThisPeriod: yuan(c.due),
    arrears: '0.00',
    decisionMeeting: `${c.start - 1}年12月村民代表会议`,
  }))

const landTransfer: FormMaker = (scene) =>
  Array.from({ length: scene.random.int(1, 4) }, () => {
    const start = addDays(scene.firstDay, scene.random.int(0, 80))
    return {
      kind: scene.random.pick(['出租（转包）', '互换', '出租（转包）', '入股']),
      outgoing: personName(scene.random),
      incoming: scene.random.chance(0.5) ? firmName(scene.random) : personName(scene.random),
      plot: scene.random.pick(['门前大丘', '河边长丘', '山脚旱地', '渡口水田', '庙背旱地']),
      area: decimal(scene.random.int(80, 1800)),
      startDate: start,
      endDate: `${Number(start.slice(0, 4)) + 5}${start.slice(4, 8)}28`,
      price: yuan(scene.random.fen(280, 720, 10)),
      filed: true,
      approval: '双方自愿，已报村委会登记',
    }
  })

const disposal: FormMaker = (scene) => {
  const original = scene.random.fen(6_000, 40_000, 100)
  const appraised = Math.round((original * scene.random.int(10, 30)) / 10_000) * 100
  const [disposeMode, gain] = scene.random.pick([
    ['报废', 0],
    ['出让', 8],
    ['拍卖', 15],
  ] as const)
  return [
    {
      assetNo: `${scene.place.code}-ZC0${scene.random.int(10, 60)}`,
      assetName: inTurn(scene, 'disposal', ['旧拖拉机', '旧变压器', '旧桌椅一批', '闲置碾米机']),
      disposeMode,
      reason: '年久老化，修理不划算',
      originalValue: yuan(original),
      appraisedValue: yuan(appraised),
      dealPrice: yuan(disposeMode === '报废' ? 0 : Math.round((appraised * (100 + gain)) / 10_000) * 100),
      buyer: disposeMode === '报废' ? '' : personName(scene.random),
      decisionMeeting: `${scene.on.slice(0, 7)}村民代表会议`,
      date: scene.on,
    },
  ]
}

const dealResult: FormMaker = (scene) => {
  const reserve = scene.random.fen(3_000, 40_000, 100)
  return [
    {
      noticeNo: `晴交〔${scene.on.slice(0, 4)}〕${scene.random.int(10, 300)}号`,
      subject: inTurn(scene, 'deal', ['西塘三年承包权', '旧校舍两年租赁权', '河滩荒地五年承包权']),
      mode: scene.random.pick(['公开竞价', '招标', '公开协商']),
      platform: '晴川县农村产权交易中心',
      reservePrice: yuan(reserve),
      dealPrice: yuan(Math.round((reserve * scene.random.int(100, 150)) / 10_000) * 100),
      winner: scene.random.chance(0.5) ? firmName(scene.random) : personName(scene.random),
      dealDate: addDays(scene.on, -3),
      noticePeriod: windowOf(scene, 7),
    },
  ]
}

/** Shared out by persons to the fen; what does not divide stays with the collective. */
const landCompensation: FormMaker = (scene) => {
  const area = scene.random.int(300, 2600)
  const heads = villagers(scene, 'landCompensation', 10).map((householdHead, i) => ({
    householdHead,
    persons: scene.steady(`landCompensation/${i}`).int(1, 6),
  }))
  const persons = heads.reduce((sum, head) => sum + head.persons, 0)
  const total = area * 42_000
  const perPerson = Math.floor((total * 0.8) / persons / 100) * 100
  const common = {
    project: scene.random.pick(['乡道拓宽工程', '变电站建设', '水库除险加固']),
    area: decimal(area),
    totalCompensation: yuan(total),
    collectiveShare: yuan(total - perPerson * persons),
    distributable: yuan(perPerson * persons),
    basis: '村民代表会议表决，八成按在册人口分到户，其余集体留用',
  }
  return heads.map(
    (head): Row => ({ ...common, ...head, amount: yuan(perPerson * head.persons), noticePeriod: windowOf(scene, 30) }),
  )
}

const shares: FormMaker = (scene) =>
  villagers(scene, 'members', 12).map((householdHead, i) => {
    const members = scene.steady(`members/${i}`).int(1, 6)
    const changed = scene.random.chance(0.15)
    return {
      householdHead,
      members,
      shares: decimal(members * 100),
      changeType: changed ? '继承' : '确认',
      changeReason: changed ? '家庭内部继承' : '',
      effectiveDate: scene.lastDay,
      confirmMeeting: '成员大会确认',
    }
  })

export const assetForms: Record<string, FormMaker> = {
  F38: receivables,
  F39: payables,
  F44: assetLedger,
  F45: resourceLedger,
  F46: contracts,
  F47: landTransfer,
  F48: disposal,
  F49: dealResult,
  F50: landCompensation,
  F51: shares,
}
