/**
 * Words that staff write and everybody reads are asked about names before they are kept, all by one home
 * (kernel/residents/publicWords.ts). Each text of every public view stands here: a new one is in no list, and is told.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../src/platform/db.ts'
import { everyRoom, ok, type EveryRoom } from './everyRoom.ts'
import { makeWorld, type Answer, type World } from './world.ts'

let w: World
let here: EveryRoom
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  here = await everyRoom(w)
})
afterAll(() => w.close())

/** Written by somebody at a desk: the file that asks before it is kept. */
const asked: Record<string, string> = {
  'public_cards.lifted_reason': 'disclosure/cards/cards.ts',
  'public_correction_demands.text': 'disclosure/drafting/decide.ts',
  'public_files.name': 'disclosure/drafting/drafts.ts',
  'public_historical_records.title': 'county/history/enter.ts',
  'public_historical_records.note': 'county/history/enter.ts',
  'public_notices.hands': 'disclosure/drafting/decide.ts',
  'public_notices.reason': 'disclosure/drafting/drafts.ts',
  'public_notices.withdrawn_reason': 'disclosure/drafting/decide.ts',
  'public_obligations.event_title': 'disclosure/obligations/obligations.ts',
  'public_paper_postings.place': 'disclosure/drafting/records.ts',
  'public_paper_postings.short_reason': 'disclosure/drafting/records.ts',
  'public_power_run_clocks.comment': 'powers/runs/pause.ts',
  'public_power_run_papers.name': 'powers/runs/papers.ts',
  'public_power_run_pauses.reason': 'powers/runs/pause.ts',
  'public_power_run_steps.facts': 'powers/runs/record.ts',
  'public_power_run_steps.words': 'powers/runs/record.ts',
  'public_power_run_ways.reason': 'powers/runs/amend.ts',
  'public_power_runs.about': 'powers/runs/start.ts',
  'public_power_runs.title': 'powers/runs/start.ts',
  'public_questions.text': 'disclosure/questions/questions.ts',
  'public_questions.answer': 'disclosure/questions/questions.ts',
  'public_questions.conclusion': 'disclosure/questions/questions.ts',
  'public_region_changes.note': 'county/places/regions.ts',
  'public_late_reports.title': 'reports/handling/handle.ts',
  'public_report_corrections.text': 'reports/corrections/corrections.ts',
  'public_report_events.comment': 'reports/handling/clock.ts',
  'public_report_files.transcript': 'reports/handling/work.ts',
  'public_report_orders.ask': 'reports/handling/orders.ts',
  'public_report_replies.text': 'reports/handling/handle.ts',
  'public_report_reply_files.name': 'reports/handling/handle.ts',
  'public_report_search.text': 'reports/handling/handle.ts',
  'public_report_search.title': 'reports/handling/handle.ts',
  'public_reports.text': 'reports/handling/handle.ts',
  'public_reports.title': 'reports/handling/handle.ts',
  'public_seal_uses.paper': 'powers/seals/seals.ts',
  'public_seal_uses.reason': 'powers/seals/seals.ts',
}

/** The whole of a view that tells no story of anybody: why. */
const unasked: Record<string, string> = {
  public_accusation_keys: 'keys of an office',
  public_application_results: 'made by the platform, masked: following/resultStatement.ts',
  public_calendar_days: 'the calendar',
  public_categories: 'the catalogue',
  public_group_members: 'who holds a post is published by law',
  public_items: 'the catalogue',
  public_leading_groups: 'who holds a post is published by law',
  public_ledger_checkpoints: 'the log',
  public_ledger_cosignatures: 'the log',
  public_ledger_leaves: 'the log',
  public_notice_clocks: 'the limits of steps; its remark is always empty',
  public_place_months: 'figures',
  public_post_kinds: 'who holds a post is published by law',
  public_posts: 'who holds a post is published by law',
  public_power_frames: 'the list of powers',
  public_power_run_notices: 'codes',
  public_power_run_questions: 'codes',
  public_powers: 'the list of powers',
  public_regions: 'names of places',
  public_report_months: 'figures',
  public_rules: 'law and the county’s settings',
  public_search: 'made of notices without names: publish.ts, searchText',
  public_service_frames: 'the list of services',
  public_service_halls: 'names and telephones of counters',
  public_service_outcomes: 'figures',
  public_services: 'the list of services',
  public_settings: 'settings',
  public_templates: 'the catalogue',
}

/** Single texts of the others that nobody writes freely: codes, names of posts and places, who signs as the office. */
const codes =
  /^(id|.*_id|path|code|.*_code|slug|kind|type|.*_type|subject_kind|clock|colour|action|from_step|to_step|step|steps|outcome|band|state|period|due_month|stage|.*sha256|.*_hash|salt|commitment|content_commitment|audience|procedure|category|rating|finding|met_how|form|seal|asker_kind|withdrawn|file_ids|.*_level|other_slug|paper)$/
const office =
  /^(.*_post|post_name|.*_place|place_name|place|by_name|.*_name|name|holder|answered_by|withdrawn_by|started_name|keeper_name|approver_name|hands|before|after|asker)$/
/** What is governed elsewhere. */
const elsewhere: Record<string, string> = {
  'public_notices.title': 'made of the item and its event: asked there',
  'public_notices.content': 'columns for people, and the guard’s own questions: kernel/forms, kernel/guard',
  'public_historical_files.name': 'files that the county centre looked through, with the record',
  'public_power_run_steps.name': 'the list of powers',
  'public_search_words.said': 'the pack’s own guard: readTable',
  'public_search_words.means': 'the pack’s own guard: readTable',
  'public_search_words.phone': 'the pack’s own guard: readTable',
  'public_search_words.advice': 'the pack’s own guard: readTable',
}

test('every text of every public view is asked about, or told here why not', async () => {
  const columns = await rows(
    w.t.db,
    sql<{ view: string; name: string }>`
      SELECT c.relname AS view, a.attname AS name
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
      JOIN pg_type y ON y.oid = a.atttypid
      WHERE c.relkind = 'v'
        AND c.relname LIKE 'public\_%'
        AND y.typname IN ('text', 'varchar', 'jsonb', 'json', '_text', '_varchar')
      ORDER BY 1, a.attnum`,
  )
  expect(columns.length).toBeGreaterThan(200)
  const keys = columns.map((c) => `${c.view}.${c.name}`)
  const open = columns.filter(
    ({ view, name }) =>
      !(view in unasked) &&
      !(`${view}.${name}` in asked) &&
      !(`${view}.${name}` in elsewhere) &&
      !codes.test(name) &&
      !office.test(name),
  )
  expect(open.map((c) => `${c.view}.${c.name}`)).toEqual([])
  expect([...Object.keys(asked), ...Object.keys(elsewhere)].filter((key) => !keys.includes(key))).toEqual([])
})

test.each([...new Set(Object.values(asked))])('%s asks', (file) => {
  expect(readFileSync(`src/modules/${file}`, 'utf8')).toContain('await askBeforePublic(')
})

/** What is sent, with these words in it; made anew for each try, since what went through is done. */
const sendings: Record<string, () => Promise<(words: string, agreed?: readonly string[]) => Promise<Answer<any>>>> = {
  'an answer': async () => {
    const id = await here.report('路灯不亮')
    return (text, agreed) => here.grid.post(`/cases/${id}/actions/answer`, { reply: { text, form: 'written' } }, agreed)
  },
  'an order': async () => {
    const id = await here.report('路灯不亮')
    const leader = await w.signIn('qingxi-leader')
    return (text, agreed) => leader.post(`/cases/${id}/orders`, { text }, agreed)
  },
  'an answer to a question about a notice': async () => {
    await here.ask('question', '这笔钱是什么时候付的？')
    const { questions } = ok(await here.officer.get('/questions'))
    const id = questions.find((q: { answered_at: unknown }) => !q.answered_at).id
    return (text, agreed) => here.officer.post(`/questions/${id}/answer`, { text, conclusion: '' }, agreed)
  },
  'what a correction is asked for': async () => {
    return (comment, agreed) => here.clerk.post(`/notices/${here.noticeId}/actions/demand`, { comment }, agreed)
  },
  'the title of an event': async () => (title, agreed) =>
    here.officer.post('/events', { place: 'liuwan', item: 'C02-01', on: '2026-10-10', title }, agreed),
  'what a power is used for': async () => (about, agreed) =>
    here.officer.post(
      '/powers/runs',
      { power: 'NH01', place: 'liuwan', title: '三组修路', about, amount: '10000', key: crypto.randomUUID() },
      agreed,
    ),
  'what a seal is put to': async () => (reason, agreed) =>
    here.agent.post(
      '/seals',
      {
        place: 'liuwan',
        seal: '村民委员会印章',
        paper: '说明',
        reason,
        copies: 1,
        askerKind: 'unit',
        askerName: '合作社',
        key: crypto.randomUUID(),
      },
      agreed,
    ),
  'an old paper': async () => (note, agreed) =>
    here.admin.post(
      '/history',
      { place: 'liuwan', title: '旧账', on: '2019-05-20', kind: '', note, files: [] },
      agreed,
    ),
  'why a place was renamed': async () => (note, agreed) =>
    here.admin.post('/regions/liuwan/rename', { name: '柳湾新村', on: '2026-10-01', note }, agreed),
}
test.each(Object.keys(sendings))(
  '%s: a name in it is asked about, and goes out when it was looked at',
  async (what) => {
    const send = await sendings[what]!()
    const first = await send('听村民苗翠花说，这件事已经办好了')
    expect([first.status, first.body.details?.names], JSON.stringify(first.body)).toEqual([422, ['苗翠花']])
    const number = await send('听村民苗翠花说，请打 13912345678', ['苗翠花'])
    expect([number.status, number.body.details?.names], 'numbers are never agreed to').toEqual([422, undefined])
    const agreed = await send('听村民苗翠花说，这件事已经办好了', ['苗翠花'])
    expect([agreed.status, agreed.body]).toEqual([200, expect.anything()])
  },
)

test('who holds a post there is public already; the reporter is asked about, however rare the name', async () => {
  const id = await here.report('水管破了', { name: '揭阳明', phone: '13912345678', show: 'nameless' })
  const [{ name }] = await rows(
    w.office.db,
    sql<{ name: string }>`
      SELECT p.name
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN regions r ON r.id = a.region_id
      WHERE r.slug = 'liuwan' AND length(p.name) = 3
      LIMIT 1`,
  ).then((r) => [r[0]!] as const)
  const answer = (text: string) => here.grid.post(`/cases/${id}/actions/answer`, { reply: { text, form: 'written' } })
  const asked = await answer(`${name}同志已经带人把揭阳明门口的水管换好`)
  expect([asked.status, asked.body.details?.names]).toEqual([422, ['揭阳明']])
  expect((await answer(`${name}同志已经带人把水管换好`)).status).toBe(200)
})
