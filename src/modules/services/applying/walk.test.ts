/**
 * Every service that ships can be opened, filled in, and taken through all of its levels to its result; on the way no
 * step is due after what the service promises.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillIn } from '../../../../test/fillIn.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { overTheBarred } from '../../../kernel/cases/act.ts'
import { bar } from '../../../kernel/cases/bars.ts'
import { answerRequest } from '../../../kernel/cases/requests.ts'
import { caseOf, historyOf, type Case } from '../../../kernel/cases/case.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { sweepCases } from '../../../kernel/cases/sweep.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import type { PostFunction } from '../../../kernel/people/functions.ts'
import { judge } from '../../../kernel/asked/judge.ts'
import type { Service } from '../list/services.schema.ts'
import '../deciding/applications.reactions.ts'
import { applicationById } from '../deciding/application.ts'
import { promiseOf } from '../following/own.read.ts'
import { handle, type Decision } from '../deciding/handle.ts'
import { takePaper } from './papers.ts'
import { publishDue, publishLeft } from '../deciding/publish.ts'
import { send } from './receive.ts'
import { limitsOf, routeOf, shownLegs } from '../deciding/routes.ts'
import { wholeForm } from './wholeForm.ts'

let w: World
let services: { definition: Service; version: number }[]
let place: { id: string; path: string; slug: string; name: string; practice: boolean }
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

beforeAll(async () => {
  w = await makeWorld()
  services = await rows(
    w.office.db,
    sql`SELECT DISTINCT ON (code) definition, version FROM services ORDER BY code, version DESC`,
  )
  place = (await first(
    w.office.db,
    sql<typeof place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
})
afterAll(() => w.close())

test('the county has its seventy-four services', () => expect(services.length).toBe(74))

test('no service breaks its own promise: the limits of its steps, those that are shared counted once, fit into it', () => {
  const place = { id: 'x', path: '/x/' }
  const over = services
    .map((s) => s.definition)
    .filter((s) => s.promised?.unit === 'workDay')
    .map((s) => {
      const legs = shownLegs(
        routeOf(s, { village: place, township: place, county: place, bureau: () => place }),
        limitsOf(s),
        procedureOf('services.application').steps,
      )
      return [
        s.code,
        // Within one day all steps of what is done at once end.
        s.atOnce
          ? Math.max(...legs.map((l) => (l.limit?.starts === 'sameDay' ? l.limit.amount : Infinity)))
          : legs.reduce(
              (sum, l) => sum + (l.limit?.unit === 'workDay' && !l.leg.step.endsWith('_notice') ? l.limit.amount : 0),
              0,
            ),
        s.promised?.value ?? 0,
      ] as const
    })
    .filter(([, steps, promised]) => steps > promised)
  expect(over).toEqual([])
})

test('each is filled in, handed in, and goes from hand to hand to its end; what is due is published', async () => {
  const ends: Record<string, string> = {}
  for (const { definition, version } of services) ends[definition.code] = await walk(definition, version)
  expect(Object.entries(ends).filter(([, end]) => end !== 'done')).toEqual([])
  const noticed = services.filter(
    (s) => s.definition.notice && s.definition.steps.some((x) => x.kind === 'notice'),
  ).length
  const found = (await first(
    w.office.db,
    sql<{
      notices: number
      results: number
    }>`SELECT count(notice_id)::int AS notices, count(result_notice_id)::int AS results FROM applications`,
  ))!
  expect(found.notices).toBe(noticed)
  expect(found.results).toBe(services.filter((s) => s.definition.notice?.item).length)
})

/** Each step, and each unit asked in it, that was due after the end of the whole as it was promised. */
const broken: string[] = []

test('no step on the way, whatever its own limit or the county’s rule says, is due after the promise', () =>
  expect(broken).toEqual([]))

test('a unit asked jointly, all of it kept from the case: the place above answers, and it goes on', async () => {
  const { definition, version } = services.find((s) => s.definition.code === 'SV001')!
  const answered: string[] = []
  const end = await walk(definition, version, async (c) => {
    if (!procedureOf(c.procedure).steps[c.step]!.joint) return
    const ctx = await contextAt(w.office.db, w.now())
    await transact(w.office.db, async (tx) => {
      for (const { id } of await rows(
        tx,
        sql<{ id: string }>`
          SELECT DISTINCT a.person_id AS id
          FROM appointments a
          JOIN regions r ON r.id = a.region_id
          WHERE r.slug = 'nongyenongcunju'`,
      ))
        await bar(tx, c.id, id)
      await overTheBarred(tx, c.id, ctx)
    })
    const asked = await rows(
      w.office.db,
      sql<{ id: string; region_id: string; slug: string; level: string; gone: boolean; due: string }>`
        SELECT q.id, q.region_id, r.slug, r.level, q.withdrawn_at IS NOT NULL AS gone, q.due_at::text AS due
        FROM case_requests q
        JOIN regions r ON r.id = q.region_id
        WHERE q.case_id = ${c.id}
        ORDER BY q.asked_at, q.id`,
    )
    const over = asked.find((q) => !q.gone && q.level === 'county')!
    expect(asked.filter((q) => q.gone)).toMatchObject([{ slug: 'nongyenongcunju', due: over.due }])
    const admin = await actorAt(over.region_id, 'county_admin')
    const opinion = { opinion: 'agree' as const, text: '县里看过，同意' }
    await transact(w.office.db, (tx) => answerRequest(tx, admin, over.id, opinion, ctx))
    answered.push(over.slug)
  })
  expect([end, answered]).toEqual(['done', ['qingchuan']])
})

async function keepPromise(service: Service, c: Case) {
  const ctx = await contextAt(w.office.db, w.now())
  const a = (await applicationById(w.office.db, c.subject_id))!
  const promised = promiseOf(a, await historyOf(w.office.db, c.id), ctx)?.dueAt
  if (!promised || c.step.endsWith('_notice') || c.step.endsWith('_appraise')) return
  const asked = await rows(
    w.office.db,
    sql<{ due_at: Date }>`
      SELECT due_at
      FROM case_requests
      WHERE case_id = ${c.id} AND answered_at IS NULL AND withdrawn_at IS NULL AND due_at IS NOT NULL`,
  )
  for (const due of [c.due_at!, ...asked.map((q) => q.due_at)])
    if (due > promised) broken.push(`${service.code} ${c.step}: ${due.toISOString()} > ${promised.toISOString()}`)
}

async function walk(service: Service, version: number, at?: (c: Case) => Promise<void>) {
  const [key, form, ctx] = [newId(), wholeForm(service), await contextAt(w.office.db, w.now())]
  const papers = new Map<string, string>()
  for (const f of form.sections
    .flatMap((s) => s.fields)
    .filter((x) => ['file', 'scan', 'portrait', 'signature'].includes(x.kind)))
    papers.set(f.key, (await takePaper(w.office, key, f.key, { name: '材料.png', bytes: png }, ctx.rules, ctx.now)).id)
  const answers = fillIn(form, (f) => papers.get(f.key)!)
  expect(judge(form, answers).problems, service.code).toEqual([])
  const receipt = await transact(w.office.db, (tx) =>
    send(tx, w.office.secret, { place, service, version, key, answers, identity: 0 }, ctx),
  )
  for (let n = 0; n < 20; n += 1) {
    const c = (await caseOf(w.office.db, 'application', receipt.id))!
    if (c.closed_at) return c.step
    await keepPromise(service, c)
    await at?.(c)
    await stepOn(c)
  }
  return 'too many steps'
}

async function stepOn(c: Case) {
  const step = procedureOf(c.procedure).steps[c.step]!
  const ctx = await contextAt(w.office.db, w.now())
  if (c.step.endsWith('_notice')) {
    await publishLeft(w.office, ctx)
    w.set(new Date(c.due_at!.getTime() + 1000).toISOString())
    await sweepCases(w.office.db, await contextAt(w.office.db, w.now()))
    return
  }
  if (step.joint) {
    const asked = await rows(
      w.office.db,
      sql<{
        id: string
        region_id: string
      }>`
        SELECT id, region_id
        FROM case_requests
        WHERE case_id = ${c.id} AND answered_at IS NULL AND withdrawn_at IS NULL
        ORDER BY id`,
    )
    for (const q of asked) {
      if ((await caseOf(w.office.db, 'application', c.subject_id))!.step !== c.step) return
      await transact(w.office.db, async (tx) =>
        answerRequest(tx, await actorAt(q.region_id, 'bureau_clerk'), q.id, { opinion: 'agree', text: '同意' }, ctx),
      )
    }
    return
  }
  const names = Object.entries(step.actions)
    .filter(
      ([name, a]) =>
        !a.party && name !== 'silence' && !['refuse', 'lapse', 'again', 'transfer', 'return'].includes(name),
    )
    .map(([name]) => name)
  expect(names, c.step).toHaveLength(1)
  const on = w.now().toISOString().slice(0, 10)
  const kind = c.step.split('_')[1]
  const d: Decision = {
    caseId: c.id,
    action: names[0]!,
    identityChecked: true,
    ...(names[0] === 'approve'
      ? {
          signature: {
            kind: 'strokes',
            strokes: [
              [
                { x: 1, y: 1 },
                { x: 30, y: 30 },
              ],
            ],
          },
          grant: { text: '同意', amount: '100' },
        }
      : {}),
    ...(kind === 'visit'
      ? { record: { kind: 'visit', on, people: ['甲某', '乙某'], place: '', text: '情况属实' } }
      : kind === 'appraise'
        ? { record: { kind: 'appraise', on, present: 9, agree: 9, against: 0, abstain: 0, text: '同意' } }
        : {}),
  }
  await transact(w.office.db, async (tx) => {
    const moved = await handle(tx, w.office.secret, await actorAt(c.holder_id!, step.by[0]!), d, ctx)
    await publishDue(tx, w.office.secret, c.subject_id, moved.case, ctx)
  })
}

/** Somebody in a post at a place, whoever holds it in the demo: many bureaux name nobody. */
async function actorAt(regionId: string, fn: PostFunction): Promise<Actor> {
  const r = (await first(
    w.office.db,
    sql<{
      name: string
      code: string
      slug: string
      level: string
      path: string
    }>`SELECT name, code, slug, level, path FROM regions WHERE id = ${regionId}`,
  ))!
  return {
    personId: `${regionId} ${fn}`,
    name: '甲某',
    posts: [
      {
        appointmentId: `${regionId} ${fn}`,
        function: fn,
        post: fn,
        chair: false,
        regionId,
        regionCode: r.code,
        region: r.name,
        slug: r.slug,
        level: r.level,
        path: r.path,
        practice: false,
        deputyFor: '',
      },
    ],
  }
}
