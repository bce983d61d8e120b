/**
 * One case of each kind about a village, with what hangs from it: for stories that go through every route of the
 * console. What was made is found again by `hanging`, from the database: a new table is in it by itself.
 */
import { expect } from 'vitest'
import { isFile, placedFields } from '../src/kernel/asked/fields.ts'
import { contextAt } from '../src/kernel/cases/office.ts'
import { ask } from '../src/modules/disclosure/questions/questions.ts'
import { placeById } from '../src/modules/disclosure/catalogue/places.read.ts'
import { receive, type Place } from '../src/modules/reports/sending/receive.ts'
import { reportSchema } from '../src/modules/reports/reports.schema.ts'
import { takePaper } from '../src/modules/services/applying/papers.ts'
import { send } from '../src/modules/services/applying/receive.ts'
import { wholeForm } from '../src/modules/services/applying/wholeForm.ts'
import type { Service } from '../src/modules/services/list/services.schema.ts'
import { first, rows, sql, transact } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import { fillIn } from './fillIn.ts'
import { handIn, nothing, openEvent } from './story.ts'
import type { Answer, Person, World } from './world.ts'

export type Words = Record<
  'report' | 'answerAsked' | 'mediation' | 'application' | 'run' | 'seal' | 'notice' | 'question' | 'correction',
  string
>
/**
 * Of which village, with which words in them, by whose hands (`above`: who may mediate and uphold complaints), with
 * which picture.
 */
export type Maker = {
  w: World
  place: Place
  words: Words
  hands: { officer: Person; grid: Person; agent: Person; above: Person }
  picture: Uint8Array
}

/** Gives the person of an account every post of these places, and of their level. */
export async function everyPost(w: World, username: string, slugs: readonly string[]): Promise<string> {
  const { personId } = (await first(
    w.office.db,
    sql<{ personId: string }>`
      SELECT a.person_id AS "personId"
      FROM accounts a
      JOIN auth_users u ON u.id = a.user_id
      WHERE u.username = ${username}`,
  ))!
  await sql`
    INSERT INTO appointments (id, person_id, post_kind_id, region_id, from_on, made_at)
    SELECT gen_random_uuid(), ${personId}, k.id, r.id, '2026-01-01', ${w.now()}
    FROM post_kinds k
    JOIN regions r ON r.level = k.level
    WHERE r.slug = ANY(${[...slugs]}::text[])`.execute(w.office.db)
  return personId
}

export async function reported(
  { w, place }: Pick<Maker, 'w' | 'place'>,
  input: object,
  files: Parameters<typeof receive>[4] = [],
  noticeId?: string,
) {
  const ctx = await contextAt(w.office.db, w.now())
  const made = await transact(w.office.db, (tx) =>
    receive(
      tx,
      w.office.secret,
      place,
      reportSchema.parse({ kind: 'trouble', show: 'nameless', key: newId(), ...input }),
      files,
      { channel: 'web', noticeId },
      ctx,
    ),
  )
  return made.id
}

export const caseOf = async (w: World, subjectId: string) =>
  (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${subjectId}`))!.id
export const ok = <T>({ status, body }: Answer<T>): T => {
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

/** Twice the same spot; with a picture, a bureau consulted, a mediation, a call-back, and a run that it asks about. */
export async function aboutReport(m: Maker): Promise<{ report: string; again: string }> {
  const { w, place, words, hands, picture } = m
  const sha256 = await w.office.files.put('original', picture)
  const id = await reported(m, { text: `${words.report}的护栏断了`, spot: words.report }, [
    { kind: 'picture', name: `${words.report}.jpg`, type: 'image/jpeg', bytes: picture.length, sha256 },
  ])
  const again = await reported(m, { text: `${words.report}又断了`, spot: words.report })
  const caseId = await caseOf(w, id)
  ok(
    await hands.grid.post(`/cases/${caseId}/consult`, {
      units: ['nongyenongcunju'],
      functions: ['bureau_clerk'],
      ask: words.answerAsked,
    }),
  )
  ok(await hands.grid.post(`/cases/${caseId}/notes`, { kind: 'note', text: `去看过${words.report}` }))
  ok(
    await hands.above.post('/mediations', {
      place: place.slug,
      title: words.mediation,
      mediator: '老柳',
      parties: [{ name: '甲' }, { name: '乙' }],
      caseId,
    }),
  )
  await sql`INSERT INTO report_callbacks (id, report_id, chosen_at) VALUES (${newId()}, ${id}, ${w.now()})`.execute(
    w.office.db,
  )
  const run = ok(
    await hands.officer.post('/powers/runs', {
      place: place.slug,
      key: newId(),
      power: 'NH01',
      title: '村办公用房修缮',
    }),
  ).id
  await sql`INSERT INTO power_run_questions (report_id, run_id, step) VALUES (${id}, ${run}, 'propose')`.execute(
    w.office.db,
  )
  return { report: id, again }
}

/** An upheld complaint about a published list, and the correction that it asks for. */
export async function aboutCorrection(m: Maker, notice: string) {
  const { w, words, hands } = m
  const complaint = await reported(m, { kind: 'list', text: '收入表少了一笔' }, [], notice)
  ok(
    await hands.above.post(`/cases/${await caseOf(w, complaint)}/actions/uphold`, {
      reply: { text: '核实了，少记一笔，已请村里更正。', form: 'written' },
      comment: `补上${words.correction}承包费`,
    }),
  )
  const { id } = (await first(
    w.office.db,
    sql<{ id: string }>`SELECT id FROM report_corrections WHERE report_id = ${complaint}`,
  ))!
  return { complaint, correction: id }
}

/** Two applications of one person, of which one is barred; a bureau is consulted about it. */
export async function aboutApplication(m: Maker): Promise<string> {
  const { w, place, words, hands, picture } = m
  const service = (await first(
    w.office.db,
    sql<{
      definition: Service
      version: number
    }>`SELECT definition, version FROM services WHERE code = 'SV001' ORDER BY version DESC LIMIT 1`,
  ))!
  const ctx = await contextAt(w.office.db, w.now())
  const apply = async () => {
    const key = newId()
    const form = wholeForm(service.definition)
    const ids = new Map<string, string>()
    for (const { field } of placedFields(form).filter((f) => isFile(f.field.kind)))
      ids.set(
        field.key,
        (await takePaper(w.office, key, field.key, { name: 'a.jpg', bytes: picture }, ctx.rules, ctx.now)).id,
      )
    const answers = fillIn(form, (f) => ids.get(f.key)!)
    const { id } = await transact(w.office.db, (tx) =>
      send(
        tx,
        w.office.secret,
        { place, service: service.definition, version: service.version, key, answers, identity: 0 },
        ctx,
      ),
    )
    return id
  }
  await apply()
  const id = await apply()
  ok(
    await hands.agent.post(`/applications/${await caseOf(w, id)}/consult`, {
      units: ['nongyenongcunju'],
      ask: words.application,
    }),
  )
  return id
}

export async function aboutRun(m: Maker): Promise<string> {
  const { place, words, hands } = m
  return ok(
    await hands.officer.post('/powers/runs', { place: place.slug, key: newId(), power: 'NH01', title: words.run }),
  ).id
}

export async function aboutSeal(m: Maker): Promise<string> {
  const { place, words, hands } = m
  return ok(
    await hands.agent.post('/seals', {
      place: place.slug,
      seal: '村民委员会印章',
      paper: words.seal,
      reason: '申请房屋改造补助',
      copies: 1,
      askerKind: 'villager',
      askerName: '柳大妹',
      key: newId(),
    }),
  ).id
}

/** Handed in with a picture, and asked about. */
export async function aboutNotice(m: Maker): Promise<string> {
  const { w, place, words, hands, picture } = m
  const id = await openEvent(hands.officer, {
    place: place.slug,
    item: 'C05-01',
    on: '2026-10-10',
    title: words.notice,
  })
  const photo = new File([picture as BlobPart], '照片.jpg', { type: 'image/jpeg' })
  const { body: file } = await hands.officer.upload(`/notices/${id}/files`, photo)
  await handIn(hands.officer, id, {
    ...nothing,
    attachments: [{ file: file.id, name: file.name, kind: file.kind, public: false }],
  })
  const ctx = await contextAt(w.office.db, w.now())
  await transact(w.office.db, async (tx) =>
    ask(
      tx,
      { noticeId: id, place: await placeById(tx, place.id) },
      { kind: 'question', text: `${words.question}是谁包的`, name: '', showName: false, contact: '' },
      ctx,
    ),
  )
  return id
}
/**
 * What hangs from things by id: the ids and codes of every row, in whatever table, in which one of them stands, and so
 * on; and the rows themselves.
 */
export type Hanging = { ids: Map<string, string[]>; codes: string[]; rows: string[] }

export async function hanging(w: World, roots: readonly string[]): Promise<Hanging> {
  const tables = (
    await rows(
      w.t.owner,
      sql<{ name: string }>`
        SELECT table_name AS name
        FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
        ORDER BY 1`,
    )
  )
    .map((t) => t.name)
    .filter((t) => !about.has(t))
  const ids = new Map<string, string[]>()
  const known = new Set(roots)
  const found = new Map<string, Record<string, unknown>>()
  for (let before = -1; before < found.size; ) {
    before = found.size
    for (const t of tables)
      for (const { row } of await rows(
        w.t.owner,
        sql<{ row: Record<string, unknown> }>`
          SELECT to_jsonb(t) AS row
          FROM ${sql.table(t)} t
          WHERE EXISTS (SELECT 1 FROM jsonb_each_text(to_jsonb(t)) f WHERE f.value = ANY(${[...known]}::text[]))`,
      )) {
        const key = `${t} ${JSON.stringify(row)}`
        if (found.has(key)) continue
        found.set(key, row)
        for (const id of [row['id'], row['file_id'], row['obligation_id']])
          if (typeof id === 'string' && !known.has(id)) {
            known.add(id)
            ids.set(t, [...(ids.get(t) ?? []), id])
          }
      }
  }
  const shas = [...found.values()].flatMap((r) => (typeof r['sha256'] === 'string' ? [r['sha256']] : []))
  return {
    ids: new Map([...ids, ['sha256', shas]]),
    codes: [
      ...new Set(
        [...found.values()].flatMap((r) =>
          typeof r['code'] === 'string' && r['subject_kind'] !== 'correction' ? [r['code']] : [],
        ),
      ),
    ],
    rows: [...found.keys()].sort(),
  }
}
/**
 * Rows that name a case and are no part of it: who is barred, what was written down about somebody's own press, the
 * log.
 */
const about = new Set([
  'audit_trail',
  'case_bars',
  'log_leaves',
  'notices_search',
  'rate_limits',
  'message_reads',
  'place_months',
])
