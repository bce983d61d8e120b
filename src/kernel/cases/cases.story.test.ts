/**
 * Cases on a real database, walked along the reports' procedures: hands, places, clocks, joint handling, escalation.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../../platform/db.ts'
import { newCode, newId } from '../../platform/ids.ts'
import { accountsForAll } from '../../../test/accounts.ts'
import { makeWorld, type World } from '../../../test/world.ts'
import { complaint, guangshan, list, ninghai } from '../../modules/reports/reports.procedure.ts'
import { actorOf, type Actor } from '../people/actor.ts'
import { act, actAsParty, lock, type ActInput } from './act.ts'
import { bar } from './bars.ts'
import { refuseBarred } from './seeing.ts'
import { historyOf, type Case } from './case.ts'
import { clocksOf } from './clocks.ts'
import { explain } from './explain.ts'
import { flowOf, linesOf } from './flow.ts'
import { inboxCounts, inboxOf, regionCases } from './inbox.queries.ts'
import { mergeInto, noteSplit } from './join.ts'
import { contextAt } from './office.ts'
import { openCase } from './open.ts'
import { extend, resume, suspend } from './pause.ts'
import { answerAsGuest, answerRequest, consult, guestRequest, inviteGuest, requestsOf } from './requests.ts'
import { sweepCases } from './sweep.ts'
import { runOf } from './times.ts'

let w: World
type Place = { id: string; path: string; slug: string }
let village: Place, neighbour: Place, township: Place, bureau: Place
let grid: Actor, director: Actor, clerk: Actor, leader: Actor, bureauClerk: Actor

const ctx = () => contextAt(w.office.db, w.now())
const place = async (slug: string) =>
  (await first(w.office.db, sql<Place>`SELECT id, path, slug FROM regions WHERE slug = ${slug}`))!
const holderOf = async (post: string, at: Place) =>
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
        WHERE k.function = ${post} AND a.region_id = ${at.id} AND a.to_on IS NULL
        ORDER BY a.id
        LIMIT 1`,
    ))!.person_id,
    '2026-11-16',
  ))!

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  await accountsForAll(w)
  village = await place('liuwan')
  const near = (await first(
    w.office.db,
    sql<Place & { parent_id: string }>`
      SELECT id, path, slug
      FROM regions
      WHERE level = 'village' AND slug <> 'liuwan' AND NOT practice
      ORDER BY path
      LIMIT 1`,
  ))!
  neighbour = near
  township = (await first(
    w.office.db,
    sql<Place>`SELECT id, path, slug FROM regions WHERE level = 'township' LIMIT 1`,
  ))!
  bureau = (await first(
    w.office.db,
    sql<Place>`
      SELECT r.id, r.path, r.slug
      FROM regions r
      JOIN appointments a ON a.region_id = r.id
      WHERE r.level = 'bureau'
      ORDER BY r.path
      LIMIT 1`,
  ))!
  ;[grid, director, clerk, leader, bureauClerk] = (await Promise.all([
    holderOf('responder', village),
    holderOf('director', village),
    holderOf('township_clerk', township),
    holderOf('township_leader', township),
    holderOf('bureau_clerk', bureau),
  ])) as [Actor, Actor, Actor, Actor, Actor]
})
afterAll(() => w.close())

async function opened(at: string, procedure = ninghai.code, holder: Place = village): Promise<Case> {
  w.set(at)
  const c = await ctx()
  return transact(w.office.db, (tx) =>
    openCase(tx, {
      procedure,
      subjectKind: 'test',
      subjectId: newId(),
      regionId: village.id,
      path: village.path,
      now: w.now(),
      held: { holder, code: newCode(), title: '饮水 · 三组水管破裂', by: '村民', ctx: c },
    }),
  )
}
const go = async (who: Actor, c: Case, action: string, more: Partial<ActInput> = {}) => {
  const x = await ctx()
  return transact(w.office.db, (tx) =>
    act(tx, who, { subjectKind: c.subject_kind, subjectId: c.subject_id, action, ...more }, x),
  )
}
const party = async (c: Case, action: string, comment?: string) => {
  const x = await ctx()
  return transact(w.office.db, (tx) =>
    actAsParty(tx, { subjectKind: c.subject_kind, subjectId: c.subject_id, action, comment }, x),
  )
}
const locked = <T>(
  c: Case,
  work: (at: Awaited<ReturnType<typeof lock>>, tx: Parameters<Parameters<typeof transact>[1]>[0]) => Promise<T>,
) =>
  transact(w.office.db, async (tx) =>
    work(await lock(tx, { subjectKind: c.subject_kind, subjectId: c.subject_id }), tx),
  )
const now = async (c: Case) => (await first(w.office.db, sql<Case>`SELECT * FROM cases WHERE id = ${c.id}`))!
const sweep = async (at: string) => {
  w.set(at)
  return sweepCases(w.office.db, await ctx())
}
const cardsOf = (c: Case) =>
  rows(
    w.office.db,
    sql<{
      colour: string
      nominal_at: Date
    }>`SELECT colour, nominal_at FROM cards WHERE subject_kind = 'case' AND subject_id = ${c.id} ORDER BY nominal_at`,
  )
const at = (s: string) => new Date(`${s}:00+08:00`)

describe('a report through the levels', () => {
  test('is in the grid worker’s inbox, with lamp, buttons and the clock’s reasons; a stranger sees nothing', async () => {
    const c = await opened('2026-11-16T09:00:00+08:00')
    const inbox = await inboxOf(w.office.db, grid, {}, w.now())
    expect(inbox.rows.find((r) => r.id === c.id)).toMatchObject({
      title: '饮水 · 三组水管破裂',
      stepName: '网格员响应',
      lamp: 'green',
      may: ['answer', 'team', 'up', 'decline', 'transfer'],
    })
    expect((await inboxOf(w.office.db, bureauClerk, {}, w.now())).rows).toEqual([])
    expect(
      (await regionCases(w.office.db, leader, township.path, { text: '水管' }, w.now())).rows.map((r) => [r.id, r.may]),
    ).toEqual([[c.id, []]])
    expect(explain(runOf(await historyOf(w.office.db, c.id))!, (await ctx()).calendar)).toEqual([
      '2026 年 11 月 16 日 09:00 开始计时',
      '限 24 小时（本地规定）',
      '到 2026 年 11 月 17 日 09:00',
    ])
    expect(await inboxCounts(w.office.db, grid, at('2026-11-17T04:00'))).toMatchObject({ all: 1, yellow: 1, red: 0 })
  })

  test('team, township, two units jointly, answer, dissatisfied once, next level, closed by silence', async () => {
    const c = await opened('2026-11-16T09:10:00+08:00')
    await expect(go(director, c, 'answer')).rejects.toThrow('不归您的岗位办')
    await go(grid, c, 'team')
    await expect(go(grid, c, 'answer')).rejects.toThrow('不归您的岗位办')
    await expect(go(grid, c, 'answer', { seenStep: 'received' })).rejects.toThrow('已在 11 月 16 日 09:10 办了这一步')
    await go(director, c, 'up', { comment: '要打井，村里办不了' })
    expect((await now(c)).holder_id).toBe(township.id)
    await expect(go(clerk, c, 'ask', { ask: { units: [], ask: '请处理' } })).rejects.toThrow('至少选一个办理单位')
    await go(clerk, c, 'ask', {
      ask: { units: [bureau.id, township.id], lead: bureau.id, ask: '请水利站和村里一起看' },
    })
    const asked = await requestsOf(w.office.db, c.id)
    expect(asked.map((r) => [r.kind, r.lead, r.due_at])).toEqual([
      ['joint', true, at('2026-11-24T00:00')],
      ['joint', false, at('2026-11-24T00:00')],
    ])
    const answerOf = async (who: Actor, id: string, text: string) => {
      const x = await ctx()
      return transact(w.office.db, (tx) => answerRequest(tx, who, id, { opinion: 'noted', text }, x))
    }
    await expect(answerOf(grid, asked[0]!.id, '我来答')).rejects.toThrow('不归您的岗位答复')
    expect((await answerOf(bureauClerk, asked[0]!.id, '已派人修')).moved).toBe(false)
    expect((await answerOf(clerk, asked[1]!.id, '已协调')).moved).toBe(true)
    await expect(answerOf(clerk, asked[1]!.id, '再答一次')).rejects.toThrow('已经答复过了')
    expect((await now(c)).step).toBe('gathered')
    await go(clerk, c, 'answer', { comment: '水管已换' })
    await expect(party(c, 'again', '')).rejects.toThrow('请写明原因')
    await party(c, 'again', '又漏了')
    const again = await now(c)
    expect([again.step, again.closed_at]).toEqual(['centre', null])
    expect(again.holder_path!.length).toBeLessThan(township.path.length) // the county now
    expect((await historyOf(w.office.db, c.id)).map((e) => e.action)).toEqual([
      'open',
      'team',
      'up',
      'ask',
      'answerJoint',
      'answerJoint',
      'gather',
      'answer',
      'again',
    ])
  })

  test('silence closes after the stated days, and a supporter may still reopen', async () => {
    const c = await opened('2026-11-16T09:20:00+08:00')
    await go(grid, c, 'answer', { comment: '已修好' })
    await sweep('2026-11-23T23:59:00+08:00')
    expect((await now(c)).step).toBe('answered')
    await sweep('2026-11-24T00:00:00+08:00')
    expect(await now(c)).toMatchObject({ step: 'closed', closed_at: at('2026-11-24T00:00') })
    await party(c, 'reopen', '又坏了')
    expect(await now(c)).toMatchObject({ step: 'centre', closed_at: null, holder_id: township.id })
  })

  test('handed to another village it keeps its clock; handed back up it begins a new one', async () => {
    const c = await opened('2026-11-16T09:30:00+08:00')
    w.set('2026-11-16T20:00:00+08:00')
    await expect(go(grid, c, 'transfer', { comment: '是隔壁村的', holderId: bureau.id })).rejects.toThrow(
      '不能交给这个单位',
    )
    await go(grid, c, 'transfer', { comment: '是隔壁村的', holderId: neighbour.id })
    expect(await now(c)).toMatchObject({ holder_id: neighbour.id, due_at: at('2026-11-17T09:30') })
    await expect(go(grid, c, 'team')).rejects.toThrow('不归您的岗位办')
  })

  test('two people at once: one wins, the other is told', async () => {
    const c = await opened('2026-11-16T09:40:00+08:00')
    const both = await Promise.allSettled([
      go(grid, c, 'answer', { seenEvents: 1 }),
      go(grid, c, 'team', { seenEvents: 1 }),
    ])
    expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('the clock', () => {
  test('stands still with reason, runs on by itself, and is never moved by a remark or a consultation', async () => {
    const c = await opened('2026-11-16T10:00:00+08:00')
    await go(grid, c, 'team')
    const due = (await now(c)).due_at
    const x = await ctx()
    await locked(c, ({ c: one }, tx) =>
      consult(
        tx,
        director,
        one,
        { units: [township.id], functions: ['township_clerk'], ask: '请看看怎么办', within: 'report.consultDays' },
        x,
      ),
    )
    expect((await now(c)).due_at).toEqual(due)
    await expect(locked(c, (l, tx) => suspend(tx, director, l, { reason: '等', proof: [] }, x))).rejects.toThrow(
      '请写明为什么暂停',
    )
    await locked(c, (l, tx) => suspend(tx, director, l, { reason: '等反映人补照片', proof: [] }, x))
    await expect(go(director, c, 'answer')).rejects.toThrow('暂停着')
    expect((await now(c)).due_at).toBeNull()
    await sweep('2026-12-03T08:00:00+08:00')
    const resumed = await now(c)
    expect([resumed.paused_at, resumed.due_at]).toEqual([null, at('2026-12-07T00:00')]) // suspended on the first of five days, on again from 2 December
    w.set('2026-12-03T09:00:00+08:00')
    const y = await ctx()
    await locked(c, (l, tx) =>
      extend(
        tx,
        director,
        l,
        { rule: 'report.extendDays', reason: '要等汛期过后施工', approves: director.posts[0] },
        y,
      ),
    )
    expect((await now(c)).due_at).toEqual(at('2027-01-06T00:00'))
    await expect(
      locked(c, (l, tx) =>
        extend(tx, director, l, { rule: 'report.extendDays', reason: '还要再等一等', approves: director.posts[0] }, y),
      ),
    ).rejects.toThrow('不能再延')
    await expect(locked(c, (l, tx) => resume(tx, director, l, '', y))).rejects.toThrow('没有暂停')
  })

  test('one clock is stopped as often as the rule lets it, whoever stops it', async () => {
    const c = await opened('2026-11-25T09:00:00+08:00')
    await go(grid, c, 'team')
    const x = await ctx()
    const most = x.rules.number('pause.times')
    const reason = '等反映人补照片'
    for (let i = 0; i < most; i++) {
      await locked(c, (l, tx) => suspend(tx, director, l, { reason, proof: [] }, x))
      await locked(c, (l, tx) => resume(tx, director, l, '', x))
    }
    await expect(locked(c, (l, tx) => suspend(tx, director, l, { reason, proof: [] }, x))).rejects.toThrow(
      `已经暂停过 ${most} 次`,
    )
    expect((await now(c)).paused_at).toBeNull()
  })

  test('warns, goes red and climbs the levels though nobody was assigned; late and doubled sweeps record each once, at the nominal time', async () => {
    const c = await opened('2026-11-17T08:00:00+08:00')
    await sweep('2026-11-18T01:59:00+08:00')
    expect(await cardsOf(c)).toEqual([])
    await Promise.all([sweep('2026-11-20T12:00:00+08:00'), sweep('2026-11-20T12:00:00+08:00')])
    expect(await cardsOf(c)).toEqual([
      { colour: 'yellow', nominal_at: at('2026-11-18T02:00') },
      { colour: 'red', nominal_at: at('2026-11-18T08:00') },
    ])
    expect((await now(c)).escalated).toBe(2)
    const told = await rows(
      w.office.db,
      sql<{
        kind: string
        function: string
      }>`SELECT m.kind, m.function FROM messages m WHERE m.link = ${`/cases/${c.id}`} ORDER BY m.kind, m.function`,
    )
    expect([told.some((m) => m.kind === 'red'), told.some((m) => m.kind === 'yellow')]).toEqual([true, false])
    expect(told.filter((m) => m.kind === 'escalated').map((m) => m.function)).toEqual(
      expect.arrayContaining(['township_leader', 'county_admin']),
    )
    expect(
      (
        await rows(
          w.office.db,
          sql`SELECT 1 FROM ledger_leaves WHERE kind = 'card' AND encode(entry, 'escape') LIKE ${`%${c.code}%`}`,
        )
      ).length,
    ).toBe(1)
    await go(grid, c, 'answer')
    expect((await cardsOf(c)).length).toBe(2)
  })
})

describe('others', () => {
  test('an outsider answers through a link that works once and not for ever', async () => {
    const c = await opened('2026-11-18T08:00:00+08:00')
    const x = await ctx()
    const key = await locked(c, ({ c: one }, tx) =>
      inviteGuest(tx, grid, one, { name: '县医院 王医生', ask: '请看看这个情况', within: 'report.guestDays' }, x),
    )
    expect((await guestRequest(w.office.db, key, w.now()))!.ask).toBe('请看看这个情况')
    expect(await guestRequest(w.office.db, (key.startsWith('x') ? 'y' : 'x') + key.slice(1), w.now())).toBeUndefined()
    expect(await guestRequest(w.office.db, key, at('2026-11-30T08:00'))).toBeUndefined()
    await transact(w.office.db, (tx) => answerAsGuest(tx, key, { text: '建议送检水样' }, x))
    await expect(transact(w.office.db, (tx) => answerAsGuest(tx, key, { text: '再说一次' }, x))).rejects.toThrow()
    expect((await historyOf(w.office.db, c.id)).at(-1)).toMatchObject({
      action: 'opinion',
      person_name: '县医院 王医生',
      post_name: '受邀',
    })
  })

  test('a unit that was asked is reminded, gets a card of its own once, and the asker hears; closing the case ends what is still asked', async () => {
    const c = await opened('2026-11-18T08:30:00+08:00')
    await go(grid, c, 'up', { comment: '村里办不了' })
    await go(clerk, c, 'ask', { ask: { units: [bureau.id], lead: bureau.id, ask: '请水利站看看' } })
    const [asked] = await requestsOf(w.office.db, c.id)
    const cards = () =>
      rows(
        w.office.db,
        sql<{
          colour: string
          nominal_at: Date
          region_id: string
        }>`
          SELECT colour, nominal_at, region_id
          FROM cards
          WHERE subject_kind = 'request' AND subject_id = ${asked!.id}
          ORDER BY nominal_at`,
      )
    const told = async () =>
      (
        await rows(
          w.office.db,
          sql<{
            kind: string
            region_id: string
            say: string
          }>`
            SELECT DISTINCT kind, region_id, say
            FROM messages
            WHERE link = ${`/cases/${c.id}`} AND say LIKE '%交办%'
            ORDER BY say`,
        )
      ).map((m) => [m.kind, m.region_id === bureau.id ? 'unit' : 'asker'])
    await sweep(asked!.warn_at!.toISOString())
    expect([await cards(), await told()]).toEqual([
      [{ colour: 'yellow', nominal_at: asked!.warn_at, region_id: bureau.id }],
      [['yellow', 'unit']],
    ])
    await sweep('2026-12-05T08:00:00+08:00')
    await sweep('2026-12-06T08:00:00+08:00')
    expect((await cards()).map((k) => [k.colour, k.nominal_at])).toEqual([
      ['yellow', asked!.warn_at],
      ['red', asked!.due_at],
    ])
    expect(
      (await told())
        .filter(([kind]) => kind === 'red')
        .map(([, who]) => who)
        .sort(),
    ).toEqual(['asker', 'unit'])
    await go(clerk, c, 'recall', { comment: '不用水利站办了' })
    await locked(c, async ({ c: one }, tx) =>
      consult(
        tx,
        clerk,
        one,
        { units: [bureau.id], functions: ['bureau_clerk'], ask: '请提意见', within: 'report.consultDays' },
        await ctx(),
      ),
    )
    await go(clerk, c, 'decline', { comment: '已另有安排' })
    expect((await requestsOf(w.office.db, c.id)).map((r) => [r.kind, r.withdrawn_at !== null])).toEqual([
      ['joint', true],
      ['consult', true],
    ])
  })

  test('whom a case is about neither sees nor handles it', async () => {
    const c = await opened('2026-11-18T09:00:00+08:00')
    await transact(w.office.db, (tx) => bar(tx, c.id, grid.personId))
    expect((await inboxOf(w.office.db, grid, {}, w.now())).rows.find((r) => r.id === c.id)).toBeUndefined()
    await expect(refuseBarred(w.office.db, await now(c), grid.personId)).rejects.toThrow('没有这件事')
    await expect(go(grid, c, 'answer')).rejects.toThrow('没有这件事')
  })

  test('merged cases point at each other, and the one that went in cannot be moved', async () => {
    const [a, b] = [await opened('2026-11-18T10:00:00+08:00'), await opened('2026-11-18T10:05:00+08:00')]
    const x = await ctx()
    await transact(w.office.db, (tx) => mergeInto(tx, grid, { from: a.id, into: b.id }, '同一处漏水', x))
    expect((await historyOf(w.office.db, b.id)).at(-1)).toMatchObject({ action: 'merged', detail: { other: a.id } })
    await expect(go(grid, a, 'answer')).rejects.toThrow('已经并入')
    await expect(transact(w.office.db, (tx) => mergeInto(tx, grid, { from: b.id, into: b.id }, '', x))).rejects.toThrow(
      '不能并入自己',
    )
  })
})

test('every procedure can be drawn: all steps inside the picture, none on top of another, every move with its line', () => {
  for (const code of [ninghai.code, guangshan.code, list.code]) {
    expect(flowOf(code, () => '县村务公开指挥中心值班员、乡镇村务公开经办人', undefined, false).width).toBeLessThan(
      1_000,
    )
    const flow = flowOf(code, () => '有关人员、别的人')
    for (const s of flow.steps)
      expect(s.x >= 0 && s.y >= 0 && s.x + s.width <= flow.width && s.y + s.height <= flow.height).toBe(true)
    for (const [i, a] of flow.steps.entries())
      for (const b of flow.steps.slice(i + 1))
        expect(
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
          `${a.step} ${b.step}`,
        ).toBe(true)
    expect(flow.lines.length).toBe(linesOf(code).length)
  }
})

describe('used time goes with the matter', () => {
  test('handed to units and taken back, it is as late as before; the unit that is asked again has no more time', async () => {
    const c = await opened('2026-11-16T09:00', complaint.code, township)
    const due = c.due_at!
    await sweep('2026-11-24T00:00')
    w.set('2026-11-24T09:00')
    const ask = { units: [bureau.id], lead: bureau.id, ask: '请核实' }
    const out = (await go(clerk, c, 'ask', { ask })).case
    expect(out.due_at! > w.now()).toBe(true)
    expect(out.missed_at).toEqual(due)
    const [first] = await requestsOf(w.office.db, c.id)
    w.set('2026-11-25T09:00')
    const back = (await go(clerk, c, 'recall', { comment: '单位退回来了' })).case
    expect([back.due_at, back.missed_at]).toEqual([due, due])
    const run = runOf(await historyOf(w.office.db, c.id))!
    expect(explain(run, (await ctx()).calendar)[0]).toContain('2026 年 11 月 16 日 09:00 开始计时')
    w.set('2026-11-30T09:00')
    expect((await go(clerk, c, 'ask', { ask })).case.due_at).toEqual(out.due_at)
    const again = (await requestsOf(w.office.db, c.id)).at(-1)!
    expect(again.due_at).toEqual(first!.due_at)
    // Cards and escalations are told once, not again with every way back.
    await sweep('2026-12-02T09:00')
    expect((await cardsOf(c)).filter((x) => x.colour === 'red').length).toBe(2)
  })

  test('merging takes the earlier due time and the lateness, splitting leaves both with the part', async () => {
    const late = await opened('2026-11-16T09:00', complaint.code, township)
    const young = await opened('2026-11-30T09:00', complaint.code, township)
    const x = await ctx()
    await transact(w.office.db, (tx) => mergeInto(tx, clerk, { from: late.id, into: young.id }, '同一件', x))
    const into = await now(young)
    expect([into.due_at, into.missed_at]).toEqual([late.due_at, late.due_at])
    const gone = await now(late)
    expect([gone.missed_at, gone.due_at, gone.paused_at], 'it has no limit of its own any more').toEqual([
      late.due_at,
      null,
      null,
    ])
    const said = async (c: Case) =>
      clocksOf(c.procedure, await historyOf(w.office.db, c.id), x.calendar, w.now()).map((k) => [k.name, k.end, k.late])
    expect(await said(late)).toEqual([
      ['综合指挥室研判', expect.stringContaining('并入另一件，往后按那一件的期限，晚了'), true],
    ])
    expect(await said(young)).toEqual([
      ['综合指挥室研判', expect.stringContaining('起按并进来的那件的期限，那个更早，没有超过期限'), false],
      ['综合指挥室研判（并进来的那件的期限）', '', true],
    ])
    const part = await opened('2026-11-30T10:00', complaint.code, township)
    const y = await ctx()
    await locked(into, ({ c }, tx) => noteSplit(tx, clerk, c, part, '另一件事', y))
    const split = await now(part)
    expect([split.due_at, split.missed_at]).toEqual([late.due_at, late.due_at])
    expect((await said(part)).map(([name]) => name)).toEqual(['综合指挥室研判', '综合指挥室研判（原来那件的期限）'])
  })

  test('reopened above, the rule gives a new limit and the lateness stays to be seen', async () => {
    const c = await opened('2026-11-16T09:00', complaint.code, township)
    w.set('2026-11-24T09:00')
    await go(clerk, c, 'answer')
    const again = await party(c, 'again', '没有修好')
    expect(again.case.missed_at).toEqual(c.due_at)
    expect(again.case.due_at! > w.now()).toBe(true)
    expect(again.event.clock?.cite).toContain('信访工作条例')
    expect(
      (
        await regionCases(
          w.office.db,
          leader,
          village.path.slice(0, village.path.indexOf('.') + 1),
          { lamp: 'missed' },
          w.now(),
        )
      ).rows.map((r) => r.id),
    ).toContain(c.id)
  })

  test('what is late is not extended any more, nor extended twice by sending it round', async () => {
    const c = await opened('2026-11-16T09:00', complaint.code, township)
    const x = await ctx()
    const more = { rule: 'report.extendDays', reason: '情况复杂', approves: leader.posts[0]! }
    await locked(c, (at, tx) => extend(tx, leader, at, more, x))
    await go(clerk, c, 'investigate')
    await go(clerk, c, 'recall', { comment: '退回研判' })
    await expect(locked(c, (at, tx) => extend(tx, leader, at, more, x))).rejects.toThrow('已经延长过一次')
    const other = await opened('2026-11-16T09:00', complaint.code, township)
    w.set('2026-12-16T09:00')
    const late = await ctx()
    await expect(locked(other, (at, tx) => extend(tx, leader, at, more, late))).rejects.toThrow('已经过了期限')
  })
})
