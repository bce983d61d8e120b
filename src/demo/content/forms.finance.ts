/** F31, F33–F37, F40–F41: tables of the village's money, all from the same invented books. */
import {
  balancesOf,
  fixedAccounts,
  halfDay,
  monthBooks,
  sumOf,
  yearBooks,
  type Entry,
  type ExpenseHead,
  type IncomeHead,
} from './accounts.ts'
import { addDays, addMonths } from '../../platform/clock.ts'
import { groupHeads } from './facts.ts'
import { firmName, personName } from './names.ts'
import { randomOf } from './random.ts'
import { inTurn, villagers, yuan, type FormMaker, type Scene } from './scene.ts'

const incomeHeads: readonly IncomeHead[] = ['rentContractIncome', 'enterpriseProfit', 'subsidyIncome', 'otherIncome']
const expenseHeads: readonly ExpenseHead[] = [
  'cadrePay',
  'meetingFee',
  'phoneFee',
  'postage',
  'utilities',
  'lostWork',
  'otherExpense',
]

const monthOf = (scene: Scene) => scene.months.at(-1) ?? scene.period
const booksOf = (scene: Scene) => monthBooks(scene.place, monthOf(scene), scene.seed)

const monthlySummary: FormMaker = (scene) => {
  const books = booksOf(scene)
  const balances = balancesOf(scene.place, monthOf(scene), scene.seed)
  return [
    {
      lastBalance: yuan(balances.opening),
      ...Object.fromEntries(incomeHeads.map((head) => [head, yuan(sumOf(books.incomes, head))])),
      totalIncome: yuan(books.income),
      ...Object.fromEntries(expenseHeads.map((head) => [head, yuan(sumOf(books.expenses, head))])),
      reception: '0.00',
      totalExpense: yuan(books.expense),
      endBalance: yuan(balances.closing),
      ytdIncome: yuan(balances.ytdIncome),
      ytdExpense: yuan(balances.ytdExpense),
    },
  ]
}

const inDayOrder = <Head>(entries: readonly Entry<Head>[]) => [...entries].sort((a, b) => a.day.localeCompare(b.day))

const incomeDetails: FormMaker = (scene) =>
  inDayOrder(booksOf(scene).incomes).map((entry, i) => ({
    voucherDate: entry.day,
    voucherNo: `收-${i + 1}`,
    incomeType: entry.kind,
    summary: entry.text,
    payer: partyName(scene, entry),
    amount: yuan(entry.fen),
    handler: scene.place.holders.officer,
    receiptNo: `No.${scene.random.int(100000, 999999)}`,
  }))

const expenseDetails: FormMaker = (scene) =>
  inDayOrder(booksOf(scene).expenses).map((entry, i) => ({
    voucherDate: entry.day,
    voucherNo: `付-${i + 1}`,
    expenseType: entry.kind,
    item: entry.text,
    amount: yuan(entry.fen),
    fundSource: entry.fund,
    user: '村委会',
    handler: scene.place.holders.officer,
    approver: scene.place.holders.secretary,
    reviewOpinion: '票据齐全，同意列支',
    payee: partyName(scene, entry),
  }))

/** Who paid or was paid: the same in every table that tells of the entry. */
function partyName(scene: Scene, { party, who, text, day }: Entry<unknown>): string {
  if (who !== undefined) return who
  const random = randomOf(scene.seed, scene.place.code, 'party', text, day)
  const fixed: Partial<Record<Entry<unknown>['party'], string>> = {
    treasury: `${scene.place.township}财政所`,
    bank: '晴川农村商业银行',
    power: '晴川县供电公司',
    telecom: '晴川县通信公司',
    post: `${scene.place.township}邮政所`,
    roll: '村民（按名册发放，另表公布）',
  }
  if (party === 'firm') return firmName(random)
  if (party === 'shop')
    return `${scene.place.township}${random.pick(['兴旺', '万家', '便民', '老街'])}${random.pick(['商店', '文具店', '五金店'])}`
  return fixed[party] ?? personName(random)
}

const cashAndBank: FormMaker = (scene) => {
  const { cash, land } = fixedAccounts(scene.place, scene.seed)
  const balances = balancesOf(scene.place, monthOf(scene), scene.seed)
  const books = booksOf(scene)
  const inCash = Math.min(books.income, books.expense, scene.random.fen(50, 400, 10))
  const row = (account: string, bank: string, opening: number, inflow: number, outflow: number) => ({
    account,
    bank,
    openingBalance: yuan(opening),
    inflow: yuan(inflow),
    outflow: yuan(outflow),
    closingBalance: yuan(opening + inflow - outflow),
    reconciled: true,
  })
  const rows = [
    row('基本户', '晴川农村商业银行', balances.opening - cash - land, books.income - inCash, books.expense - inCash),
  ]
  if (land > 0) rows.push(row('土地补偿费专户', '晴川农村商业银行', land, 0, 0))
  return [...rows, { ...row('库存现金', '', cash, inCash, inCash), cashLimit: '2000.00' }]
}

const committeeAudit: FormMaker = (scene) => {
  const books = booksOf(scene)
  const rejected = scene.random.chance(0.1)
  return [
    {
      period: monthOf(scene),
      vouchers: books.incomes.length + books.expenses.length,
      incomeTotal: yuan(books.income),
      expenseTotal: yuan(books.expense),
      rejectedCount: rejected ? 1 : 0,
      rejectedAmount: rejected ? yuan(scene.random.fen(60, 400, 10)) : '0.00',
      problems: rejected ? '一张发票没有写明用途，退回补齐后再报。' : '没有发现问题。',
      opinion: rejected ? '部分同意' : '同意入账',
      members: [scene.place.holders.chair, ...scene.place.holders.members].join('、'),
      date: scene.lastDay,
    },
  ]
}

const budget: FormMaker = (scene) => {
  const year = Number(scene.period)
  const last = yearBooks(scene.place, String(year - 1), scene.seed)
  const line = (kind: string, item: string, fen: number, basis: string) => ({
    kind,
    item,
    lastYearActual: yuan(fen),
    budget: yuan(Math.round((fen * scene.random.int(95, 110)) / 10_000) * 100),
    basis,
    note: '',
  })
  return [
    line('收入', '出租和承包收入', sumOf(last.incomes, 'rentContractIncome'), '按已签合同'),
    line('收入', '投资收益', sumOf(last.incomes, 'enterpriseProfit'), '按光伏电站近年发电量'),
    line('收入', '补助收入', sumOf(last.incomes, 'subsidyIncome'), '按上年拨付数'),
    line('收入', '其他收入', sumOf(last.incomes, 'otherIncome'), '按上年实际'),
    line(
      '支出',
      '干部报酬和误工补贴',
      sumOf(last.expenses, 'cadrePay') + sumOf(last.expenses, 'lostWork'),
      '按村民会议通过的标准',
    ),
    line(
      '支出',
      '办公、水电、电话、会议',
      sumOf(last.expenses, 'utilities') +
        sumOf(last.expenses, 'phoneFee') +
        sumOf(last.expenses, 'meetingFee') +
        sumOf(last.expenses, 'postage'),
      '按上年实际，从紧安排',
    ),
    line('支出', '卫生、公益和设施维护', sumOf(last.expenses, 'otherExpense'), '按保洁合同和维修计划'),
  ]
}

const yearAccounts: FormMaker = (scene) => {
  const year = Number(scene.period)
  let opening = scene.steady('undistributed').fen(8_000, 60_000, 10)
  for (let y = 2025; y < year; y += 1) opening = distribution(scene, String(y), opening).closingUndistributed
  const d = distribution(scene, String(year), opening)
  const members = Math.max(1, scene.place.population)
  return [
    {
      ...Object.fromEntries(Object.entries(d).map(([key, fen]) => [key, yuan(fen)])),
      perShare: yuan(Math.round(d.memberDistribution / members)),
    },
  ]
}

/** One year's profit shared out; amounts in fen. Losses are carried forward and nothing is distributed. */
function distribution(scene: Scene, year: string, openingUndistributed: number) {
  const books = yearBooks(scene.place, year, scene.seed)
  const adminExpense = books.expense - sumOf(books.expenses, 'otherExpense')
  const profit = books.income - books.expense
  const distributable = profit + openingUndistributed
  const share = (percent: number) => (distributable > 0 && profit > 0 ? Math.floor((profit * percent) / 100) : 0)
  const [reserveFund, welfareFund, memberDistribution] = [share(15), share(8), share(40)]
  return {
    operatingIncome: 0,
    contractIncome: sumOf(books.incomes, 'rentContractIncome'),
    investIncome: sumOf(books.incomes, 'enterpriseProfit'),
    subsidyIncome: sumOf(books.incomes, 'subsidyIncome'),
    otherIncome: sumOf(books.incomes, 'otherIncome'),
    totalIncome: books.income,
    operatingExpense: 0,
    adminExpense,
    otherExpense: books.expense - adminExpense,
    totalExpense: books.expense,
    profit,
    openingUndistributed,
    distributable,
    reserveFund,
    welfareFund,
    memberDistribution,
    closingUndistributed: distributable - reserveFund - welfareFund - memberDistribution,
  }
}

const cadrePay: FormMaker = (scene) => {
  const { secretary, director, officer } = scene.place.holders
  const pay = (name: string, position: string, standard: number) => ({
    name,
    position,
    kind: '基本报酬',
    standard: yuan(standard),
    amount: yuan(standard * 3),
    fundSource: '财政',
    period: scene.period,
  })
  // What the months' details say was paid by lists: to the heads of groups, and for lost work.
  const entries = scene.months.flatMap((month) => monthBooks(scene.place, month, scene.seed).expenses)
  const heads = groupHeads(scene.place, scene.seed)
  const toHeads = sumOf(entries, 'cadrePay') / Math.max(1, heads.length)
  const headRows = (toHeads === 0 ? [] : heads).map((name, i) => ({
    name,
    position: `${scene.place.groups[i]}组长`,
    kind: '基本报酬',
    amount: yuan(toHeads),
    fundSource: '财政',
    period: scene.period,
  }))
  const missed = entries
    .filter((e) => e.head === 'lostWork')
    .flatMap((e) => {
      const halves = e.fen / halfDay
      const people = villagers(scene, `missedWork/${e.text}`, Math.min(4, halves))
      return people.map((name, i) => {
        const own = Math.floor(halves / people.length) + (i < halves % people.length ? 1 : 0)
        return {
          name,
          position: e.text.replace('误工补贴', ''),
          kind: '误工补贴',
          days: (own / 2).toFixed(1),
          standard: yuan(halfDay * 2),
          amount: yuan(own * halfDay),
          fundSource: '集体',
          period: scene.period,
        }
      })
    })
  return [
    pay(secretary, '村党组织书记', 320_000),
    ...(director === secretary ? [] : [pay(director, '村委会主任', 300_000)]),
    pay(officer, '村务公开专职人员', 240_000),
    ...headRows,
    ...missed,
  ]
}

/** The largest spendings of the month before, from the same books as the month's details. */
const bigExpense: FormMaker = (scene) => {
  const month = addMonths(scene.on.slice(0, 7), -1)
  const entries = monthBooks(scene.place, month, scene.seed).expenses
  // Lists of people have tables of their own.
  const large = entries
    .filter((e) => e.party !== 'roll' && e.party !== 'person')
    .toSorted((a, b) => Number(b.party === 'firm') - Number(a.party === 'firm') || b.fen - a.fen)
  const entry = inTurn(scene, 'bigExpense', large.slice(0, 2))
  return [
    {
      event: entry.text,
      occurDate: entry.day,
      amount: yuan(entry.fen),
      decision: scene.random.pick(['四议两公开', '村民代表会议']),
      decisionDate: addDays(entry.day, -scene.random.int(3, 20)),
      counterparty: partyName(scene, entry),
      contractNo: `合同${month.slice(0, 4)}-${scene.random.int(1, 40)}`,
      fundSource: entry.fund,
    },
  ]
}

const specialFund: FormMaker = (scene) => {
  const opening = scene.random.fen(0, 20_000, 100)
  const received = scene.random.fen(10_000, 120_000, 100)
  const used = Math.round((received * scene.random.int(20, 90)) / 100 / 100) * 100
  return [
    {
      fundName: inTurn(scene, 'specialFund', ['水毁修复专项', '高标准农田管护专项', '山塘加固专项']),
      docNo: `晴财农〔${scene.on.slice(0, 4)}〕${scene.random.int(3, 60)}号`,
      opening: yuan(opening),
      received: yuan(received),
      used: yuan(used),
      usage: `${scene.random.pick(['修复渠道和机耕桥', '购买管护材料、支付人工'])}；由镇三资中心直接支付，不进村账`,
      closing: yuan(opening + received - used),
      approvalMeeting: `${scene.on.slice(0, 7)}村民代表会议`,
    },
  ]
}

export const financeForms: Record<string, FormMaker> = {
  F31: committeeAudit,
  F33: budget,
  F34: monthlySummary,
  F35: incomeDetails,
  F36: expenseDetails,
  F37: cashAndBank,
  F40: cadrePay,
  F41: yearAccounts,
  F42: specialFund,
  F43: bigExpense,
}
