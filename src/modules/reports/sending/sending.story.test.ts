/** A villager tells something without JavaScript: nothing is lost, it arrives once, and the receipt alone opens it. */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { textOfBytes } from '../../../kernel/intake/textOf.ts'
import { readReceipt } from '../../../kernel/receipts/receipt.ts'
import { actorOf } from '../../../kernel/people/actor.ts'
import { handle, setFace } from '../handling/handle.ts'
import { merge, split } from '../handling/work.ts'
import { visitor, type Visitor } from '../fixtures/visitor.ts'

let w: World
let picture: File
beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  picture = new File(
    [
      new Uint8Array(
        await sharp({ create: { width: 60, height: 40, channels: 3, background: '#888' } })
          .jpeg()
          .toBuffer(),
      ),
    ],
    'IMG_1.jpg',
    { type: 'image/jpeg' },
  )
})
afterAll(() => w.close())

const form = '/v/liuwan/reports/new'
const fields = (more: Record<string, string> = {}) => ({
  kind: 'trouble',
  text: '三组路口的自来水管破了，水流了一地',
  spot: '三组路口',
  name: '王大姐',
  phone: '13912345678',
  show: 'nameless',
  key: newId(),
  urgent: 'seen',
  asked: 'similar named numbers',
  ...more,
})
const count = async (table: string) =>
  (await first(w.office.db, sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.raw(table)}`))!.n
const receiptOf = (html: string) => ({
  code: /data-code[^>]*>([0-9A-Z]{10})</.exec(html)![1]!,
  digits: /data-digits[^>]*>(\d{6})</.exec(html)![1]!,
})

/** What a browser without scripts sends with the next press. */
const nextPress = (html: string) => /name="asked" value="([^"]*)"/.exec(html)?.[1]

async function sent(v: Visitor, more: Record<string, string> = {}, files: File[] = []) {
  const answer = await v.post(form, fields(more), files)
  expect(answer.status, answer.html).toBe(303)
  return { path: answer.location, ...receiptOf((await v.get(answer.location)).html) }
}

const grid = async () =>
  (await actorOf(
    w.office.db,
    (await first(
      w.office.db,
      sql<{
        id: string
      }>`
        SELECT a.person_id AS id
        FROM appointments a
        JOIN post_kinds k ON k.id = a.post_kind_id
        JOIN regions r ON r.id = a.region_id
        WHERE k.function = 'responder' AND r.slug = 'liuwan'
        LIMIT 1`,
    ))!.id,
    '2026-11-16',
  ))!
const caseId = async (code: string) =>
  (await first(
    w.office.db,
    sql<{ id: string }>`SELECT c.id FROM cases c JOIN reports p ON p.id = c.subject_id WHERE p.code = ${code}`,
  ))!.id

describe('sending', () => {
  test('wrong input: the same page, what is wrong beside its field, words and files kept; then it goes', async () => {
    const v = visitor(w)
    const key = newId()
    const refused = await v.post(form, fields({ key, kind: '', text: '水管破了' }), [picture])
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('href="#kind-suggestion"')
    expect(refused.html).toContain('>水管破了</textarea>')
    expect(refused.html).toContain('value="13912345678"')
    expect(refused.html).toContain('已经收到，不用再选')
    const long = await v.post(form, fields({ key: newId(), text: `${'很长'.repeat(15_000)}完` }))
    expect([long.status, long.html.includes('最多 5000 字'), long.html.includes('很长完</textarea>')]).toEqual([
      422,
      true,
      true,
    ])
    expect(
      (await v.post(form, fields({ text: '复制来的\u0000字' }))).status,
      'a character that cannot be kept is left out',
    ).toBe(303)
    const { path } = await sent(v, { key, text: '水管破了' })
    expect((await v.get(path)).html).toMatch(/<img src="\/reports\/[0-9A-Z]{10}\/files\//)
  })

  test('large type folds what may stay empty, and opens it again where something was written or is wrong', async () => {
    const v = visitor(w)
    const open = (html: string) =>
      [...html.matchAll(/<details class="part" (open)?[^>]*><summary><h2>([^<]*)/g)].map((m) => [m[2], m[1] === 'open'])
    const [what, files] = [
      ['什么事', true],
      ['照片和录音', true],
    ]
    const all = [what, files, ['在哪里', true], ['您是谁', true]]
    expect(open((await v.get(form)).html)).toEqual(all)
    v.cookies.push({ name: 'elder', value: '1', path: '/' })
    expect(open((await v.get(form)).html)).toEqual([what, files, ['在哪里', false], ['您是谁', false]])
    expect(open((await v.post(form, fields({ kind: '' }))).html), 'what was typed is seen').toEqual(all)
    const wrong = await v.post(form, fields({ spot: '', name: '', show: 'handlers', phone: '12' }))
    expect(open(wrong.html)).toEqual([what, files, ['在哪里', false], ['您是谁', true]])
  })

  test('without JavaScript, back and sent again: the form is another, the receipt is the same; other words or another person are not', async () => {
    const v = visitor(w)
    const words = { text: '五组水渠的盖板裂了一块' }
    const again = async (more: Record<string, string>, files: File[] = []) => {
      const answer = await v.post(form, fields({ key: newId(), ...words, urgent: 'seen', ...more }), files)
      expect(answer.status, answer.html.slice(0, 500)).toBe(303)
      return answer.location
    }
    const one = await again({})
    expect([await again({}), await again({})], 'each with a key of its own').toEqual([one, one])
    const others = [
      await again({ text: '五组的桥栏杆松了' }),
      await again({ phone: '13987654321' }),
      await again({}, [picture]),
    ]
    expect(new Set([one, ...others]).size).toBe(4)
    const neighbour = visitor(w)
    const theirs = await neighbour.post(form, fields({ key: newId(), ...words, urgent: 'seen' }))
    expect(theirs.location).not.toBe(one)
  })

  test('a picture alone is enough; a file that is none is refused in a kind sentence; empty is told', async () => {
    const v = visitor(w)
    const { path } = await sent(v, { text: '' }, [picture])
    expect((await v.get(path)).html).toContain('没有写字')
    for (const [file, say] of [
      [new File(['<script>alert(1)</script>'], 'x.jpg'), '只能传照片、录音和视频'],
      [new File([''], 'voice.webm'), '是空的'],
      [new File([new Uint8Array([0, 0, 0, 24, ...Buffer.from('ftypheic'), 0, 0, 0, 0])], 'a.heic'), 'HEIC'],
      [new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])], 'b.jpg'), '图片打不开'],
    ] as const) {
      const refused = await v.post(form, fields(), [file])
      expect(refused.status).toBe(422)
      expect(refused.html).toContain(say)
    }
    const nothing = await v.post(form, fields({ text: '' }))
    expect(nothing.html).toContain('请写几个字，或者录一段话')
  })

  test('pressed twice, or sent again by a phone that heard no answer, it is one report with one receipt', async () => {
    const v = visitor(w)
    const before = await count('reports')
    const same = fields()
    const answers = await Promise.all([
      v.post(form, same, [], 'application/json'),
      v.post(form, same, [], 'application/json'),
    ])
    const [a, b] = answers.map((x) => JSON.parse(x.html) as { code: string; digits: string; receipt: string })
    expect(a).toEqual(b)
    const receipt = readReceipt(a!.receipt, w.office.logKey.verifier.publicKey)
    expect(receipt, 'what comes back is the signed receipt').toMatchObject({
      genuine: true,
      statement: { code: a!.code, region: 'liuwan' },
    })
    expect(await count('reports')).toBe(before + 1)
  })

  test('words of danger show 110, 119 and 120 before anything is sent', async () => {
    const v = visitor(w)
    const before = await count('reports')
    const asked = await v.post(form, fields({ text: '村头的草垛着火了', urgent: '' }))
    expect(asked.html).toMatch(
      /<\/textarea>[\s\S]*有危险，请先打电话[\s\S]*tel:119[\s\S]*tel:12356[\s\S]*我已经打过了，继续反映/,
    )
    const again = await v.post(form, fields({ text: '村头的草垛着火了', urgent: '' }))
    expect(again.html, 'without the tick it asks as often as one presses').toContain('有危险，请先打电话')
    const wrong = { text: '村头的草垛着火了', phone: '123' }
    const other = await v.post(form, fields({ ...wrong, urgent: '' }))
    expect(other.html, 'danger is told beside what else is wrong').not.toMatch(/data-urgent-box[^>]*hidden/)
    const kept = await v.post(form, fields({ ...wrong, urgent: 'seen' }))
    expect(kept.html, 'a refusal keeps the tick').toMatch(/name="urgent" value="seen" checked/)
    expect(await count('reports')).toBe(before)
    expect((await v.post(form, fields({ text: '村头的草垛着火了', urgent: 'seen' }))).status).toBe(303)
  })

  test('the tick that one has called answers nothing else: a number, a cadre, each is asked about and answered by itself', async () => {
    const v = visitor(w)
    const before = await count('reports')
    const card = '草垛着火了，我的身份证 11010519491231002X 也烧了'
    const cadre = '草垛着火了。村支书收了我两千块'
    for (const [text, asks, called] of [
      [card, 'numbers', '您写到了身份证号'],
      [cadre, 'named', '您写到了干部的名字'],
    ] as const) {
      const ticked = await v.post(form, fields({ text, asked: '' }))
      expect([ticked.status, nextPress(ticked.html)], text).toEqual([200, asks])
      expect(ticked.html).toContain(called)
      expect(ticked.html, 'the tick stays').toMatch(/name="urgent" value="seen" checked/)
      const phone = await v.post(form, fields({ text, asked: '' }), [], 'application/json')
      expect([phone.status, JSON.parse(phone.html).asked], text).toEqual([409, asks])
      const untold = await v.post(form, fields({ text, urgent: '', asked: asks }))
      expect(untold.html, 'the press answers no danger').toContain('有危险，请先打电话')
    }
    expect(await count('reports')).toBe(before)
    expect((await v.post(form, fields({ text: card, asked: 'numbers' }))).status).toBe(303)
    const { asked: none, ...older } = fields({ text: card })
    expect(none).not.toBe('')
    expect((await v.post(form, older)).status, 'a page from before an update').toBe(303)
  })

  test('an ID number or a bank card in the words is asked about; a number that nobody can call is told at its field', async () => {
    const v = visitor(w)
    for (const text of ['身份证 11010519491231002X 的补贴没到', '补贴打到 6222 0210 0112 3456 789 没到账']) {
      const asked = await v.post(form, fields({ text, asked: '' }))
      expect(asked.html, text).toContain('您写到了身份证号或者银行卡号')
      expect(nextPress(asked.html)).toBe('numbers')
      expect((await v.post(form, fields({ text, asked: 'numbers' }))).status).toBe(303)
    }
    for (const phone of ['1391234567', '139123456789', '110 0000', '０１２'])
      expect((await v.post(form, fields({ text: '路灯不亮', phone }))).html, phone).toContain('这个电话打不通')
    for (const phone of ['0746-6200010', '６２０００１０', '+86 139 1234 5678', '400-123-4567'])
      expect((await v.post(form, fields({ text: `路灯不亮 ${phone}`, phone }))).status, phone).toBe(303)
  })

  test('the receipt opens however its code and digits are typed: full width, another script’s digits, pasted with what nobody sees', async () => {
    const { code, digits } = await sent(visitor(w))
    const wide = [...code].map((c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0)).join('')
    const arabic = [...digits].map((d) => String.fromCodePoint(0x660 + Number(d))).join('\u200b')
    expect((await visitor(w).post('/reports', { code: wide, digits: arabic })).status).toBe(303)
    const pasted = [...code].join('\u200b').toLowerCase()
    expect((await visitor(w).post('/reports', { code: pasted, digits: digits.split('').join(' ') })).status).toBe(303)
  })

  test('the receipt is a paper, too: both halves, what it is, whom to call; for its holder only', async () => {
    const v = visitor(w)
    const { path, code, digits } = await sent(v)
    expect((await v.get(path)).html).toContain(`href="/reports/${code}/receipt.pdf"`)
    const pdf = await v.get(`/reports/${code}/receipt.pdf`)
    expect([pdf.status, pdf.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const { text } = await textOfBytes(new Uint8Array(pdf.bytes))
    for (const words of [code, digits, '柳湾村', '反映回执', '困难和问题']) expect(text).toContain(words)
    expect(text.replace(/\s/g, '')).toMatch(/打电话问[^\d]*[\d-]{7,}/)
    expect(text, 'who finds it learns nothing of the matter').not.toContain('自来水')
    expect((await visitor(w).get(`/reports/${code}/receipt.pdf`)).status).toBe(404)
  })

  test('a trouble that names one of the cadres asks first whether it is about them; the next press sends', async () => {
    const v = visitor(w)
    const director = (await first(
      w.office.db,
      sql<{ name: string }>`
        SELECT p.name
        FROM persons p
        JOIN appointments a ON a.person_id = p.id
        JOIN post_kinds k ON k.id = a.post_kind_id AND k.function = 'director'
        JOIN regions r ON r.id = a.region_id AND r.slug = 'liuwan'`,
    ))!.name
    for (const text of [`${[...director].join(' ')}说修，一直没修`, `找过${director[0]}主任，路灯还是不亮`]) {
      const told = fields({ text, asked: '' })
      const asked = await v.post(form, told)
      expect(asked.html).toContain('您写到了干部的名字')
      expect(nextPress(asked.html)).toBe('named')
      const phone = await v.post(form, told, [], 'application/json')
      expect([phone.status, JSON.parse(phone.html)]).toEqual([409, expect.objectContaining({ named: true })])
      expect((await v.post(form, { ...told, asked: 'named' })).status).toBe(303)
    }
    expect((await v.post(form, fields({ text: '东头的路灯不亮了', asked: '' }))).status).toBe(303)
  })

  test('a complaint about a person goes past the village; the county channel begins at the county', async () => {
    const v = visitor(w)
    expect((await v.get(form)).html).toContain('12388')
    const complaint = await v.post(form, fields({ kind: 'person', text: '办事拖拉' }))
    expect(complaint.html).toContain('请写您要投诉谁')
    expect((await v.post('/reports/new', fields({ place: '' }))).html).toContain('请选择反映给哪个村')
    const city = await v.post('/reports/new', fields({ place: 'qingchuan', text: '县城到镇上的班车太少' }))
    expect(city.status).toBe(303)
    const c = (await first(
      w.office.db,
      sql<{ step: string }>`SELECT c.step FROM cases c JOIN reports p ON p.id = c.subject_id WHERE p.channel = 'city'`,
    ))!
    expect(c.step).toBe('intake')
  })
})

describe('the receipt', () => {
  test('opens the report with both halves; without them not even its existence is told', async () => {
    const v = visitor(w)
    const { path, code, digits } = await sent(v)
    const stranger = visitor(w)
    const [known, unknown] = [await stranger.get(path), await stranger.get('/reports/0000000000')]
    expect([known.status, unknown.status]).toEqual([404, 404])
    expect(known.html.replaceAll(code, '')).toBe(unknown.html.replaceAll('0000000000', ''))
    const wrong = await stranger.post('/reports', { code, digits: digits === '000000' ? '000001' : '000000' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('编号或六位数字不对')
    const right = await stranger.post('/reports', { code: code.toLowerCase(), digits })
    expect([right.status, right.location]).toEqual([303, path])
    const page = await stranger.get(path)
    expect(page.html).toContain('三组路口的自来水管破了')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(stranger.cookies[0]).toMatchObject({ name: 'receipt', path })
    expect(page.html).not.toContain('13912345678')
    const forged = visitor(w)
    forged.cookies.push({ ...stranger.cookies[0]!, value: stranger.cookies[0]!.value.replace(/^reporter/, 'someone') })
    expect((await forged.get(path)).status).toBe(404)
  })

  test('the same form three times at once and seven times more: one report, ten equal answers, none of them a flood', async () => {
    const v = visitor(w)
    const before = await count('reports')
    const one = fields({ text: '村口的井盖不见了，天黑看不见' })
    // A form that does not say its length counts as a large one: four of them may be on their way.
    const answers = await Promise.all(Array.from({ length: 3 }, () => v.post(form, one)))
    for (let i = 0; i < 7; i++) answers.push(await v.post(form, one))
    expect(answers.map((a) => a.status)).toEqual(Array(10).fill(303))
    expect(new Set(answers.map((a) => a.location)).size).toBe(1)
    expect(await count('reports')).toBe(before + 1)
    // Repeats took nothing of what the visitor may send besides; other words are other reports, and these are limited
    // as ever.
    const others = []
    for (let i = 0; i < 30 && others.at(-1) !== 429; i++)
      others.push((await v.post(form, fields({ text: `第 ${i} 盏路灯不亮了，请来修`, spot: `${i} 号杆` }))).status)
    expect(others.filter((s) => s === 303).length).toBeGreaterThan(1)
    expect(others.at(-1)).toBe(429)
  })

  test('digits cannot be tried one after the other', async () => {
    const { code } = await sent(visitor(w))
    const v = visitor(w)
    const tries = []
    for (let i = 0; i < 12; i += 1) tries.push((await v.post('/reports', { code, digits: String(100000 + i) })).status)
    expect(tries.slice(0, 10).every((s) => s === 422)).toBe(true)
    expect(tries.at(-1)).toBe(429)
  })

  test('a clock that stood still for the reporter goes on when the reporter answers, one that waits for others does not', async () => {
    for (const waits of ['reporter', 'others'] as const) {
      const v = visitor(w)
      const { path, code } = await sent(v)
      const id = await caseId(code)
      const director = await w.signIn('liuwan-director')
      await (await w.signIn('liuwan-grid')).post(`/cases/${id}/actions/team`, {})
      const stopped = await director.post(`/cases/${id}/suspend`, { reason: '等照片和合同', waits })
      expect(stopped.status, JSON.stringify(stopped.body)).toBe(200)
      const due = async () => (await director.get(`/cases/${id}`)).body.case.due_at
      expect(await due()).toBeNull()
      // Before all else the page says that it waits, for what, and where to answer.
      const told = (await v.get(path)).html
      const top = told.slice(0, told.indexOf('现在的情况'))
      expect(top.includes('办理的人在等您补充')).toBe(waits === 'reporter')
      if (waits === 'reporter') {
        expect(top).toMatch(/要您补充的：等照片和合同[^]*href="#more"[^]*以后也会接着办/)
        expect(told).toMatch(/<details open[^>]*><summary>补充情况/)
      }
      expect((await v.post(`${path}/add`, { more: '照片在这里', key: newId() }, [picture])).status).toBe(303)
      expect((await due()) !== null).toBe(waits === 'reporter')
      expect((await v.get(path)).html).not.toContain('办理的人在等您补充')
    }
  })

  test('adds, rates dissatisfied with a reason, and the next level takes it up', async () => {
    const v = visitor(w)
    const { path, code } = await sent(v)
    expect((await v.get(path)).html).toContain('网格员响应')
    const added = await v.post(`${path}/add`, { more: '水已经流到路上了', key: newId() }, [picture])
    expect(added.status, added.html).toBe(303)
    expect((await v.get(path)).html).toContain('水已经流到路上了')
    const ctx = await contextAt(w.office.db, w.now())
    const id = await caseId(code)
    const who = await grid()
    await transact(w.office.db, (tx) =>
      handle(tx, who, { caseId: id, action: 'answer', reply: { text: '已经换了水管。', form: 'written' } }, ctx),
    )
    expect((await v.get(path)).html).toContain('已经换了水管。')
    const unsaid = await v.post(`${path}/rate`, { rating: 'unsatisfied', reason: '' })
    expect(unsaid.status).toBe(422)
    expect(unsaid.html).toContain('请写明哪里没有办好')
    expect((await v.post(`${path}/rate`, { rating: 'unsatisfied', reason: '还是漏' })).status).toBe(303)
    expect((await v.get(path)).html).toContain('综合指挥室研判')
    for (const [deed, typed] of [
      ['rate', { rating: 'unsatisfied', reason: '还是漏' }],
      ['reopen', { again: '还是漏，没有人来' }],
    ] as const) {
      const twice = await v.post(`${path}/${deed}`, typed)
      expect([deed, twice.status]).toEqual([deed, 409])
      for (const words of ['您反映的事', '办理经过', '要补充什么', 'class="errors"'])
        expect(twice.html, 'who pressed twice goes on from the page itself').toContain(words)
    }
  })

  test('who has it now stands in the way, also where it went on at the same step', async () => {
    const v = visitor(w)
    const { path, code } = await sent(v)
    const id = await caseId(code)
    const [responder, clerk, bureau] = await Promise.all(
      ['liuwan-grid', 'qingxi-clerk', 'nongye-clerk'].map((u) => w.signIn(u)),
    )
    await responder!.post(`/cases/${id}/actions/up`, { comment: '村里修不了' })
    const way = async () => (await v.get(path)).html.split('办理经过')[1]!
    const [toBureau, toCounty] = ['转给别的乡镇、部门', '报上一级']
    expect([(await way()).includes(toBureau), (await way()).includes(toCounty)]).toEqual([false, false])
    const passed = { holder: 'nongyenongcunju', comment: '归农业局管' }
    const named = (await rows(w.office.db, sql<any>`SELECT name, phone FROM regions WHERE slug = 'nongyenongcunju'`))[0]
    const moved = await clerk!.post(`/cases/${id}/actions/transfer`, passed)
    expect([moved.status, moved.body.handedTo]).toEqual([200, named.name])
    expect(await way()).toContain(`${toBureau}，到${named.name}`)
    const receipt = (await v.get(path)).html
    expect(receipt).toContain(`在${named.name}`)
    expect(named.phone).not.toBe('')
    expect(receipt, 'whom to call now').toContain(`电话 <a href="tel:${named.phone}">`)
    const history = (await clerk!.get(`/cases/${id}`)).body.history
    expect(history.at(-1)).toMatchObject({ action: 'transfer', handedTo: named.name })
    const [message] = await rows(
      w.office.db,
      sql<any>`
        SELECT m.say
        FROM messages m
        JOIN regions r ON r.id = m.region_id
        WHERE m.case_id = ${id} AND r.slug = 'nongyenongcunju'`,
    )
    expect(message.say).toContain(`到了${named.name}的“综合指挥室研判”`)
    const [line] = await rows(
      w.office.db,
      sql<any>`SELECT detail FROM audit_trail WHERE action = 'report.transfer' AND subject = ${id}`,
    )
    expect(line.detail).toEqual({ unit: named.name })
    expect((await bureau!.post(`/cases/${id}/actions/up`, { comment: '要县里定' })).status).toBe(200)
    expect(await way()).toMatch(new RegExp(`${toCounty}，到\\S*县`))
    expect(await way()).not.toContain('归农业局管')
  })

  test('the page’s own script is answered in words: what was added is there once, what is refused names its field', async () => {
    const v = visitor(w)
    const { path } = await sent(v)
    const more = { more: '水还在流', key: newId() }
    const json = 'application/json'
    expect((await v.post(`${path}/add`, more, [picture], json)).html).toBe(JSON.stringify({ href: path }))
    expect((await v.post(`${path}/add`, more, [picture], json)).status).toBe(200)
    const page = (await v.get(path)).html
    expect([page.split('水还在流').length - 1, page.match(/\/files\//g)!.length]).toEqual([1, 2])
    expect((await v.post(`${path}/add`, { more: '', key: newId() }, [], json)).html).toContain('"field":"more"')
    expect((await visitor(w).post(`${path}/add`, more, [], json)).html).toContain('拿着回执的人')
  })

  test('who names somebody in office in what they add is asked once what is meant; a complaint is kept from them, in every form', async () => {
    const responder = await w.signIn('liuwan-grid')
    const { name } = (await responder.get('/me')).body
    const more = `是${name}让人挖断的，三天了没有人管`
    const asked = '是对这个人有意见吗'
    const seen = async (code: string) => (await responder.get(`/cases/${await caseId(code)}`)).status

    // Without script: the page again, with the words, and the question that was not there before.
    const v = visitor(w)
    const mentioned = await sent(v)
    expect((await v.get(mentioned.path)).html).toMatch(/<div hidden[^>]*><fieldset id="meant"/)
    const first422 = await v.post(`${mentioned.path}/add`, { more, key: newId() })
    expect(first422.status).toBe(422)
    for (const words of [asked, more]) expect(first422.html).toContain(words)
    expect(first422.html).not.toMatch(/<div hidden[^>]*><fieldset id="meant"/)
    expect((await v.get(mentioned.path)).html, 'nothing was added yet').not.toContain(more)
    expect((await v.post(`${mentioned.path}/add`, { more, key: newId(), meant: 'mention' })).status).toBe(303)
    expect([await seen(mentioned.code), (await v.get(mentioned.path)).html.includes(more)]).toEqual([200, true])

    // By the page's script, of a report of somebody else: the field is named; said to be about them, it goes past them.
    const other = visitor(w)
    const complained = await sent(other, { text: '我家的水管也断了' })
    const json = 'application/json'
    const told = JSON.parse((await other.post(`${complained.path}/add`, { more, key: newId() }, [], json)).html)
    expect(told.errors).toEqual([{ field: 'meant', say: expect.stringContaining(asked) }])
    expect(
      (await other.post(`${complained.path}/add`, { more, key: newId(), meant: 'about' }, [], json)).html,
    ).toContain('"href"')
    expect(await seen(complained.code)).toBe(404)
    expect((await other.get(complained.path)).html).toContain(more)
    // A second addition to what is a complaint now asks nothing.
    expect((await other.post(`${complained.path}/add`, { more: `${name}又来了`, key: newId() })).status).toBe(303)

    // An invited outsider writes it: the same question, and the same after it.
    const third = visitor(w)
    const consulted = await sent(third, { text: '五组的水管断了' })
    const { path } = (
      await responder.post(`/cases/${await caseId(consulted.code)}/guests`, { name: '李工', ask: '请看水管怎么断的' })
    ).body
    const guest = visitor(w)
    const again = await guest.post(path, { text: more })
    expect(again.status).toBe(422)
    for (const words of [asked, more]) expect(again.html).toContain(words)
    expect((await guest.post(path, { text: more, meant: 'about' })).status).toBe(303)
    expect(await seen(consulted.code)).toBe(404)
  })

  test('merged into another, the reporter follows it there, and hears who took it first', async () => {
    const [one, other] = [visitor(w), visitor(w)]
    const [a, b] = [await sent(one), await sent(other, { text: '我家没有水' })]
    expect((await other.get(b.path)).html).toMatch(/首问责任人：柳湾村\S*网格/)
    const [ctx, who] = [await contextAt(w.office.db, w.now()), await grid()]
    const [from, into] = [await caseId(b.code), await caseId(a.code)]
    await transact(w.office.db, (tx) =>
      setFace(
        tx,
        w.office.secret,
        who,
        from,
        { shown: true, title: '没有水', text: '我家没有水', fileIds: [], reason: '', withName: false },
        ctx,
      ),
    )
    await transact(w.office.db, (tx) => merge(tx, who, from, { into: a.code, reason: '同一处水管', sure: false }, ctx))
    await transact(w.office.db, (tx) =>
      handle(tx, who, { caseId: into, action: 'answer', reply: { text: '中午就来水了。', form: 'written' } }, ctx),
    )
    const own = (await other.get(b.path)).html
    expect(own).toContain('已经合在一起办')
    expect(own).toContain('中午就来水了。')
    for (const clock of ['<h3>网格员响应</h3>', '<h3>合在一起的那一件：网格员响应</h3>'])
      expect(own, 'its own clocks stay to be read').toContain(clock)
    expect(own).toContain('我家没有水')
    expect(own, 'it is not theirs to rate').not.toContain('可以评价')
    expect(own).not.toContain('三组路口的自来水管破了')
    const everybody = (await visitor(w).get(b.path)).html
    expect(everybody).toContain('已并入另一件一起办')
    expect(everybody).toContain('那一件没有公开内容，照样在办')
    expect(everybody).toContain('每一步的时限是怎么算的')
    expect(everybody, 'it stands on no step any more').not.toContain('现在在这一步')
  })

  test('what the reporter of a merged one adds reaches whoever handles the one that goes on, through two mergers too', async () => {
    const [one, two, three] = [visitor(w), visitor(w), visitor(w)]
    const [a, b, c] = [await sent(one), await sent(two), await sent(three)]
    const [ctx, who] = [await contextAt(w.office.db, w.now()), await grid()]
    const [first, second, third] = [await caseId(a.code), await caseId(b.code), await caseId(c.code)]
    await transact(w.office.db, (tx) => merge(tx, who, first, { into: b.code, reason: '同一处水管', sure: false }, ctx))
    await transact(w.office.db, (tx) =>
      merge(tx, who, second, { into: c.code, reason: '同一处水管', sure: false }, ctx),
    )
    expect((await one.get(a.path)).html).toContain('补充情况')
    expect((await one.post(`${a.path}/add`, { more: '夜里漏得更厉害', key: newId() })).status).toBe(303)
    expect((await one.get(a.path)).html).toContain('夜里漏得更厉害')
    expect((await three.get(c.path)).html, 'other reporters are not told').not.toContain('夜里漏得更厉害')
    const staff = await w.signIn('liuwan-grid')
    const { additions, history } = (await staff.get(`/cases/${third}`)).body
    expect(additions).toEqual([expect.objectContaining({ text: '夜里漏得更厉害', from: a.code })])
    expect(history.some((e: { action: string }) => e.action === 'add')).toBe(true)
    await transact(w.office.db, (tx) =>
      handle(tx, who, { caseId: third, action: 'answer', reply: { text: '水管换好了。', form: 'written' } }, ctx),
    )
  })

  test('of what was split off, the reporter is given the receipt', async () => {
    const v = visitor(w)
    const { path, code } = await sent(v)
    const [ctx, who, id] = [await contextAt(w.office.db, w.now()), await grid(), await caseId(code)]
    const made = await transact(w.office.db, (tx) =>
      split(
        tx,
        w.office.secret,
        who,
        id,
        { kind: 'danger', text: '井盖也松了', spot: '', reason: '另一件事', step: '' },
        ctx,
      ),
    )
    const own = (await v.get(path)).html
    expect([own.includes(made.code), own.includes(made.digits)]).toEqual([true, true])
    expect((await visitor(w).post('/reports', { code: made.code, digits: made.digits })).status).toBe(303)
  })
})

describe('the echo wall', () => {
  test('shows what was released, with clock and way; others stand with it and hold receipts of their own', async () => {
    const v = visitor(w)
    const { path, code } = await sent(v, {}, [picture])
    expect((await visitor(w).get('/v/liuwan/echo')).html).not.toContain(code)
    const ctx = await contextAt(w.office.db, w.now())
    const [id, who] = [await caseId(code), await grid()]
    const files = await rows(
      w.office.db,
      sql<{ id: string }>`SELECT f.id FROM report_files f JOIN reports p ON p.id = f.report_id WHERE p.code = ${code}`,
    )
    await transact(w.office.db, (tx) =>
      setFace(
        tx,
        w.office.secret,
        who,
        id,
        {
          shown: true,
          title: '三组水管破裂',
          text: '三组路口的自来水管破了',
          fileIds: files.map((f) => f.id),
          reason: '缩短',
          withName: false,
        },
        ctx,
      ),
    )
    const stranger = visitor(w)
    expect((await stranger.get('/v/liuwan/echo')).html).toContain('三组水管破裂')
    expect((await stranger.get('/v/liuwan/echo.xml')).html).toContain('三组水管破裂')
    const page = await stranger.get(path)
    expect(page.html).toMatch(/时限是怎么算的[\s\S]*24 小时/)
    expect(page.html).toContain('流程图')
    expect(page.html).not.toMatch(/王大姐|13912345678/)
    const shown = await stranger.get(/src="(\/reports\/[^"]+\/shown\/[^"]+)"/.exec(page.html)![1]!)
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    const offered = await stranger.post(form, fields({ text: '三组自来水管破了好几天', asked: '' }))
    expect(offered.html).toContain('有人反映过类似的事')
    expect(nextPress(offered.html), 'the second press sends').toBe('similar')
    const key = newId()
    const joined = await stranger.post(`${path}/support`, { name: '', phone: '', key })
    expect(joined.status, joined.html).toBe(303)
    await stranger.post(`${path}/support`, { name: '', phone: '', key })
    const own = await stranger.get(path)
    expect(own.html).toContain('共 2 人反映')
    const again = visitor(w)
    const digits = receiptOf(own.html).digits
    expect(digits).not.toBe(receiptOf((await v.get(path)).html).digits)
    expect((await again.post('/reports', { code, digits })).status).toBe(303)
    expect((await again.get('/reports/all')).html).toContain('村民反映办得怎么样')
    const shownNow = async () =>
      (await rows(w.office.public, sql`SELECT 1 FROM public_reports WHERE code = ${code}`)).length
    await sql`UPDATE rules SET value = 'false' WHERE code = 'public.visitorText'`.execute(w.t.owner)
    expect(
      [await shownNow(), (await v.get(path)).status],
      'in sensitive times nobody reads it but its own people',
    ).toEqual([0, 200])
    await sql`UPDATE rules SET value = 'true' WHERE code = 'public.visitorText'`.execute(w.t.owner)
    expect(await shownNow()).toBe(1)
  })
})
