/**
 * The demo read as a villager reads it, over HTTP, from the public pages and the open data: it tells the same of the
 * same thing wherever it is told. Every check goes over all places that have published what it asks for.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readFileSync } from 'node:fs'
import { root } from '../src/platform/root.ts'
import { demoPassword } from '../src/modules/staff/demo.ts'
import { codeOf } from './console.ts'
import { demoServer } from './demoFolder.ts'
import type { Server } from './server.ts'

type Row = Readonly<Record<string, string | number | boolean | null | undefined>>
type Notice = {
  code: string
  version: number
  place: string
  item: string
  period: string
  stage: string
  title: string
  audience: string
  withdrawn: unknown
  published_at: string
  content: { rows: Row[]; totals: Row } | null
}
type Place = {
  slug: string
  level: string
  name: string
  parent: string | null
  households: number | null
  population: number | null
}

let server: Server
let places: Map<string, Place>
/** The newest version of each that still stands. */
let notices: Notice[]

beforeAll(async () => {
  server = await demoServer()
  // The first question to a county that has just opened beside others may be told to come again.
  const json = async <T>(path: string) =>
    (
      await vi.waitUntil(
        async () => {
          const answer = await fetch(`${server.url}${path}`)
          if (answer.status === 503) return undefined
          if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
          return { told: (await answer.json()) as T }
        },
        { interval: 1_000, timeout: 120_000 },
      )
    ).told
  places = new Map((await json<Place[]>('/open/places.json')).map((p) => [p.slug, p]))
  // The page of open data lists the latest months; the demo's life begins up to five before.
  const months = [thisMonth()]
  while (months.length < 6) months.push(monthBefore(months.at(-1)!))
  const newest = new Map<string, Notice>()
  for (const month of months)
    for (const n of await json<Notice[]>(`/open/notices.json?month=${month}`))
      if (n.version >= (newest.get(n.code)?.version ?? 0)) newest.set(n.code, n)
  notices = [...newest.values()].filter((n) => n.withdrawn === null && n.title !== '')
  expect(notices.length).toBeGreaterThan(1_500)
})
afterAll(() => server?.stop())

const fen = (v: unknown) => Math.round(Number(v ?? 0) * 100)
const total = (n: Notice, key: string) => n.content!.rows.reduce((sum, row) => sum + fen(row[key]), 0)
const of = (item: string) => notices.filter((n) => n.item === item && n.content && n.content.rows.length > 0)
const one = (place: string, item: string, period?: string) =>
  of(item).find((n) => n.place === place && (period === undefined || n.period === period))
const fieldsOf = (n: Notice) => (n.content as unknown as { rows: Row[]; fields?: Row }).rows[0] ?? {}
const day = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)
const where = (n: Notice) => `${n.place} ${n.item} ${n.period} ${n.stage} ${n.title}`
const thisMonth = () => day(new Date().toISOString()).slice(0, 7)
const monthBefore = (month: string) => {
  const at = new Date(`${month}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() - 1)
  return at.toISOString().slice(0, 7)
}
const monthsOf = (quarter: string) =>
  [1, 2, 3].map((i) => `${quarter.slice(0, 4)}-${String((Number(quarter[5]) - 1) * 3 + i).padStart(2, '0')}`)
/** Every text of a notice, with its keys. */
function* texts(value: unknown, key = ''): Generator<[string, string]> {
  if (typeof value === 'string') yield [key, value]
  else if (Array.isArray(value)) for (const v of value) yield* texts(v, key)
  else if (value !== null && typeof value === 'object')
    for (const [k, v] of Object.entries(value)) yield* texts(v, Array.isArray(value) ? key : k)
}

test('groups that are named exist in that village, and are as many as it says', async () => {
  const groupsOf = new Map(of('C02-05').map((n) => [n.place, new Set(n.content!.rows.map((r) => String(r.groupNo)))]))
  expect(groupsOf.size).toBeGreaterThan(15)
  const wrong: string[] = []
  const named = /(?<![第每一二三四五六七八九十])(?:[一二三四五六七八九]|十[一二]?)组/g
  for (const n of notices) {
    const place = places.get(n.place)!
    const known = groupsOf.get(place.level === 'group' ? place.parent! : n.place)
    if (!known) continue
    for (const [key, text] of [...texts(n.content), ['title', n.title] as [string, string]])
      for (const [group] of text.matchAll(named))
        if (!known.has(group)) wrong.push(`${where(n)} ${key}: ${group} in ${text}`)
  }
  for (const n of of('C02-01')) {
    const known = groupsOf.get(n.place)
    if (known && Number(fieldsOf(n).groupCount) !== known.size) wrong.push(`${where(n)}: ${fieldsOf(n).groupCount}`)
  }
  // What the village's own pages tell: reports that were answered, powers at work, its groups.
  for (const [slug, known] of groupsOf)
    for (const path of ['', '/echo', '/powers', '/notices']) {
      const html = await (await fetch(`${server.url}/v/${slug}${path}`)).text()
      for (const [group] of html.replace(/<[^>]*>/g, '\n').matchAll(named))
        if (!known.has(group)) wrong.push(`/v/${slug}${path}: ${group}`)
    }
  expect(wrong).toEqual([])
})

test('a month closes with what it opened with, what came in and what went out; details and accounts say the same', () => {
  const wrong: string[] = []
  const says = (n: Notice, what: string, a: number, b: number) => {
    if (a !== b) wrong.push(`${where(n)} ${what}: ${a} and ${b}`)
  }
  let compared = 0
  for (const n of of('C07-02')) {
    const row = n.content!.rows[0]!
    says(n, 'closing', fen(row.endBalance), fen(row.lastBalance) + fen(row.totalIncome) - fen(row.totalExpense))
    const before = one(n.place, 'C07-02', monthBefore(n.period))
    if (before) says(n, 'opening', fen(row.lastBalance), fen(before.content!.rows[0]!.endBalance))
    const [income, expense, accounts, audit] = ['C07-03', 'C07-04', 'C07-05', 'C06-03'].map((item) =>
      one(n.place, item, n.period),
    )
    if (income) says(n, 'income', fen(row.totalIncome), total(income, 'amount'))
    if (income && income.content!.totals.amount !== undefined)
      says(income, 'total', fen(income.content!.totals.amount), total(income, 'amount'))
    if (expense) says(n, 'expense', fen(row.totalExpense), total(expense, 'amount'))
    if (accounts) says(n, 'accounts', fen(row.endBalance), total(accounts, 'closingBalance'))
    if (audit) says(n, 'audited', fen(row.totalExpense), fen(audit.content!.rows[0]!.expenseTotal))
    if (audit && income && expense)
      says(
        n,
        'vouchers',
        Number(audit.content!.rows[0]!.vouchers),
        income.content!.rows.length + expense.content!.rows.length,
      )
    if (before && income && expense && accounts) compared += 1
  }
  expect(wrong).toEqual([])
  expect(compared).toBeGreaterThan(20)
})

test('what a quarter tells of rents, pay, grants and large spendings stands in its months', () => {
  const wrong: string[] = []
  let compared = 0
  for (const n of of('C08-03').filter((x) => places.get(x.place)!.level === 'village')) {
    const rows = n.content!.rows
    if (new Set(rows.map((r) => r.subject)).size !== rows.length) wrong.push(`${where(n)}: one thing let twice`)
    for (const month of monthsOf(n.period))
      for (const r of one(n.place, 'C07-03', month)?.content?.rows ?? []) {
        if (!/租金|承包款$/.test(String(r.summary))) continue
        compared += 1
        const contract = rows.find((c) => String(r.summary).startsWith(String(c.subject)))
        if (!contract || contract.contractor !== r.payer || fen(contract.receivedThisPeriod) !== fen(r.amount))
          wrong.push(`${where(n)}: ${r.summary} ${r.payer} ${r.amount}`)
      }
    for (const deal of of('C08-06').filter((d) => d.place === n.place))
      if (rows.some((r) => String(fieldsOf(deal).subject).includes(String(r.subject))))
        wrong.push(`${where(deal)}: offered while it is let`)
  }
  for (const n of of('C07-08'))
    for (const month of monthsOf(n.period))
      for (const r of one(n.place, 'C07-04', month)?.content?.rows ?? []) {
        if (!String(r.item).endsWith('误工补贴')) continue
        const paid = n.content!.rows.filter((p) => p.kind === '误工补贴' && `${p.position}误工补贴` === r.item)
        if (paid.reduce((sum, p) => sum + fen(p.amount), 0) < fen(r.amount))
          wrong.push(`${where(n)}: ${r.item} ${r.amount}`)
      }
  for (const n of of('C09-01'))
    for (const month of monthsOf(n.period))
      for (const r of one(n.place, 'C07-03', month)?.content?.rows ?? []) {
        if (!/补助|运转经费/.test(String(r.incomeType))) continue
        if (
          !n.content!.rows.some(
            (g) => g.fundName === r.summary && g.received === r.amount && g.receivedDate === r.voucherDate,
          )
        )
          wrong.push(`${where(n)}: ${r.summary} ${r.amount}`)
      }
  for (const n of of('C07-11').filter((x) => x.period.includes('c07-11'))) {
    const [big] = n.content!.rows
    const month = one(n.place, 'C07-04', String(big!.occurDate).slice(0, 7))
    if (
      month &&
      !month.content!.rows.some(
        (r) => r.item === big!.event && r.amount === big!.amount && r.payee === big!.counterparty,
      )
    )
      wrong.push(`${where(n)}: ${JSON.stringify(big)}`)
  }
  expect(wrong).toEqual([])
  expect(compared).toBeGreaterThan(20)
})

/** Days that lie ahead by their nature. */
const ahead =
  /end|until|deadline|window|noticePeriod|validity|finishBy|plan|term|due|warranty|timePlace|applyTime|duration|start/i

test('nothing is told before it was, and things come in their order', () => {
  const wrong: string[] = []
  for (const n of notices) {
    const out = day(n.published_at)
    for (const [key, text] of texts(n.content))
      if (!ahead.test(key))
        for (const [at] of text.matchAll(/\d{4}-\d{2}-\d{2}/g))
          if (at > out && key !== 'date') wrong.push(`${where(n)} ${key}: ${at} is told on ${out}`)
    for (const row of n.content?.rows ?? []) {
      const period = /^(\d{4}-\d{2}-\d{2}) 至 (\d{4}-\d{2}-\d{2})$/.exec(String(row.noticePeriod ?? ''))
      // A correction keeps the days of the first version.
      if (period && n.version === 1 && (period[1]! <= out || period[1]! > period[2]!))
        wrong.push(`${where(n)}: shown from ${period[1]}, published on ${out}`)
      const order = [
        ['proposeDate', 'deliberateDate', 'reviewDate', 'resolveDate'],
        ['submittedDate', 'reviewDate', 'replyDate'],
        ['noticeDate', 'openDate'],
        ['decisionDate', 'occurDate'],
        ['signDate', 'planEnd'],
        ['completeDate', 'acceptDate'],
        ['startDate', 'endDate'],
      ]
      for (const keys of order) {
        const days = keys.map((k) => String(row[k] ?? '')).filter((d) => /^\d{4}-/.test(d))
        if (days.some((d, i) => i > 0 && d < days[i - 1]!))
          wrong.push(`${where(n)} ${keys.join('≤')}: ${days.join(' ')}`)
      }
    }
  }
  expect(wrong).toEqual([])
})

test('the stages of one thing name the same thing, the same days, the same money', () => {
  const steady = [
    'project',
    'matter',
    'proposeDate',
    'noticeDate',
    'budget',
    'totalCost',
    'contractor',
    'contractAmount',
    'signDate',
    'projectName',
    'received',
    'receivedDate',
    'raisedFund',
    'perPerson',
  ]
  const byThing = Map.groupBy(
    notices.filter((n) => n.stage !== '' && n.period.startsWith('E:') && n.content),
    (n) => `${n.place} ${n.item} ${n.period}`,
  )
  const wrong: string[] = []
  for (const [thing, told] of byThing)
    for (const key of steady) {
      const said = new Set(
        told.map((n) => n.content!.rows[0]?.[key]).filter((v) => v !== undefined && v !== null && v !== ''),
      )
      if (said.size > 1) wrong.push(`${thing} ${key}: ${[...said].join(' and ')}`)
    }
  expect(wrong).toEqual([])
  expect([...byThing.values()].filter((t) => t.length > 1).length).toBeGreaterThan(5)
  // One work is told of under one item: nobody reads of it at two prices.
  const priced = Map.groupBy(
    notices.filter((n) => /^C10-0[345]$/.test(n.item) && n.period.includes('c10-')),
    (n) => `${n.place} ${fieldsOf(n).project}`,
  )
  for (const [work, told] of priced) expect(new Set(told.map((n) => n.item)).size, work).toBe(1)
})

test('one village has one number of deputies, of members of the Party, of people', () => {
  const wrong: string[] = []
  for (const list of of('C02-05')) {
    const deputies = list.content!.rows.filter((r) => r.role === '村民代表')
    const place = places.get(list.place)!
    const linked = deputies.reduce((sum, r) => sum + Number(r.linkedHouseholds), 0)
    if (place.households !== null && linked !== place.households)
      wrong.push(`${where(list)}: ${linked} households, the village has ${place.households}`)
    if (new Set(list.content!.rows.map((r) => r.name)).size !== list.content!.rows.length)
      wrong.push(`${where(list)}: somebody twice`)
    for (const meeting of of('C05-02').filter((n) => n.place === list.place))
      for (const r of meeting.content!.rows)
        if (Number(r.expected) !== deputies.length)
          wrong.push(`${where(meeting)}: ${r.expected} deputies, the list has ${deputies.length}`)
  }
  for (const n of of('C05-03').filter((x) => x.period.includes('c05-03')))
    for (const month of of('C03-06').filter((x) => x.place === n.place))
      for (const r of month.content!.rows)
        if (r.expected !== n.content!.rows[0]!.expected)
          wrong.push(`${where(n)}: ${n.content!.rows[0]!.expected} and ${r.expected}`)
  for (const n of of('C04-16'))
    if (Number(n.content!.rows[0]!.populationEnd) !== places.get(n.place)!.population)
      wrong.push(
        `${where(n)}: ${n.content!.rows[0]!.populationEnd} people, the village's page says ${places.get(n.place)!.population}`,
      )
  for (const n of notices.filter((x) => /^C05-0[1235]$/.test(x.item)))
    for (const r of n.content?.rows ?? []) {
      const cast = Number(r.approve) + Number(r.oppose ?? 0) + Number(r.abstain ?? 0)
      if (
        r.present !== undefined &&
        (Number(r.present) > Number(r.expected) || (!Number.isNaN(cast) && cast !== Number(r.present)))
      )
        wrong.push(`${where(n)}: ${r.expected} ${r.present} ${cast}`)
    }
  expect(wrong).toEqual([])
})

test('one person, one post, one telephone, on whatever page; who supervises does not govern', async () => {
  const wrong: string[] = []
  for (const roster of of('C02-02')) {
    const rows = roster.content!.rows
    const holder = (post: string) => rows.filter((r) => r.position === post).map((r) => String(r.name))
    const page =
      (await (await fetch(`${server.url}/v/${roster.place}/duties`)).text()) +
      (await (await fetch(`${server.url}/v/${roster.place}`)).text())
    for (const r of rows.slice(0, 3))
      if (!page.includes(String(r.name))) wrong.push(`${where(roster)}: ${r.name} is not on the page`)
    const governing = [...holder('党组织书记'), ...holder('村委会主任'), ...holder('文书')]
    for (const name of [...holder('村务监督委员会主任'), ...holder('村务监督委员会委员')])
      if (governing.includes(name)) wrong.push(`${where(roster)}: ${name} supervises and governs`)
    const phones = new Set(rows.map((r) => r.officePhone))
    if (phones.size !== 1 || !page.includes(String([...phones][0])))
      wrong.push(`${where(roster)}: ${[...phones].join()}`)
    const cadres = new Set(rows.map((r) => r.name))
    for (const n of notices.filter((x) => x.place === roster.place))
      for (const r of n.content?.rows ?? []) {
        for (const key of ['contractor', 'winner', 'counterparty', 'buyer', 'incoming', 'creditor', 'debtor'])
          if (cadres.has(r[key])) wrong.push(`${where(n)}: ${r[key]} deals with the village that he governs`)
        if (r.approver !== undefined && r.approver === r.handler)
          wrong.push(`${where(n)}: ${r.approver} approves his own`)
        if (n.item === 'C02-07' && r.roleType === '联村干部') {
          const township = places.get(roster.place)!.parent!
          if (!(staffOf.get(township) ?? '').includes(String(r.name)))
            wrong.push(`${where(n)}: ${r.name} is not of ${township}`)
        }
        if (n.item === 'C02-06' && !page.includes(String(r.gridMember)))
          wrong.push(`${where(n)}: ${r.gridMember} is nobody's grid worker on the page`)
      }
  }
  expect(wrong).toEqual([])
})
const staffOf = new Map<string, string>()
beforeAll(async () => {
  for (const t of [...places.values()].filter((p) => p.level === 'township'))
    staffOf.set(t.slug, await (await fetch(`${server.url}/v/${t.slug}/duties`)).text())
})

test('titles say what it is about: none twice under one item of a place; the county’s notices are the county’s', () => {
  const twice = [...Map.groupBy(notices, (n) => `${n.place} ${n.item} ${n.title}`)]
    .filter(([, told]) => told.length > 1)
    .map(([key, told]) => `${key}: ${told.length} times`)
  expect(twice).toEqual([])
  const levels = Map.groupBy(
    notices.filter((n) => n.item === 'C12-01'),
    (n) => n.title,
  )
  const shared = [...levels].filter(([, told]) => {
    const kinds = new Set(told.map((n) => places.get(n.place)!.level).map((l) => (l === 'group' ? 'village' : l)))
    return kinds.size > 1
  })
  expect(shared.map(([title]) => title)).toEqual([])
})

test('what has been public for a week has been read, in every month and place', async () => {
  const read = async (path: string) => (await fetch(`${server.url}${path}`)).text()
  const months = [...(await read('/figures')).matchAll(/<th scope="row">[^<]* 月<\/th>.*?>([\d,]+)<\/td><\/tr>/g)]
  expect(months.length).toBeGreaterThan(2)
  // The month that has just begun may have no day behind it.
  for (const [, views] of months.slice(1)) expect(views).not.toBe('0')
  expect(await read('/v/liuwan')).toContain('这一页被看过')
})

test('reports received by month add up to the year, and each month says its own', async () => {
  const read = async (query: string) => (await fetch(`${server.url}/reports/all${query}`)).text()
  const plain = (html: string) => html.replace(/<wbr\/?>/g, '').replace(/<[^>]+>/g, '')
  const received = (html: string) => Number(/收到 (\d+) 件，答复/.exec(plain(html))![1])
  const year = await read('')
  const months = [...year.matchAll(/<option value="(\d{4}-\d{2})">[^（]*（(\d+)）/g)]
  expect(months.length).toBeGreaterThan(1)
  expect(months.reduce((sum, m) => sum + Number(m[2]), 0)).toBe(received(year))
  for (const [, month, n] of months) expect(received(await read(`?month=${month}`))).toBe(Number(n))
})

/** A table of the demo's pack, by its header. */
const pack = (file: string): Record<string, string>[] => {
  const [head, ...lines] = readFileSync(`${root}/counties/demo/${file}`, 'utf8')
    .replace('\uFEFF', '')
    .trim()
    .split(/\r?\n/)
  const keys = head!.split(',')
  return lines.map((l) => Object.fromEntries(l.split(',').map((v, i) => [keys[i]!, v])))
}

test('the kin register is true to its people, and no relative reviews what a relative decides', () => {
  const people = Map.groupBy(pack('people.csv'), (p) => p['人员编码']!)
  const kin = pack('kin.csv').map((k) => ({
    one: people.get(k['人员编码']!)!,
    other: people.get(k['亲属编码']!)!,
    relation: k['关系']!,
  }))
  expect(kin.length).toBeGreaterThan(5)
  const wrong: string[] = []
  const decides = ['V-SECRETARY', 'V-DIRECTOR', 'V-OFFICER', 'V-FIRST', 'V-DIRECT']
  const pairs = new Set<string>()
  for (const { one, other, relation } of kin) {
    const [a, b] = [one[0]!, other[0]!]
    const say = `${a['姓名']} ${b['姓名']} ${relation}`
    const pair = [a['人员编码'], b['人员编码']].toSorted().join()
    if (pairs.has(pair) || a['人员编码'] === b['人员编码']) wrong.push(`${say}: twice, or of oneself`)
    pairs.add(pair)
    // Who is of one clan bears one name.
    if (/^(叔|伯|堂|兄弟|父|姐妹)/.test(relation) && a['姓名']![0] !== b['姓名']![0]) wrong.push(say)
    for (const [x, y] of [
      [one, other],
      [other, one],
    ] as const)
      for (const seat of x.filter((t) => t['岗位编码']!.startsWith('V-SUP')))
        if (y.some((t) => t['单位编码'] === seat['单位编码'] && decides.includes(t['岗位编码']!)))
          wrong.push(`${say}: one reviews what the other decides`)
    // No relative of whoever governs does business with the village.
    const near = new Set([a['姓名'], b['姓名']])
    for (const n of notices.filter((x) => homes(one, other).has(x.place)))
      for (const r of n.content?.rows ?? [])
        for (const key of ['contractor', 'winner', 'counterparty', 'buyer'])
          if (near.has(r[key] as string)) wrong.push(`${say}: ${where(n)} ${r[key]}`)
  }
  expect(wrong).toEqual([])
})
const slugs = new Map(pack('regions.csv').map((r) => [r['编码']!, r['网址名']!]))
const homes = (...people: Record<string, string>[][]) => new Set(people.flat().map((p) => slugs.get(p['单位编码']!)))

test('an echo wall never says two matters of one village with one title; everybody who can be called has a number', async () => {
  const wrong: string[] = []
  const villages = [...places.values()].filter((p) => p.level === 'village' && notices.some((n) => n.place === p.slug))
  expect(villages.length).toBeGreaterThan(15)
  for (const { slug } of villages) {
    const titles: string[] = []
    for (let page = 1, more = true; more; page++) {
      const html = await (await fetch(`${server.url}/v/${slug}/echo?page=${page}`)).text()
      const rows = [...html.matchAll(/<a href="\/reports\/[^"?]+"[^>]*><span class="what">(.*?)<span class="when">/g)]
      const found = rows.map((m) => m[1]!.replace(/<[^>]*>/g, '').trim()).filter((t) => t !== '')
      titles.push(...found)
      more = html.includes(`page=${page + 1}`)
    }
    if (slug === 'liuwan') expect(titles.length).toBeGreaterThan(30)
    for (const [title, same] of Map.groupBy(titles, (t) => t)) if (same.length > 1) wrong.push(`${slug}: ${title}`)
  }
  for (const slug of [...villages.map((v) => v.slug), ...staffOf.keys()]) {
    const html = await (await fetch(`${server.url}/v/${slug}`)).text()
    const [, list] = /aria-label="谁在负责">([\s\S]*?)<\/ul>/.exec(html) ?? []
    for (const row of (list ?? '').split('</li>').filter((r) => r.includes('<b>')))
      if (!row.includes('href="tel:')) wrong.push(`${slug}: ${/<b>([^<]*)/.exec(row)![1]} has no number`)
  }
  expect(wrong).toEqual([])
})

const cookiesOf = (answer: Response) => answer.headers.getSetCookie().map((c) => c.split(';')[0]!)
/** What a request to the console's routes is answered for whoever signed in. */
async function signedIn(username: string) {
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${server.url}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url, cookie },
      body: JSON.stringify(body),
    })
  const jar = cookiesOf(await post('/session', { username, password: demoPassword }))
  // Read now: a code is good for half a minute.
  const code = await codeOf(server, username)
  if (code !== null) jar.push(...cookiesOf(await post('/session/code', { code }, jar.join('; '))))
  return async <T>(path: string): Promise<T> =>
    (await (await fetch(`${server.url}/api${path}`, { headers: { cookie: jar.join('; ') } })).json()) as T
}

/** Who looks on and has no inbox of their own; each sees their own list instead. */
const lookers: Record<string, string> = { 'qingxi-liaison': '/callbacks', inspector: '/cards' }
/**
 * The group's head drafts when something happens, the discipline office when somebody accuses: nothing waits by itself.
 */
const onCall = ['liuwan-yizu', 'discipline']

test('each demo account finds something to do where its role would', async () => {
  const { accounts } = (await (await fetch(`${server.url}/api/demo-accounts`)).json()) as {
    accounts: { username: string }[]
  }
  expect(accounts.length).toBeGreaterThan(20)
  const idle: string[] = []
  for (const account of accounts) {
    if (onCall.includes(account.username)) continue
    const get = await signedIn(account.username)
    const list = lookers[account.username]
    const n = list
      ? Object.values(await get<Record<string, unknown[]>>(list)).flat().length
      : (await get<{ total: number }>('/tasks')).total
    if (!(n > 0)) idle.push(account.username)
  }
  expect(idle).toEqual([])
})

test('a villager signs in with a telephone that the demo shows, and reads what is for the village only', async () => {
  const page = await (await fetch(`${server.url}/my/sign-in`)).text()
  const phones = [...page.matchAll(/<b class="mono">(\d{11})<\/b>/g)].map((m) => m[1]!)
  expect(phones.length).toBeGreaterThan(1)
  const jar = new Map<string, string>()
  const visit = async (path: string, form?: Record<string, string>): Promise<string> => {
    const answer = await fetch(`${server.url}${path}`, {
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      headers: { origin: server.url, cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') },
      redirect: 'manual',
    })
    for (const c of cookiesOf(answer)) jar.set(c.slice(0, c.indexOf('=')), c.slice(c.indexOf('=') + 1))
    return answer.status === 303 ? visit(answer.headers.get('location')!) : answer.text()
  }
  const asked = await visit('/my/code', { phone: phones[0]!, to: '' })
  const code = /验证码是 <b class="mono">(\d{6})/.exec(asked)![1]!
  const mine = await visit('/my/sign-in', { code })
  expect(mine).toContain('您好')
  expect(mine).toContain('柳湾村')
  const newest = notices.filter((n) => n.place === 'liuwan' && n.audience === 'villageResidents')
  const narrow = newest.toSorted((a, b) => (a.published_at < b.published_at ? 1 : -1))[0]!
  const title = narrow.title.replace(/（.*/, '').slice(0, 6)
  expect(await visit(`/my/d/${narrow.code}`)).toContain(title)
  expect(await visit(`/my/d/${narrow.code}`)).not.toContain('登录后看')
})
