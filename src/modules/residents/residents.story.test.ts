/** A county's register from the Excel to a villager who reads what is meant for them: over HTTP, on a real database, jobs included. */
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { first, rows, sql } from '../../platform/db.ts'
import { handsOf, nothing, obligationOf, openOf, publish, type Hands } from '../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../test/world.ts'
import { idCheckDigit } from '../../kernel/forms/guard/checksums.ts'
import { residentVault } from '../../kernel/residents/vault.ts'
import type { SheetPreview } from '../county/lists/preview.ts'
import { sheetRows } from './import.sheet.ts'

let w: World
let admin: Person, agent: Person, hands: Hands
let neighbour: string
beforeAll(async () => {
  w = await makeWorld()
  ;[admin, agent, hands] = await Promise.all([w.signIn('admin'), w.signIn('liuwan-agent'), handsOf(w)])
  neighbour = (await first(w.office.db, sql<{ slug: string }>`SELECT slug FROM regions WHERE level = 'village' AND slug <> 'liuwan' AND NOT practice LIMIT 1`))!.slug
}, 60_000)
afterAll(() => w.close())

const idNumber = (born: string, order: string) => { const n = `990101${born}${order}`.replace(/^99/, '33'); return n + idCheckDigit(n) }
const mother = { name: '周桂花', id: idNumber('19560412', '002'), phone: '13911110001' }
const partyMan = { name: '郑国强', id: idNumber('19610903', '013'), phone: '13911110002' }
const villageName = async (slug: string) => (await first(w.office.db, sql<{ name: string }>`SELECT name FROM regions WHERE slug = ${slug}`))!.name

async function upload(name: string, bytes: Uint8Array, fields: Record<string, string>) {
  const form = new FormData()
  for (const [k, v] of Object.entries(fields)) form.set(k, v)
  form.set('file', new File([new Uint8Array(bytes)], name))
  const answer = await w.app.request('http://localhost/api/resident-imports', { method: 'POST', body: form, headers: { cookie: admin.cookie, origin: 'http://localhost', host: 'localhost' } })
  return { status: answer.status, body: (await answer.json()) as { id: string; message: string; sheet: SheetPreview } }
}
const told = { purpose: '村民登录查看本村公开', authority: '县民政局 2026 年 3 号函' }
const csv = (lines: string[][]) => new TextEncoder().encode(lines.map((l) => l.join(',')).join('\n'))

async function work(id: string, sheet: SheetPreview, what: 'try' | 'run', skipFaulty = false) {
  const sent = await admin.post(`/resident-imports/${id}/${what}`, { headerRow: sheet.headerRow, columns: sheet.columns, skipFaulty })
  expect(sent.status, JSON.stringify(sent.body)).toBe(200)
  return vi.waitUntil(async () => { const job = (await admin.get(`/jobs/${sent.body.job}`)).body; return job.finished_at ? job : undefined }, { timeout: 30_000, interval: 100 })
}
async function take(lines: string[][]) {
  const { body } = await upload('名册.csv', csv(lines), told)
  const job = await work(body.id, body.sheet, 'run')
  expect(job.failed).toBeNull()
  return { id: body.id, counts: job.result.counts }
}

/** A browser: keeps cookies, and goes on to where a form leads. `to`: where it led; `set`: the cookies that were given. */
const jar = () => {
  const cookies = new Map<string, string>()
  const once = async (path: string, form?: Record<string, string>) => {
    const answer = await w.app.request(`http://localhost${path}`, { ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}), headers: { cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; '), host: 'localhost', origin: 'http://localhost', ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) } })
    for (const set of answer.headers.getSetCookie()) { const [k, v] = set.split(';')[0]!.split(/=(.*)/s) as [string, string]; if (v === '') cookies.delete(k); else cookies.set(k, v) }
    return { status: answer.status, html: await answer.text(), to: answer.headers.get('location'), set: answer.headers.getSetCookie(), cache: answer.headers.get('cache-control') }
  }
  const post = async (path: string, form: Record<string, string>) => {
    const sent = await once(path, form)
    return sent.to === null ? sent : { ...(await once(sent.to)), to: sent.to, set: sent.set }
  }
  return { get: (path: string) => once(path), post, cookies }
}
const codeIn = (html: string) => /验证码是 <b class="mono">(\d{6})<\/b>/.exec(html)?.[1]
const wrongFor = (code: string) => (code === '000000' ? '111111' : '000000')
async function signIn(phone: string) {
  const browser = jar()
  const code = codeIn((await browser.post('/my/code', { phone, to: '' })).html)!
  return { browser, done: await browser.post('/my/sign-in', { code }) }
}
/** Limits of an hour are counted in the database's own time: the next story begins with none. */
const forgetLimits = () => sql`DELETE FROM rate_limits`.execute(w.office.db)

describe('the register', () => {
  test('comes in with its purpose and authority, tried without a trace, faults by line and column', async () => {
    const table = csv([['姓名', '行政村', '户主姓名', '与户主关系', '身份证号码', '联系电话', '政治面貌'], [mother.name, '柳湾村', mother.name, '户主', mother.id, mother.phone, '群众'], ['周小满', '柳湾', mother.name, '孙女', '330101200405210000', '', ''], [partyMan.name, '没有的村', partyMan.name, '户主', partyMan.id, '座机', '中共党员'], [mother.name, '柳湾村', mother.name, '户主', mother.id, '', '']])
    expect((await upload('名册.csv', table, { purpose: '', authority: told.authority })).body.message).toContain('请写明为什么要用')
    const { body } = await upload('名册.csv', table, told)
    expect(Object.keys(body.sheet.columns).sort()).toEqual(['household', 'idNumber', 'name', 'party', 'phone', 'relation', 'village'])
    const tried = await work(body.id, body.sheet, 'try')
    expect(tried.result.counts).toEqual({ total: 4, added: 1, changed: 0, same: 0, faults: 3 })
    expect(tried.result.faults.map((f: { line: number; field: string }) => [f.line, f.field])).toEqual([[3, '身份证号'], [4, '村'], [5, '']])
    expect(JSON.stringify(tried.result)).not.toContain(mother.id)
    expect(await rows(w.office.db, sql`SELECT 1 FROM residents`)).toEqual([])
    expect((await work(body.id, body.sheet, 'run')).failed).toContain('什么也没有导入')
  })

  test('is taken in, the same again changes nothing, a move and a death are kept as history, and undo takes back what nobody touched', async () => {
    const head = ['姓名', '村', '户号', '关系', '身份证号', '手机号', '是否党员', '状态', '变动日期']
    const rest = [[mother.name, '柳湾村', '001', '户主', mother.id, mother.phone, '', '', ''], ['周小满', '柳湾村', '001', '孙女', '', '', '', '', ''], [partyMan.name, '柳湾村', '002', '户主', partyMan.id, partyMan.phone, '是', '', ''], ['吴长根', '柳湾村', '003', '户主', '', mother.phone, '', '', '']]
    expect((await take([head, ...rest])).counts).toEqual({ total: 4, added: 4, changed: 0, same: 0, faults: 0 })
    expect((await take([head, ...rest])).counts).toMatchObject({ same: 4, added: 0, changed: 0 })
    const moved = await take([head, ['周小满', '柳湾村', '001', '孙女', '', '', '', '死亡', '2026-09-30'], [partyMan.name, await villageName(neighbour), '017', '户主', partyMan.id, '', '是', '', ''], ['新来的', '柳湾村', '009', '户主', '', '', '', '', '']])
    expect(moved.counts).toMatchObject({ added: 1, changed: 2 })
    expect(await rows(w.office.db, sql`SELECT r.name, c.kind FROM resident_changes c JOIN residents r ON r.id = c.resident_id ORDER BY c.kind`)).toEqual([{ name: '周小满', kind: 'died' }, { name: partyMan.name, kind: 'moved' }])
    expect((await admin.post(`/resident-imports/${moved.id}/undo`)).body).toEqual({ removed: 1, restored: 2, kept: 0 })
    expect(await rows(w.office.db, sql`SELECT r.name, g.slug, r.state FROM residents r JOIN regions g ON g.id = r.region_id WHERE r.name IN ('周小满', ${partyMan.name}) ORDER BY r.name COLLATE "C"`)).toEqual([{ name: '周小满', slug: 'liuwan', state: 'here' }, { name: partyMan.name, slug: 'liuwan', state: 'here' }])
  })

  test('keeps numbers sealed, and is searched only inside the own village', async () => {
    const kept = (await first(w.office.db, sql<{ whole: string }>`SELECT encode(convert_to(string_agg(r::text, ''), 'UTF8'), 'escape') AS whole FROM residents r`))!.whole
    for (const secret of [mother.id, mother.phone, partyMan.id]) expect(kept).not.toContain(secret)
    expect((await agent.get(`/residents?place=liuwan&q=${encodeURIComponent('周桂')}`)).body.people).toMatchObject([{ name: mother.name, household: '001', level: 0 }])
    const [{ id }] = (await agent.get(`/residents?place=liuwan&q=${mother.id}`)).body.people
    const card = (await agent.get(`/residents/${id}?place=liuwan`)).body
    expect([card.idNumber.slice(0, 3), card.phone]).toEqual(['330', '139****0001'])
    expect((await agent.get(`/residents?place=${neighbour}&q=a`)).status).toBe(404)
    expect((await admin.get('/residents?place=liuwan&q=a')).status).toBe(403)
    for (const table of ['residents', 'households']) await expect(sql.raw(`SELECT * FROM ${table}`).execute(w.office.public)).rejects.toThrow(/permission denied/)
  })

  test('the agent compares a person with the card; another number is refused', async () => {
    const [{ id }] = (await agent.get(`/residents?place=liuwan&q=${mother.id}`)).body.people
    expect((await agent.post(`/residents/${id}/check`, { place: 'liuwan', idNumber: partyMan.id })).body.message).toContain('不一样')
    expect((await agent.post(`/residents/${id}/check`, { place: 'liuwan', idNumber: mother.id })).status).toBe(200)
    expect((await agent.get(`/residents/${id}?place=liuwan`)).body).toMatchObject({ level: 2, changes: [{ kind: 'checked' }] })
  })
})

describe('a villager', () => {
  beforeEach(forgetLimits)
  test('signs in with a code that was sent, once; wrong ones and strangers’ telephones open nothing', async () => {
    const browser = jar()
    expect((await browser.get('/my')).to).toBe('/my/sign-in')
    expect((await browser.post('/my/code', { phone: '123', to: '' })).html).toContain('应该是 11 位数字')
    const sent = await browser.post('/my/code', { phone: partyMan.phone, to: '' })
    expect([sent.status, sent.to]).toEqual([200, '/my/code'])
    expect(sent.html).not.toContain(partyMan.phone)
    const code = codeIn(sent.html)!
    expect(codeIn((await browser.post('/my/code', { phone: partyMan.phone, to: '' })).html), 'pressed twice').toBe(code)
    expect(await rows(w.office.db, sql`SELECT 1 FROM notice_deliveries WHERE template = 'signInCode' AND state <> 'dropped'`)).toHaveLength(1)
    const refused = await browser.post('/my/sign-in', { code: wrongFor(code) })
    expect([refused.status, refused.to, refused.html.includes('验证码不对')]).toEqual([422, '/my/code', true])
    const done = await browser.post('/my/sign-in', { code })
    expect(done.to).toBe('/my')
    expect(done.set.find((s) => s.startsWith('sunlit.resident='))).toMatch(/^sunlit\.resident=[\w-]{43}; Path=\/my; .*HttpOnly; SameSite=Lax/)
    expect((await browser.get('/my/code')).to, 'back after signing in').toBe('/my')
    expect((await browser.get('/my/sign-in')).to).toBe('/my')
    const home = await browser.get('/my')
    expect(home.html).toContain(`${partyMan.name}，您好`)
    expect(home.cache).toBe('no-store')
    expect((await rows(w.office.db, sql`SELECT 1 FROM resident_codes WHERE code_hash = ${code}`)).length).toBe(0)
    const old = browser.cookies.get('sunlit.resident')!
    await browser.post('/my/sign-out', {})
    browser.cookies.set('sunlit.resident', old)
    expect((await browser.get('/my')).to).toBe('/my/sign-in')
  })

  test('is not told apart from a stranger: same words, same rows, same limits', async () => {
    const [known, stranger] = [jar(), jar()]
    const seen = await known.post('/my/code', { phone: partyMan.phone, to: '' })
    const unseen = await stranger.post('/my/code', { phone: '13977770002', to: '' })
    const plain = (html: string) => html.replace(/<p class="note">.*?<\/p>/, '').replaceAll(/1\d{2}\*{4}\d{4}/g, 'N')
    expect(plain(unseen.html)).toBe(plain(seen.html))
    expect(codeIn(unseen.html)).toBeUndefined()
    expect(await rows(w.office.db, sql`SELECT state, address IS NULL AND params IS NULL AS empty FROM notice_deliveries WHERE state = 'dropped'`)).toEqual([{ state: 'dropped', empty: true }])
    const asked = []
    for (let i = 0; i < 6; i++) asked.push((await stranger.post('/my/code', { phone: '13977770002', to: '' })).status)
    expect(asked).toEqual([200, 200, 200, 200, 422, 422])
  })

  test('a session that somebody planted ends with signing in, and the step between the forms cannot be made up', async () => {
    const victim = jar()
    victim.cookies.set('sunlit.resident', 'A'.repeat(43))
    victim.cookies.set('sunlit.step', 'A'.repeat(80))
    expect((await victim.get('/my/code')).to).toBe('/my/sign-in')
    const { browser } = await signIn(partyMan.phone)
    const first = browser.cookies.get('sunlit.resident')!
    const code = codeIn((await browser.post('/my/code', { phone: mother.phone, to: '' })).html)!
    await browser.post('/my/sign-in', { code })
    expect((await browser.get('/my/who')).html).toContain('您是哪一位')
    const resident = /value="([^"]+)"[^>]*>\s*<span>吴长根/.exec((await browser.get('/my/who')).html)![1]!
    await browser.post('/my/who', { resident })
    browser.cookies.set('sunlit.resident', first)
    expect((await browser.get('/my')).to).toBe('/my/sign-in')
    const foreign = await w.app.request('http://localhost/my/sign-out', { method: 'POST', headers: { host: 'localhost', origin: 'http://elsewhere.example' } })
    expect(foreign.status).toBe(403)
  })

  test('three wrong tries end a code, and a code ends after five minutes', async () => {
    const browser = jar()
    const code = codeIn((await browser.post('/my/code', { phone: partyMan.phone, to: '' })).html)!
    for (let i = 0; i < 3; i++) await browser.post('/my/sign-in', { code: wrongFor(code) })
    expect((await browser.post('/my/sign-in', { code })).html).toContain('作废')
    const later = codeIn((await browser.post('/my/code', { phone: partyMan.phone, to: '' })).html)!
    expect(later).not.toBe(code)
    w.set('2026-10-05T09:06:00+08:00')
    expect((await browser.post('/my/sign-in', { code: later })).html).toContain('已经过期')
    w.set('2026-10-05T09:30:00+08:00')
    expect((await browser.post('/my/sign-in', { code: later })).html).toContain('填得太久了')
    w.set('2026-10-05T09:00:00+08:00')
  })

  test('of several on one telephone says who it is', async () => {
    const browser = jar()
    const code = codeIn((await browser.post('/my/code', { phone: mother.phone, to: '' })).html)!
    const choice = await browser.post('/my/sign-in', { code })
    expect([choice.to, choice.html.includes('您是哪一位')]).toEqual(['/my/who', true])
    expect((await browser.post('/my/who', {})).html).toContain('请选您是哪一位')
    const resident = /value="([^"]+)"[^>]*>\s*<span>吴长根/.exec(choice.html)![1]!
    await browser.post('/my/who', { resident })
    expect((await browser.get('/my')).html).toContain('吴长根，您好')
  })

  test('joins with the household’s slip: names shown by surname, a place is taken once', async () => {
    const { slips } = (await agent.post('/residents/slips', { place: 'liuwan' })).body
    const slip = slips.find((s: { household: string }) => s.household === '001')
    expect(slip.address).toBe(`http://localhost/my/join/${slip.code}`)
    const browser = jar()
    const page = await browser.get(`/my/join/${slip.code}`)
    expect(page.html).toContain('周*满')
    expect(page.html).not.toContain('周小满')
    const resident = /name="resident"[^>]*value="([^"]+)"/.exec(page.html)![1]!
    const code = codeIn((await browser.post(`/my/join/${slip.code}/code`, { resident, phone: '13922223333' })).html)!
    expect((await browser.post('/my/sign-in', { code })).to).toBe('/my')
    expect((await browser.get('/my')).html).toContain('周小满，您好')
    expect((await jar().post(`/my/join/${slip.code}/code`, { resident, phone: '13922224444' })).html).toContain('请选您是哪一位')
    expect((await jar().get('/my/join/0000000000')).status).toBe(404)
  })
})

describe('a notice with a narrower audience', () => {
  let forVillage: string, forParty: string
  beforeAll(forgetLimits)
  beforeAll(async () => {
    const publishFor = async (item: string, period: string) => {
      const id = await openOf(hands.officer, await obligationOf(w, 'liuwan', item, period))
      await publish(hands, id, nothing)
      return (await hands.officer.get(`/notices/${id}`)).body.code as string
    }
    forVillage = await publishFor('C04-01', '2026-09')
    forParty = await publishFor('C03-04', '2026Q3')
    await w.seal()
  })

  test('opens to those whom it names, and to nobody else; all see that it exists', async () => {
    const open = (await jar().get(`/d/${forVillage}`)).html
    expect(open).toContain('登录后看')
    expect(open).not.toContain('本期没有发生')
    expect((await jar().get(`/my/d/${forVillage}`)).to).toBe(`/my/sign-in?to=${forVillage}`)
    const { browser: villager } = await signIn('13922223333')
    expect((await villager.get('/my')).html).toContain(forVillage)
    const read = await villager.get(`/my/d/${forVillage}`)
    expect([read.status, read.cache]).toEqual([200, 'no-store'])
    expect(read.html).toContain('本期没有发生')
    expect((await villager.get(`/my/d/${forParty}`)).status).toBe(404)
    const { browser: member } = await signIn(partyMan.phone)
    expect((await member.get(`/my/d/${forParty}`)).html).toContain('本期没有发生')
  })

  test('is closed to another village by the database itself, and to a session that has ended', async () => {
    const { browser } = await signIn(partyMan.phone)
    const [{ id }] = (await agent.get(`/residents?place=liuwan&q=${partyMan.id}`)).body.people
    expect((await agent.post(`/residents/${id}/move`, { place: 'liuwan', to: neighbour, household: '017', reason: '迁到邻村' })).status).toBe(200)
    expect((await browser.get(`/my/d/${forParty}`)).status).toBe(404)
    w.set('2026-12-05T09:00:00+08:00')
    expect((await browser.get('/my')).to).toBe('/my/sign-in')
    w.set('2026-10-05T09:00:00+08:00')
    await expect(sql`SELECT id_number FROM residents`.execute(w.office.resident)).rejects.toThrow(/permission denied/)
    expect(await rows(w.office.resident, sql`SELECT id FROM residents`)).toEqual([])
    expect(await rows(w.office.resident, sql`SELECT id FROM publications WHERE audience <> 'everyone'`)).toEqual([])
  })
})

test('a workbook is read as rows, with numbers, days and rich text as a person sees them', async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('名册').addRows([['姓名', '户号', '生日'], ['甲', 12, new Date('1958-03-02T00:00:00Z')], [{ richText: [{ text: '乙' }, { text: '丙' }] }, '013', '']])
  const read: string[][] = []
  for await (const row of sheetRows(new Uint8Array(await book.xlsx.writeBuffer()))) read.push(row.cells)
  expect(read).toEqual([['姓名', '户号', '生日'], ['甲', '12', '1958-03-02'], ['乙丙', '013']])
})

test('a sealed number cannot be moved to another row, and the index tells nothing without the key', () => {
  const [a, b] = [residentVault('one secret'), residentVault('another secret')]
  const sealed = a.seal('id', 'row 1', mother.id)
  expect(a.open('id', 'row 1', sealed)).toBe(mother.id)
  expect(() => a.open('id', 'row 2', sealed)).toThrow()
  expect(() => b.open('id', 'row 1', sealed)).toThrow()
  expect(a.index('id', mother.id)).not.toBe(b.index('id', mother.id))
})
