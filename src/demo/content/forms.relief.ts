/**
 * F11–F24: relief, subsidies, insurance and household figures. Names are invented; nothing internal is shown to anyone.
 */
import type { Row } from '../../kernel/forms/forms.schema.ts'
import { addDays } from '../../platform/clock.ts'
import { quartersUntil } from './days.ts'
import { firmName, personName } from './names.ts'
import {
  decimal,
  groupOf,
  percent,
  villageGroup,
  villagers,
  windowOf,
  yuan,
  type FormMaker,
  type Scene,
} from './scene.ts'

/** How many rows a list of this village has: some per cent of its households, at least `least`. */
const countOf = (scene: Scene, perMille: number, least: number, most = 24) =>
  Math.min(most, Math.max(least, Math.round((scene.place.households * perMille) / 1000)))
const eventOf = (scene: Scene) => scene.period.split('/')[0]!
const unit = (scene: Scene) => `${scene.place.township || scene.place.name}民政办`

const allowance: FormMaker = (scene) =>
  villagers(scene, 'allowance', countOf(scene, 22, 3)).map((householdHead, i) => {
    const steady = scene.steady(`allowance/${i}`)
    const coveredPersons = steady.int(1, 3)
    const fen = coveredPersons * steady.fen(280, 460, 10)
    const fresh = i === 0 && scene.random.chance(0.3)
    return {
      village: villageGroup(scene, householdHead),
      householdHead,
      coveredPersons,
      category: steady.pick(['A类', 'B类', 'C类']),
      stage: fresh ? '初审公示' : '确认结果',
      incomeMonthly: yuan(steady.fen(120, 480, 10)),
      allowanceMonthly: yuan(fen),
      startMonth: fresh ? scene.lastDay.slice(0, 7) : '2025-07',
      reason: fresh ? '家庭收入减少，新申请' : '',
      noticePeriod: windowOf(scene, 7),
      isCadreRelative: false,
      reportUnit: unit(scene),
      diseaseNote: steady.chance(0.3) ? '长期服药（内部核验）' : null,
    }
  })

/** Who is kept by the one is not on the list of the other. */
const onAllowance = (scene: Scene) => villagers(scene, 'allowance', countOf(scene, 22, 3))

const extremePoverty: FormMaker = (scene) =>
  villagers(scene, 'extremePoverty', countOf(scene, 6, 1, 8), onAllowance(scene)).map((name, i) => {
    const steady = scene.steady(`extremePoverty/${i}`)
    return {
      village: villageGroup(scene, name),
      name,
      gender: steady.pick(['男', '男', '女']),
      age: steady.int(61, 88),
      supportMode: steady.pick(['分散供养', '分散供养', '集中供养']),
      careLevel: steady.pick(['全自理', '半自理']),
      basicAmount: '936.00',
      careAmount: yuan(steady.fen(120, 480, 60)),
      startMonth: '2024-03',
      stage: '审批结果',
      noticePeriod: windowOf(scene, 7),
    }
  })

const temporaryRelief: FormMaker = (scene) =>
  villagers(scene, `temporaryRelief/${scene.period}`, scene.random.int(1, 3)).map((name) => ({
    village: villageGroup(scene, name),
    name,
    persons: scene.random.int(1, 5),
    reliefType: scene.random.pick(['支出型临时救助', '急难型临时救助', '医疗救助']),
    reasonGeneral: scene.random.pick(['突发事件', '意外伤害', '生活必需支出']),
    amount: yuan(scene.random.fen(600, 5000, 100)),
    approveDate: addDays(scene.lastDay, -scene.random.int(8, 60)),
    approver: scene.random.pick(['乡镇', '县级']),
    noticePeriod: windowOf(scene, 7),
  }))

const disability: FormMaker = (scene) =>
  villagers(scene, 'disability', countOf(scene, 10, 2, 14)).map((name, i) => {
    const care = scene.steady(`disability/${i}`).chance(0.5)
    return {
      village: villageGroup(scene, name),
      name,
      disabilityLevel: care ? '一级' : '三级',
      subsidyType: care ? '重度残疾人护理补贴' : '困难残疾人生活补贴',
      standard: care ? '110.00' : '100.00',
      startMonth: '2025-01',
      stage: '审定结果',
      noticePeriod: windowOf(scene, 7),
      isMinor: i === 1,
    }
  })

const orphans: FormMaker = (scene) =>
  ['孤儿', '事实无人抚养儿童'].map((kind, i) => {
    const count = scene.steady(`orphans/${i}`).int(0, 2)
    return { year: Number(scene.period), kind, count, standard: '1300.00', total: yuan(count * 130_000 * 12) }
  })

const seniors: FormMaker = (scene) =>
  villagers(scene, 'seniors', countOf(scene, 35, 4)).map((name, i) => {
    const steady = scene.steady(`seniors/${i}`)
    const [ageBand, standard] = steady.chance(0.85) ? (['80-89周岁', 5000] as const) : (['90-99周岁', 10000] as const)
    return {
      village: villageGroup(scene, name),
      name,
      gender: steady.pick(['男', '女']),
      ageBand,
      standard: yuan(standard),
      months: 3,
      amount: yuan(standard * 3),
      changeType: '正常',
      noticePeriod: windowOf(scene, 5),
    }
  })

const veterans: FormMaker = (scene) =>
  villagers(scene, 'veterans', countOf(scene, 10, 2, 10)).map((name, i) => {
    const standard = scene.steady(`veterans/${i}`).fen(1200, 9800, 100)
    return {
      name,
      category: scene.steady(`veterans/${i}`).pick(['农村籍退役士兵', '现役军人家属', '伤残军人', '烈属']),
      standard: yuan(standard),
      period: scene.period,
      amount: yuan(standard),
    }
  })

const houseStages: Record<string, string> = {
  villageReview: '村级评议公示',
  townshipReview: '乡镇审核公示',
  approval: '审批结果',
  acceptance: '竣工验收',
  payment: '资金拨付',
}
const dangerousHouses: FormMaker = (scene) =>
  villagers(scene, `houses/${eventOf(scene)}`, scene.random.int(1, 2)).map((householdHead) => ({
    village: villageGroup(scene, householdHead),
    householdHead,
    persons: scene.random.int(1, 4),
    objectType: scene.random.pick(['低保户', '分散供养特困', '低保边缘', '突发困难户']),
    ...scene.steady(`houses/${householdHead}`).pick([
      { dangerLevel: 'C级', renovateMode: '修缮加固', subsidy: '10000.00' },
      { dangerLevel: 'D级', renovateMode: '拆除重建', subsidy: '36000.00' },
    ]),
    area: decimal(scene.random.int(4000, 9000)),
    stage: houseStages[scene.stage] ?? '村级评议公示',
    noticePeriod: windowOf(scene, 7),
  }))

const siteStages: Record<string, string> = { application: '申请公示', decision: '集体讨论结果', approval: '审批结果' }
const homesteads: FormMaker = (scene) =>
  villagers(scene, `homesteads/${eventOf(scene)}`, scene.random.int(1, 2)).map((applicant): Row => {
    const approved = scene.stage === 'approval'
    // Drawn at every stage, so that what follows is the same at each.
    const approvalNo = `晴宅批${scene.on.slice(0, 4)}-${scene.random.int(10, 400)}`
    return {
      village: villageGroup(scene, applicant),
      applicant,
      persons: scene.random.int(3, 6),
      location: scene.random.pick(['老屋基', '村部东侧空地', '晒场西边', '公路北侧']),
      landType: scene.random.pick(['原址', '村内空闲地']),
      applyArea: decimal(scene.random.int(90, 125) * 100),
      buildArea: decimal(scene.random.int(180, 260) * 100),
      storeys: scene.random.int(2, 3),
      oneHouseholdOneSite: true,
      existingHouse: scene.random.pick(['原址拆建', '没有其他住房']),
      stage: siteStages[scene.stage] ?? '申请公示',
      approvalResult: approved ? '批准' : null,
      approvalNo: approved ? approvalNo : null,
      noticePeriod: windowOf(scene, 7),
    }
  })

const medicalInsurance: FormMaker = (scene) => {
  const eligible = scene.place.population - scene.steady('medical').int(20, 60)
  const insured = Math.floor((eligible * scene.steady('medical/rate').int(960, 995)) / 1000)
  const subsidisedCount = scene.steady('medical/aided').int(8, 40)
  return [
    {
      year: Number(scene.period.slice(0, 4)),
      eligible,
      insured,
      rate: percent(insured, eligible),
      subsidisedCount,
      subsidisedAmount: yuan(subsidisedCount * 20_000),
      reimburseCases: scene.random.int(40, 260),
      reimburseTotal: yuan(scene.random.fen(30_000, 260_000, 10)),
      policyNote: '住院和慢性病门诊可以报销，带社会保障卡到定点医院直接结算。',
    },
  ]
}

const pensions: FormMaker = (scene) => {
  const insured = Math.round(scene.place.population * 0.46)
  return [
    {
      year: Number(scene.period.slice(0, 4)),
      insured,
      receiving: Math.round(scene.place.population * 0.19),
      newRecipients: scene.random.int(1, 9),
      terminated: scene.random.int(0, 5),
      certified: Math.round(scene.place.population * 0.18),
      landLossInsured: scene.steady('landLoss').int(0, 12),
      landLossFund: yuan(scene.steady('landLoss/fund').fen(0, 60_000, 100)),
    },
  ]
}

const landSubsidy: FormMaker = (scene) =>
  villagers(scene, 'farmers', countOf(scene, 60, 8, 40)).map((farmer, i) => {
    const steady = scene.steady(`farmers/${i}`)
    const contracted = steady.int(150, 1400)
    const deducted = steady.chance(0.2) ? steady.int(10, 80) : 0
    const area = contracted - deducted
    return {
      group: groupOf(scene, farmer),
      farmer,
      contractedArea: decimal(contracted),
      deductedArea: decimal(deducted),
      subsidyArea: decimal(area),
      standard: '106.00',
      amount: yuan(area * 106),
      year: Number(scene.on.slice(0, 4)),
      noticePeriod: windowOf(scene, 7),
    }
  })

const machineSubsidy: FormMaker = (scene) =>
  Array.from({ length: scene.random.int(1, 4) }, () => ({
    subsidyName: scene.random.pick(['农机购置补贴', '稻谷补贴', '油菜种植补贴']),
    beneficiary: scene.random.chance(0.3) ? firmName(scene.random) : personName(scene.random),
    basisDoc: `晴农发〔${scene.on.slice(0, 4)}〕${scene.random.int(5, 40)}号`,
    item: scene.random.pick(['微型旋耕机', '插秧机', '稻谷烘干机', '双季稻种植']),
    quantity: decimal(scene.random.int(1, 4) * 100),
    amount: yuan(scene.random.fen(400, 12_000, 20)),
    period: `${scene.on.slice(0, 4)}年第${scene.random.int(1, 3)}批`,
    noticePeriod: windowOf(scene, 7),
  }))

/** Every quarter opens with the population that the one before closed with. */
const households: FormMaker = (scene) => {
  let populationEnd = scene.place.population
  const rows = quartersUntil(scene.period).map((period): Row => {
    const random = scene.steady(`households/${period}`)
    // As many leave as come: the village's page names one figure.
    const [births, deaths, came] = [random.int(0, 5), random.int(0, 4), random.int(0, 4)]
    const moveIn = Math.max(came, deaths - births)
    const moveOut = births - deaths + moveIn
    const populationStart = populationEnd
    populationEnd = populationStart + births - deaths + moveIn - moveOut
    return {
      period,
      householdsStart: scene.place.households,
      populationStart,
      births,
      deaths,
      moveIn,
      moveOut,
      populationEnd,
      note: '',
    }
  })
  return rows.slice(-1)
}

export const reliefForms: Record<string, FormMaker> = {
  F11: allowance,
  F12: extremePoverty,
  F13: temporaryRelief,
  F14: disability,
  F15: orphans,
  F16: seniors,
  F17: veterans,
  F18: dangerousHouses,
  F19: homesteads,
  F20: medicalInsurance,
  F21: pensions,
  F22: landSubsidy,
  F23: machineSubsidy,
  F24: households,
}
