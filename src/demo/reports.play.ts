/** One report of the demo from its telling to where its fate leaves it, by the hands of the county's people. */
import { first, rows, sql, type Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { dayOf } from '../platform/clock.ts'
import { actAsSystem, lock } from '../kernel/cases/act.ts'
import { suspend } from '../kernel/cases/pause.ts'
import { answerRequest, requestsOf } from '../kernel/cases/requests.ts'
import type { Office } from '../kernel/office.ts'
import { actorOf, type Actor } from '../kernel/people/actor.ts'
import type { PostFunction } from '../kernel/people/functions.ts'
import { inGroups, type DemoFate, type DemoReport, type Random } from './content/index.ts'
import type { PlaceRow } from '../modules/disclosure/catalogue/places.read.ts'
import { handle, setFace, type Handling } from '../modules/reports/handling/handle.ts'
import { order } from '../modules/reports/handling/orders.ts'
import { ownReport, rate } from '../modules/reports/following/party.ts'
import { receive } from '../modules/reports/sending/receive.ts'
import { reportSchema, type Rating } from '../modules/reports/reports.schema.ts'
import { byDay, callBack, demoVoice, hearDemoVoice, hoursOf, mediated, type At } from './reports.more.ts'
import type { SentFile } from '../modules/reports/sending/uploads.ts'
import { subjectOf, type DemoPictures, type Picture } from './pictures.ts'
import type { World } from './world.ts'

const hour = 3_600_000

/** Hours before now at which each fate was told. */
const age: Record<DemoFate, number> = {
  new: 3,
  near: 20,
  late: 50,
  team: 20,
  suspended: 80,
  centre: 26,
  asked: 30,
  gathered: 75,
  answered: 100,
  content: 700,
  basic: 1_100,
  silent: 900,
  again: 90,
  twice: 1_500,
  raised: 100,
  declined: 500,
  investigated: 150,
  voice: 6,
  mediated: 85,
  ordered: 60,
  done: 300,
}

/** Plays it, told `ageHours` before now; `false` where the place lacks a hand that the way needs. */
export async function playReport(
  tx: Tx,
  { secret, files, pictures }: Pick<Office, 'secret' | 'files'> & { pictures: DemoPictures },
  world: World,
  place: PlaceRow,
  report: DemoReport,
  fate: DemoFate,
  now: At,
  random: Random,
  ageHours = age[fate],
): Promise<boolean> {
  const { groups } = world.demoPlace(place)
  const here = (text: string) => inGroups(text, groups)
  const told = {
    ...report,
    text: here(report.text),
    title: here(report.title),
    spot: here(report.spot),
    answer: here(report.answer),
  }
  const began = now.at.getTime() - ageHours * hour - random.int(0, 50) * 60_000
  // What is done long since was told by day: nobody writes at midnight so often. Of open ones the hours count.
  const start = fate === 'done' ? byDay(began) : began
  const { told: toldAt, ctxAt } = hoursOf(start, now)
  const hand = async (f: PostFunction): Promise<Actor | undefined> => {
    const h = world.holder(place, f)
    return h && actorOf(tx, h.personId, dayOf(now.at))
  }
  const [grid, director, clerk, leader, liaison] = [
    await hand('responder'),
    await hand('director'),
    await hand('township_clerk'),
    await hand('township_leader'),
    await hand('liaison'),
  ]
  if (!grid || !director || !clerk || !leader || !liaison) return false
  const spoken = fate === 'voice' ? [await demoVoice(files)] : []
  const about = told.show === 'nameless' && spoken.length === 0 ? subjectOf(told.title, told.category) : undefined
  const seen = about && pictures.get(about)
  const input = reportSchema.parse({
    kind: told.kind,
    text: spoken.length > 0 ? '' : told.text,
    spot: told.spot,
    show: told.show,
    name: '演示村民',
    phone: '0317-0000000',
    key: newId(start),
  })
  const made = await receive(
    tx,
    secret,
    place,
    input,
    seen ? [asSent(seen.before)] : spoken,
    { channel: random.chance(0.2) ? 'open311' : 'web' },
    toldAt,
  )
  const caseId = (await first(
    tx,
    sql<{ id: string }>`SELECT id FROM cases WHERE subject_kind = 'report' AND subject_id = ${made.id}`,
  ))!.id
  const take = (who: Actor, action: string, hours: number, more: Partial<Handling> = {}) =>
    handle(tx, who, { caseId, action, category: told.category, ...more }, ctxAt(hours))
  const reply = { reply: { text: told.answer, form: 'written' as const } }
  const answering = told.kind === 'list' ? 'dismiss' : 'answer'
  const says = async (rating: Rating, hours: number, reason = '') =>
    rate(tx, await ownReport(tx, made.code), rating, reason, 'reporter', ctxAt(hours))
  const toCentre = async () => {
    if (told.kind !== 'list') await take(grid, 'up', 5, { comment: '村里办不了' })
  }
  const answer = async (hours: number) => {
    const who = told.kind === 'list' ? clerk : grid
    const fileIds = seen ? [await layReplyPicture(tx, made.id, who, seen.after, ctxAt(hours).now)] : []
    await take(who, answering, hours, { reply: { ...reply.reply, fileIds, filesChecked: true } })
  }
  const toTeam = () => take(grid, 'team', 6)
  const calls = async (said: Rating | undefined, note: string, hours: number) => {
    await callBack(tx, liaison, made.id, said, note, ctxAt(hours))
  }
  switch (fate) {
    case 'new':
    case 'near':
    case 'late':
      break
    case 'voice':
      await hearDemoVoice(tx, secret, grid, caseId, told.text)
      break
    case 'mediated':
      await toTeam()
      await mediated(tx, { secret, files }, director, { place: place.slug, caseId, title: told.title }, ctxAt)
      break
    case 'ordered':
      await toTeam()
      await order(tx, secret, leader, caseId, '请三天内拉走垃圾，并定下多久拉一次。', ctxAt(40))
      break
    case 'team':
    case 'suspended':
      if (told.kind === 'list') break
      await toTeam()
      if (fate === 'suspended')
        await suspend(
          tx,
          director,
          await lock(tx, { subjectKind: 'report', subjectId: made.id }),
          { reason: '等施工队的配件', proof: [] },
          ctxAt(30),
        )
      break
    case 'centre':
      await toCentre()
      break
    case 'asked':
    case 'gathered': {
      await toCentre()
      const unit = await bureau(tx)
      if (!unit) break
      await take(clerk, 'ask', 12, { ask: { units: [unit.id], ask: '请派人看一看，把结果告诉我们。' } })
      const who = fate === 'gathered' ? await actorOf(tx, unit.person, dayOf(now.at)) : undefined
      if (who)
        await answerRequest(
          tx,
          who,
          (await requestsOf(tx, caseId))[0]!.id,
          { opinion: 'noted', text: '已经派人看过，材料到了就修。' },
          ctxAt(60),
        )
      break
    }
    case 'answered':
      await answer(9)
      break
    case 'content':
      await answer(10)
      await says('satisfied', 40)
      await calls('satisfied', '反映人说办得很快。', 70)
      break
    case 'done':
      await answer(random.int(2, 16))
      await says(random.chance(0.8) ? 'satisfied' : 'basic', random.int(24, 90))
      break
    case 'basic':
      await answer(20)
      await says('basic', 60)
      await calls('unsatisfied', '反映人说后来又坏了一次，没有人来看。', 90)
      break
    case 'silent':
      await answer(16)
      await actAsSystem(tx, { subjectKind: 'report', subjectId: made.id, action: 'silence' }, ctxAt(200))
      await calls(undefined, '', 0)
      break
    case 'again':
      await answer(20)
      await says('unsatisfied', 60, '还是没有办好')
      break
    case 'twice': {
      await toCentre()
      await take(clerk, answering, 30, reply)
      await says('unsatisfied', 60, '说是办了，没有人来')
      const county = await hand('command_room')
      if (county) {
        await take(county, answering, 120, reply)
        await says('satisfied', 160)
      }
      break
    }
    case 'raised':
      await toCentre()
      await take(clerk, answering, 30, reply)
      await says('unsatisfied', 60, '说是修了，去看还是老样子')
      break
    case 'declined':
      await (told.kind === 'list'
        ? take(clerk, 'decline', 10, { comment: '这件事归法院受理，请到法院立案庭问。' })
        : take(grid, 'decline', 10, { comment: '这件事归法院受理，请到法院立案庭问。' }))
      break
    case 'investigated':
      await toCentre()
      await take(clerk, 'investigate', 12)
      await take(clerk, 'conclude', 80, { comment: '查过账目和现场，情况属实。' })
      break
  }
  if (told.show === 'nameless' && !['new', 'near', 'late', 'mediated'].includes(fate))
    await setFace(
      tx,
      secret,
      clerk,
      caseId,
      {
        shown: true,
        title: told.title,
        text: told.text,
        fileIds: seen ? await picturesOf(tx, made.id) : [],
        reason: spoken.length > 0 ? '按录音写成文字' : '',
        withName: false,
      },
      ctxAt(12),
    )
  return true
}

const asSent = (p: Picture): SentFile => ({
  kind: 'picture',
  name: '现场照片.jpg',
  type: p.type,
  bytes: p.bytes,
  sha256: p.sha256,
  shownSha256: p.sha256,
  shownType: p.type,
})

const picturesOf = async (tx: Tx, reportId: string): Promise<string[]> =>
  (
    await rows(
      tx,
      sql<{
        id: string
      }>`SELECT id FROM report_files WHERE report_id = ${reportId} AND kind = 'picture' ORDER BY position`,
    )
  ).map((f) => f.id)

/** How it looks since: a picture that waits for the answer that it belongs to. */
async function layReplyPicture(tx: Tx, reportId: string, who: Actor, p: Picture, at: Date): Promise<string> {
  const id = newId(at.getTime())
  await sql`
    INSERT INTO report_reply_files (
      id, report_id, person_id, kind, name, type, bytes, sha256, original_sha256, taken_at
    )
    VALUES (
      ${id}, ${reportId}, ${who.personId}, 'picture', '办好以后.jpg', ${p.type}, ${p.bytes}, ${p.shown},
      ${p.sha256}, ${at}
    )`.execute(tx)
  return id
}

/** Any bureau with a clerk. */
function bureau(tx: Tx): Promise<{ id: string; person: string } | undefined> {
  return first(
    tx,
    sql<{
      id: string
      person: string
    }>`
      SELECT r.id, a.person_id AS person
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE k.function = 'bureau_clerk' AND a.to_on IS NULL AND r.slug = 'nongyenongcunju'
      ORDER BY a.id
      LIMIT 1`,
  )
}
