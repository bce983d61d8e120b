/** A report from the villager's words to the call-back, on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { first, rows, sql, transact, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { accountsForAll } from '../../../test/accounts.ts'
import { makeWorld, type World } from '../../../test/world.ts'
import { historyOf, type Case } from '../../kernel/cases/case.ts'
import type { Context } from '../../kernel/cases/times.ts'
import { contextAt } from '../../kernel/cases/office.ts'
import { answerRequest, requestsOf } from '../../kernel/cases/requests.ts'
import { checkCommitment } from '../../kernel/ledger/commitment.ts'
import { fromBase64url } from '../../kernel/ledger/bytes.ts'
import { actorOf, type Actor } from '../../kernel/people/actor.ts'
import { handle, lookAtReporter, setFace, type Handling } from './handling/handle.ts'
import { addTo, ownReport, rate, reopen } from './following/party.ts'
import { receive, type Received } from './sending/receive.ts'
import { digitsHash, readReceipt, signReceipt } from '../../kernel/receipts/receipt.ts'
import { drawn } from './handling/reports.reactions.ts'
import { reportSchema } from './reports.schema.ts'
import { namePinyin, soundAlike } from '../../platform/pinyin.ts'

let w: World
let village: { id: string; path: string; slug: string; name: string; practice: boolean }
let grid: Actor, director: Actor, clerk: Actor, bureauClerk: Actor, command: Actor
let bureauId: string
const secret = 'a secret of the tests, long enough for all'
const actorAt = async (post: string, slug: string) =>
  (await actorOf(
    w.office.db,
    (await first(
      w.office.db,
      sql<{
        person_id: string
      }>`
        SELECT a.person_id
        FROM appointments a
        JOIN post_kinds k ON k.id = a.post_kind_id
        JOIN regions r ON r.id = a.region_id
        WHERE k.function = ${post} AND r.slug = ${slug} AND a.to_on IS NULL
        ORDER BY a.id
        LIMIT 1`,
    ))!.person_id,
    '2026-11-16',
  ))!

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  village = (await first(
    w.office.db,
    sql<typeof village>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  const township = (await first(w.office.db, sql<{ slug: string }>`SELECT slug FROM regions WHERE level = 'township'`))!
    .slug
  const bureau = (await first(
    w.office.db,
    sql<{
      id: string
      slug: string
    }>`
      SELECT r.id, r.slug
      FROM regions r
      JOIN appointments a ON a.region_id = r.id
      WHERE r.level = 'bureau'
      ORDER BY r.path
      LIMIT 1`,
  ))!
  bureauId = bureau.id
  await accountsForAll(w)
  const county = (await first(w.office.db, sql<{ slug: string }>`SELECT slug FROM regions WHERE level = 'county'`))!
    .slug
  ;[grid, director, clerk, bureauClerk, command] = (await Promise.all([
    actorAt('responder', 'liuwan'),
    actorAt('director', 'liuwan'),
    actorAt('township_clerk', township),
    actorAt('bureau_clerk', bureau.slug),
    actorAt('command_room', county),
  ])) as [Actor, Actor, Actor, Actor, Actor]
})
afterAll(() => w.close())

const inTx = async <T>(work: (tx: Tx, ctx: Context) => Promise<T>): Promise<T> => {
  const ctx = await contextAt(w.office.db, w.now())
  return transact(w.office.db, (tx) => work(tx, ctx))
}
const send = (more: object = {}, files: Parameters<typeof receive>[4] = []): Promise<Received> =>
  inTx((tx, ctx) =>
    receive(
      tx,
      secret,
      village,
      reportSchema.parse({
        kind: 'trouble',
        text: '三组路口的自来水管破了，水流了一地',
        spot: '三组路口',
        name: '王大姐',
        phone: '13912345678',
        show: 'nameless',
        key: newId(),
        ...more,
      }),
      files,
      { channel: 'web' },
      ctx,
    ),
  )
const caseOf = async (r: Received) =>
  (await first(w.office.db, sql<Case>`SELECT * FROM cases WHERE subject_kind = 'report' AND subject_id = ${r.id}`))!
const take = async (who: Actor, r: Received, action: string, more: Partial<Handling> = {}) => {
  const c = await caseOf(r)
  return inTx((tx, ctx) => handle(tx, who, { caseId: c.id, action, ...more }, ctx))
}
/** Other characters of the same sound, the first that Unicode has. */
const sounding = (name: string): string =>
  [...name]
    .map((c) =>
      Array.from({ length: 0x9fa5 - 0x4e00 }, (_, i) => String.fromCodePoint(0x4e00 + i)).find(
        (other) => other !== c && soundAlike(other, c),
      ),
    )
    .join('')
const reply = (text: string) => ({ reply: { text, form: 'written' as const } })
const own = <T>(
  r: Received,
  work: (tx: Tx, report: Awaited<ReturnType<typeof ownReport>>, ctx: Context) => Promise<T>,
) => inTx(async (tx, ctx) => work(tx, await ownReport(tx, r.code), ctx))

describe('a report', () => {
  test('is taken in once, however often it is sent; nothing of the reporter stands in clear', async () => {
    const key = newId()
    const [a, b] = [await send({ key }), await send({ key })]
    expect(b).toEqual(a)
    expect(a.digits).toMatch(/^\d{6}$/)
    const row = (await first(
      w.office.db,
      sql<{ contact: Buffer; secret_hash: string }>`SELECT contact, secret_hash FROM reports WHERE code = ${a.code}`,
    ))!
    expect(row.contact.toString('latin1')).not.toContain('13912345678')
    expect(row.secret_hash).toBe(digitsHash(secret, a.code, a.digits))
    await expect(send({ text: '' })).rejects.toThrow('请写几个字，或者录一段话')
    await expect(
      inTx(() => Promise.resolve(reportSchema.parse({ kind: 'person', text: '投诉', key: newId() }))),
    ).rejects.toThrow('请写您要投诉谁')
  })

  test('its receipt proves what was sent and when, and cannot be forged', async () => {
    const r = await send()
    const receipt = signReceipt(w.office.logKey, r.statement)
    const read = readReceipt(receipt, w.office.logKey.verifier.publicKey)!
    expect(read).toMatchObject({ genuine: true, statement: { code: r.code } })
    expect(
      checkCommitment(
        read.statement.commitment,
        {
          v: 1,
          county: r.statement.county,
          region: 'liuwan',
          code: r.code,
          at: r.statement.at,
          text: '三组路口的自来水管破了，水流了一地',
          files: [],
        },
        fromBase64url(read.statement.salt)!,
      ),
    ).toBe(true)
    const [head, body, signature] = receipt.split('.') as [string, string, string]
    const changed = Buffer.from(Buffer.from(body, 'base64url').toString().replace(r.code, '0000000000')).toString(
      'base64url',
    )
    expect(readReceipt(`${head}.${changed}.${signature}`, w.office.logKey.verifier.publicKey)!.genuine).toBe(false)
    expect(readReceipt('SUNLIT-R1.x', w.office.logKey.verifier.publicKey)).toBeUndefined()
    expect(
      (
        await rows(
          w.office.db,
          sql`
            SELECT 1
            FROM ledger_leaves
            WHERE kind = 'receipt' AND encode(entry, 'escape') LIKE ${`%${read.statement.commitment}%`}`,
        )
      ).length,
    ).toBe(1)
  })

  test('goes up, is asked of a bureau, answered, reopened once by the reporter, and closed the second time', async () => {
    const r = await send()
    await take(grid, r, 'up')
    await take(clerk, r, 'ask', { ask: { units: [bureauId], ask: '请派人修' } })
    const [request] = await requestsOf(w.office.db, (await caseOf(r)).id)
    await inTx((tx, ctx) => answerRequest(tx, bureauClerk, request!.id, { opinion: 'noted', text: '已换水管' }, ctx))
    await expect(take(clerk, r, 'answer')).rejects.toThrow('请写清楚答复')
    await expect(take(clerk, r, 'answer', reply('请打 13912345678 联系王师傅'))).rejects.toThrow('村民看得到')
    await take(clerk, r, 'answer', reply('水管已经换好，请放心用水。'))
    await own(r, (tx, report, ctx) => addTo(tx, report, '还是漏', ctx))
    await expect(own(r, (tx, report, ctx) => rate(tx, report, 'unsatisfied', '', 'reporter', ctx))).rejects.toThrow(
      '请写明哪里没有办好',
    )
    expect(await own(r, (tx, report, ctx) => rate(tx, report, 'unsatisfied', '还是漏', 'reporter', ctx))).toBe('again')
    expect((await caseOf(r)).step).toBe('centre')
    await take(command, r, 'answer', reply('县里已经派人重新埋管。'))
    expect(await own(r, (tx, report, ctx) => rate(tx, report, 'unsatisfied', '又漏了', 'reporter', ctx))).toBe('closed')
    const kinds = await rows(
      w.office.db,
      sql<{ kind: string }>`SELECT kind FROM ledger_leaves WHERE subject_id = ${r.id} ORDER BY kind`,
    )
    expect(kinds.map((k) => k.kind)).toEqual(['closing', 'receipt', 'reply', 'reply'])
    w.set('2026-12-30T09:00:00+08:00')
    await expect(own(r, (tx, report, ctx) => reopen(tx, report, '又漏了', ctx))).rejects.toThrow('办结已经超过 30 天')
    w.set('2026-11-16T09:00:00+08:00')
    await own(r, (tx, report, ctx) => reopen(tx, report, '又漏了', ctx))
    expect((await caseOf(r)).closed_at).toBeNull()
  })

  test('who sent it is seen only by whoever has it in hand, and every look is recorded', async () => {
    const r = await send()
    const c = await caseOf(r)
    await expect(inTx((tx, ctx) => lookAtReporter(tx, secret, clerk, c.id, '想问问', ctx))).rejects.toThrow(
      '只有正在办这件事的人',
    )
    expect(await inTx((tx, ctx) => lookAtReporter(tx, secret, grid, c.id, '电话核实地点', ctx))).toEqual({
      name: '王大姐',
      phone: '13912345678',
      about: '',
    })
    expect(await rows(w.office.db, sql`SELECT person_name, why FROM report_looks WHERE report_id = ${r.id}`)).toEqual([
      { person_name: grid.name, why: '电话核实地点' },
    ])
  })

  test('the public reads only what was redacted and released, never against the reporter’s wish', async () => {
    const r = await send()
    const c = await caseOf(r)
    const shown = async () =>
      rows(
        w.office.public,
        sql<{
          title: string
          text: string
          name: string
        }>`SELECT title, text, name FROM public_reports WHERE code = ${r.code}`,
      )
    expect(await shown()).toEqual([])
    const face = {
      shown: true,
      title: '三组水管破裂',
      text: '三组路口的自来水管破了',
      fileIds: [],
      reason: '',
      withName: true,
    }
    await expect(inTx((tx, ctx) => setFace(tx, secret, grid, c.id, face, ctx))).rejects.toThrow('改动了原话')
    await inTx((tx, ctx) => setFace(tx, secret, grid, c.id, { ...face, reason: '缩短' }, ctx))
    expect(await shown()).toEqual([{ title: '三组水管破裂', text: '三组路口的自来水管破了', name: '' }])
    const kept = await send({ show: 'handlers' })
    const held = await caseOf(kept)
    await expect(
      inTx((tx, ctx) => setFace(tx, secret, grid, held.id, { ...face, reason: '缩短' }, ctx)),
    ).rejects.toThrow('只愿意给办理的人看')
  })
})

describe('a complaint', () => {
  test('about a person goes past the village, and whoever is meant cannot see it', async () => {
    const r = await send({ kind: 'person', about: `村主任${director.name}`, text: '办事不公' })
    const c = await caseOf(r)
    expect([c.procedure, c.step, c.guarded]).toEqual(['reports.complaint', 'centre', true])
    expect(c.holder_path!.length).toBeLessThan(village.path.length)
    const about = await send({ kind: 'person', about: clerk.name, text: '办事不公' })
    expect((await caseOf(about)).holder_path!.length).toBeLessThan(c.holder_path!.length)
    await expect(take(clerk, about, 'answer', reply('没有这回事'))).rejects.toThrow('没有这件事')
  })

  test.each([
    ['with blanks in the name', () => [...director.name].join(' ')],
    ['with characters that nobody sees', () => [...director.name].join('\u200b')],
    ['by surname and title', () => `${[...director.name][0]}主任`],
    ['by post', () => '村主任'],
    ['by unit', () => '村干部'],
  ])('%s it does not reach whoever is meant', async (_how, about) => {
    const r = await send({ kind: 'person', about: about(), text: '办事不公' })
    const c = await caseOf(r)
    expect(c.guarded).toBe(true)
    expect(c.holder_path!.length).toBeLessThan(village.path.length)
    await expect(take(director, r, 'answer', reply('没有这回事'))).rejects.toThrow('没有这件事')
  })

  test.each([
    ['as it sounds', () => sounding(clerk.name)],
    ['in Pinyin', () => namePinyin(clerk.name).pinyin],
    [
      'in traditional characters or wrong ones after the surname',
      () => [...clerk.name][0]! + sounding([...clerk.name].slice(1).join('')),
    ],
    ['with one character left out', () => [...clerk.name].map((c, i) => (i === 1 ? '*' : c)).join('')],
  ])('%s it does not reach a clerk of the township either', async (_how, about) => {
    const r = await send({ kind: 'person', about: about(), text: '办事不公' })
    expect((await caseOf(r)).guarded, about()).toBe(true)
    await expect(take(clerk, r, 'answer', reply('没有这回事'))).rejects.toThrow('没有这件事')
  })

  test('about a published list that names one of those who would judge it, it goes past them', async () => {
    const r = await send({ kind: 'list', text: `低保名单里有${clerk.name}的亲戚` })
    await expect(take(clerk, r, 'dismiss', reply('没有这回事。'))).rejects.toThrow('没有这件事')
    expect((await caseOf(r)).holder_path).toBe(village.path.split('.').slice(0, 1).join('.') + '.')
  })

  test.each([
    ['an addition', (r: Received) => own(r, (tx, o, ctx) => addTo(tx, o, `其实就是${clerk.name}`, ctx))],
    [
      'a rating',
      async (r: Received) => {
        await take(clerk, r, 'answer', reply('查过了。'))
        await own(r, (tx, o, ctx) => rate(tx, o, 'unsatisfied', `${clerk.name}就是他们一伙的`, 'reporter', ctx))
      },
    ],
    [
      'asking again',
      async (r: Received) => {
        await take(clerk, r, 'answer', reply('查过了。'))
        await own(r, (tx, o, ctx) => rate(tx, o, 'satisfied', '', 'reporter', ctx))
        await own(r, (tx, o, ctx) => reopen(tx, o, `${clerk.name}骗了我`, ctx))
      },
    ],
  ])('whoever is named only in %s is kept from it from then on, and somebody else has it', async (_how, name) => {
    const r = await send({ kind: 'person', about: '一个外地人', text: '办事不公' })
    expect((await caseOf(r)).guarded).toBe(false)
    await name(r)
    const c = await caseOf(r)
    expect(c.guarded).toBe(true)
    await expect(take(clerk, r, 'answer', reply('没有这回事'))).rejects.toThrow('没有这件事')
    await take(command, r, 'answer', reply('县里查过了，情况属实，已经处理。'))
  })

  test('whoever is named by somebody who is not satisfied is kept from a report that began as none about them', async () => {
    const r = await send({ text: '三组路口的路灯坏了' })
    expect((await caseOf(r)).guarded).toBe(false)
    await take(grid, r, 'answer', reply('已经修好。'))
    await own(r, (tx, o, ctx) => rate(tx, o, 'unsatisfied', `没有修，${clerk.name}压着不办`, 'reporter', ctx))
    expect((await caseOf(r)).guarded).toBe(true)
    await expect(take(clerk, r, 'answer', reply('没有这回事'))).rejects.toThrow('没有这件事')
    await take(command, r, 'answer', reply('县里查过了，已经处理。'))
  })

  test('a name in the name of a file that is added counts too', async () => {
    const r = await send({ kind: 'person', about: '一个外地人', text: '办事不公' })
    await own(r, (tx, o, ctx) => addTo(tx, o, '补充了 1 个文件', ctx, [`${clerk.name}收钱.jpg`]))
    expect((await caseOf(r)).guarded).toBe(true)
  })

  test.each(['县政府', '县里的领导', '县里领导都不管'])(
    'about %s nobody would be left: those who are not meant themselves take it on',
    async (about) => {
      const r = await send({ kind: 'person', about, text: '办事拖拉，没有人管' })
      await take(command, r, 'answer', reply('县里查过了，已经改正。'))
    },
  )

  test('of the text a whole name counts too', async () => {
    const r = await send({ kind: 'person', about: '一个干部', text: `${clerk.name}收了钱不办事` })
    expect((await caseOf(r)).guarded).toBe(true)
    await expect(take(clerk, r, 'answer', reply('没有这回事'))).rejects.toThrow('没有这件事')
  })

  test('about a published list ends with a finding', async () => {
    const r = await send({ kind: 'list', text: '低保名单里有人不符合条件' })
    await expect(take(clerk, r, 'answer', reply('查过了，情况不属实。'))).rejects.toThrow('现在到了')
    await take(clerk, r, 'dismiss', reply('查过了，情况不属实。'))
    expect(
      (await first(w.office.db, sql<{ finding: string }>`SELECT finding FROM reports WHERE id = ${r.id}`))!.finding,
    ).toBe('dismissed')
    expect((await historyOf(w.office.db, (await caseOf(r)).id)).map((e) => e.action)).toEqual(['open', 'dismiss'])
  })
})

test('call-backs are drawn by the code: about the stated share, the same every time', () => {
  const codes = Array.from({ length: 4_000 }, (_, i) => `C${i}`)
  const share = codes.filter((c) => drawn(c, 10)).length / codes.length
  expect(share).toBeGreaterThan(0.08)
  expect(share).toBeLessThan(0.12)
  expect(codes.filter((c) => drawn(c, 10))).toEqual(codes.filter((c) => drawn(c, 10)))
  expect(codes.some((c) => drawn(c, 0))).toBe(false)
})
