/**
 * The books of an invented village. Every finance table of a month is a view of the same entries,
 * so that F34, F35, F36, F37 and F31 agree, and a month opens with what the month before closed with.
 */
import { addMonths, lastDayOfMonth } from '../../platform/clock.ts'
import { monthsBetween } from './days.ts'
import { rentsIn } from './facts.ts'
import type { DemoPlace } from './scene.ts'
import { randomOf } from './random.ts'

/** Columns of F34 into which an entry counts. */
export type IncomeHead = 'rentContractIncome' | 'enterpriseProfit' | 'subsidyIncome' | 'otherIncome'
export type ExpenseHead = 'cadrePay' | 'meetingFee' | 'phoneFee' | 'postage' | 'utilities' | 'lostWork' | 'otherExpense'
/** Who paid or was paid; `roll` is a list of villagers that is published in a table of its own. */
export type Party = 'tenant' | 'person' | 'firm' | 'shop' | 'treasury' | 'bank' | 'power' | 'telecom' | 'post' | 'roll'
export type Entry<Head> = {
  head: Head
  kind: string
  text: string
  fund: string
  party: Party
  /** Who it was, where a contract says so. */
  who?: string
  fen: number
  day: string
}
export type MonthBooks = {
  incomes: Entry<IncomeHead>[]
  expenses: Entry<ExpenseHead>[]
  income: number
  expense: number
}
export type Balances = { opening: number; closing: number; ytdIncome: number; ytdExpense: number }

/** Half a day of lost work, in fen. */
export const halfDay = 6_000

/** The books begin here; the opening balance of this month is invented. */
const firstMonth = '2025-01'

/** Entries of one month in fen. Expenses stay below income plus 4,000 yuan, so that no account falls below nothing. */
export function monthBooks(place: DemoPlace, month: string, seed: string): MonthBooks {
  const random = randomOf(seed, place.code, 'books', month)
  const scale = Math.min(3, Math.max(0.6, place.households / 300))
  const day = () => `${month}-${String(random.int(2, Number(lastDayOfMonth(month).slice(8)) - 1)).padStart(2, '0')}`
  const amount = (min: number, max: number) => random.fen(min * scale, max * scale, 10)

  const incomes: Entry<IncomeHead>[] = []
  const earn = (
    probability: number,
    head: IncomeHead,
    kind: string,
    text: string,
    fund: string,
    party: Party,
    min: number,
    max: number,
  ) => {
    if (random.chance(probability)) incomes.push({ head, kind, text, fund, party, fen: amount(min, max), day: day() })
  }
  for (const rent of rentsIn(place, month, seed))
    incomes.push({ head: 'rentContractIncome', fund: '集体收入', party: 'tenant', day: day(), ...rent })
  earn(0.12, 'enterpriseProfit', '投资收益', '光伏电站发电收益', '集体收入', 'power', 3000, 8000)
  earn(
    Number(month.slice(5)) % 3 === 1 ? 1 : 0.15,
    'subsidyIncome',
    '运转经费补助',
    '村级组织运转经费',
    '财政补助',
    'treasury',
    6000,
    16000,
  )
  earn(
    0.2,
    'subsidyIncome',
    '专项补助',
    random.pick(['人居环境整治补助', '道路养护补助', '农家书屋补助']),
    '专项资金',
    'treasury',
    2000,
    12000,
  )
  earn(0.06, 'otherIncome', '社会捐赠', '在外乡亲捐款', '捐赠', 'person', 500, 5000)
  earn(0.3, 'otherIncome', '其他', random.pick(['废旧物资处理', '农机服务收入']), '集体收入', 'person', 60, 900)
  earn(1, 'otherIncome', '其他', '银行存款利息', '集体收入', 'bank', 10, 60)

  const expenses: Entry<ExpenseHead>[] = []
  const income = incomes.reduce((sum, entry) => sum + entry.fen, 0)
  let expense = 0
  /** `part`: what is shared out by lists divides by it. */
  const pay = (
    probability: number,
    head: ExpenseHead,
    kind: string,
    text: string,
    fund: string,
    party: Party,
    min: number,
    max: number,
    part = 1,
  ) => {
    if (!random.chance(probability)) return
    const drawn = Math.min(amount(min, max), income + 400_000 - expense)
    const fen = drawn - (drawn % part)
    if (fen <= 0) return
    expense += fen
    expenses.push({ head, kind, text, fund, party, fen, day: day() })
  }
  pay(1, 'otherExpense', '卫生费', '保洁员工资和垃圾清运费', '财政补助', 'person', 900, 2400)
  pay(1, 'utilities', '办公费', '村部水电费', '集体收入', 'power', 120, 480)
  pay(0.9, 'phoneFee', '办公费', '村部电话和网络费', '集体收入', 'telecom', 60, 160)
  pay(
    0.85,
    'otherExpense',
    '办公费',
    random.pick(['打印纸和公开栏材料', '档案盒和文具', '打印机墨盒']),
    '集体收入',
    'shop',
    60,
    480,
  )
  pay(
    0.6,
    'lostWork',
    '其他',
    random.pick(['修水渠误工补贴', '防汛巡查误工补贴', '森林防火巡护误工补贴']),
    '集体收入',
    'roll',
    240,
    1600,
    halfDay,
  )
  pay(0.35, 'meetingFee', '会议费', '村民代表会议茶水和资料费', '集体收入', 'shop', 60, 260)
  pay(0.2, 'postage', '报刊费', '报刊征订和邮寄费', '集体收入', 'post', 40, 320)
  pay(
    0.8,
    'cadrePay',
    '干部报酬',
    '村民小组长报酬和通讯补贴',
    '财政补助',
    'roll',
    1200,
    3200,
    1_000 * Math.max(1, place.groups.length),
  )
  pay(
    0.4,
    'otherExpense',
    '公益福利',
    random.pick(['慰问老人', '看望住院村民', '困难老人取暖用煤']),
    '集体收入',
    'roll',
    300,
    1800,
  )
  pay(
    0.5,
    'otherExpense',
    '经营支出',
    random.pick(['渠道清淤机械费', '机耕路修补', '果园管护人工']),
    '集体收入',
    'firm',
    1500,
    8000,
  )
  pay(0.25, 'otherExpense', '治安费', random.pick(['路灯维修材料', '监控设备维护']), '集体收入', 'shop', 200, 1500)
  pay(
    0.15,
    'otherExpense',
    '固定资产购建',
    random.pick(['购置割草机', '购置办公电脑', '安装健身器材']),
    '专项资金',
    'firm',
    1200,
    9000,
  )
  return { incomes, expenses, income, expense }
}

/** Balances of a month over all accounts, in fen, and the year's sums so far. */
export function balancesOf(place: DemoPlace, month: string, seed: string): Balances {
  let opening = openingOfBooks(place, seed)
  const result = { opening, closing: opening, ytdIncome: 0, ytdExpense: 0 }
  for (const m of monthsBetween(firstMonth, month)) {
    const { income, expense } = monthBooks(place, m, seed)
    if (m.endsWith('-01')) {
      result.ytdIncome = 0
      result.ytdExpense = 0
    }
    result.opening = opening
    result.closing = opening + income - expense
    result.ytdIncome += income
    result.ytdExpense += expense
    opening = result.closing
  }
  return result
}

/** Income and expense of a whole year, by head of F34, in fen. */
export function yearBooks(place: DemoPlace, year: string, seed: string): MonthBooks {
  const months = monthsBetween(`${year}-01`, addMonths(`${year}-01`, 11)).map((month) => monthBooks(place, month, seed))
  return {
    incomes: months.flatMap((m) => m.incomes),
    expenses: months.flatMap((m) => m.expenses),
    income: months.reduce((sum, m) => sum + m.income, 0),
    expense: months.reduce((sum, m) => sum + m.expense, 0),
  }
}

export function sumOf<Head>(entries: readonly Entry<Head>[], head: Head): number {
  return entries.reduce((sum, entry) => (entry.head === head ? sum + entry.fen : sum), 0)
}

/** Cash and land-compensation account stay the same; the rest lies in the basic account. */
export function fixedAccounts(place: DemoPlace, seed: string): { cash: number; land: number } {
  const random = randomOf(seed, place.code, 'accounts')
  return { cash: random.fen(200, 1900, 10), land: random.chance(0.3) ? random.fen(20_000, 90_000, 100) : 0 }
}

function openingOfBooks(place: DemoPlace, seed: string): number {
  const { cash, land } = fixedAccounts(place, seed)
  return cash + land + randomOf(seed, place.code, 'opening').fen(160_000, 900_000, 10)
}
