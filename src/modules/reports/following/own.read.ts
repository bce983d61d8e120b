/** Everything a reporter's page shows, read together. */
import { dayOf } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db.ts'
import type { Office } from '../../../kernel/office.ts'
import { historyOf, type CaseEvent } from '../../../kernel/cases/case.ts'
import { clocksOf } from '../../../kernel/cases/clocks.ts'
import { handedTo } from '../../../kernel/cases/handedTo.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { fewPosts } from '../../../kernel/people/postAt.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { countyCode } from '../../../kernel/regions/county.ts'
import { digitsOf, signReceipt, statementOf } from '../../../kernel/receipts/receipt.ts'
import type { Party } from '../../../kernel/receipts/access.ts'
import {
  joinedCase,
  ownCase,
  ownTalk,
  placeName,
  postsAt,
  splitOff,
  type OwnCase,
  type OwnReport,
} from './own.queries.ts'

import { whoHolds } from '../../../kernel/people/holding.ts'

export type Own = Awaited<ReturnType<typeof readOwn>>

export async function readOwn(office: Office, report: OwnReport, party: Party) {
  const ctx = await contextAt(office.db, office.now())
  const c = await ownCase(office.db, report.id)
  const joined = await joinedCase(office.db, c)
  const at = joined ?? c
  const [history, talk, posts] = await Promise.all([
    historyOf(office.db, c.id),
    ownTalk(office.db, report.id, party),
    postsAt(office.db, [at.holder_id ?? report.region_id], dayOf(ctx.now)),
  ])
  const events = joined ? await historyOf(office.db, at.id) : history
  return {
    report,
    party,
    c,
    at,
    splits:
      party === 'reporter'
        ? (await splitOff(office.db, c.id)).map((code) => ({ code, digits: digitsOf(office.secret, code) }))
        : [],
    joined: joined && (await ownTalk(office.db, joined.subject_id, '')).replies,
    firstContact: await firstContact(office.db, c, history, ctx),
    history,
    asked: party === 'reporter' ? askedOf(at, events) : undefined,
    handed: await handedTo(office.db, c.id, history),
    talk,
    rated: party !== 'reporter' && talk.ratings.some((r) => r.at >= (talk.replies.at(-1)?.at ?? ctx.now)),
    step: procedureOf(at.procedure).steps[at.step]!,
    clocks: [
      ...clocksOf(c.procedure, history, ctx.calendar, ctx.now),
      ...(joined
        ? clocksOf(at.procedure, events, ctx.calendar, ctx.now).map((k) => ({
            ...k,
            name: `合在一起的那一件：${k.name}`,
          }))
        : []),
    ],
    holders: holdersOf(at, posts, ctx),
    /** Whom to call: those in whose hands it is, while it is in any. */
    called:
      at.closed_at !== null || at.step === 'answered'
        ? []
        : await whoHolds(
            office.publicPool,
            [at.holder_id ?? report.region_id],
            procedureOf(at.procedure).steps[at.step]!.by,
            dayOf(ctx.now),
            ctx.rules.text('report.showHandler') === 'name',
          ),
    digits: digitsFor(office, report, party),
    receipt: await receiptOf(office, report),
    reopenable: reopenable(c, history, ctx),
    days: { rate: ctx.rules.number('report.rateDays'), reopen: ctx.rules.number('report.reopenDays') },
    now: ctx.now,
  }
}

/**
 * What stands still until the reporter answers: what they are asked, and when it goes on without them; nothing where it
 * waits for nobody or for others.
 */
function askedOf(at: OwnCase, events: readonly CaseEvent[]): { what: string; until: Date | null } | undefined {
  if (at.closed_at !== null || at.paused_at === null) return undefined
  const stop = events.findLast((e) => e.action === 'suspend')
  return stop === undefined || stop.detail['waits'] === 'others' ? undefined : { what: stop.comment, until: stop.until }
}

/** The second half of the receipt of this person: a supporter has digits of their own. */
export function digitsFor(office: Pick<Office, 'secret'>, report: { code: string }, party: Party): string {
  return digitsOf(office.secret, party === 'reporter' ? report.code : `${report.code} ${party}`)
}

/** The signed statement of what was sent and when. */
export async function receiptOf(office: Office, r: OwnReport): Promise<string> {
  return signReceipt(office.logKey, statementOf(await countyCode(office.db), { ...r, at: r.received_at }))
}

/**
 * Who took it first (首问责任): answers for it to the reporter wherever it goes. By post; by name where the county says so.
 */
async function firstContact(db: Db, c: OwnCase, history: readonly CaseEvent[], ctx: Context): Promise<string> {
  const [opened] = history
  const at = opened?.holder_id ?? c.region_id
  const [who] = holdersOf(
    { ...c, step: opened?.to_step ?? c.step },
    await postsAt(db, [at], dayOf(opened?.at ?? c.opened_at)),
    ctx,
  )
  return who === undefined ? '' : `${await placeName(db, at)}${who}`
}

/** The posts in whose hands it is: names only where the county says so (rule report.showHandler). */
function holdersOf(
  c: OwnCase,
  posts: readonly { function: string; post: string; person: string }[],
  ctx: Context,
): string[] {
  const step = procedureOf(c.procedure).steps[c.step]!
  const named = ctx.rules.text('report.showHandler') === 'name'
  const mine = posts.filter((p) => (step.by as readonly string[]).includes(p.function))
  return fewPosts([...new Set(mine.map((p) => (named ? `${p.post} ${p.person}` : p.post)))])
}

function reopenable(c: OwnCase, history: readonly CaseEvent[], ctx: Context): boolean {
  const action = procedureOf(c.procedure).steps[c.step]?.actions['reopen']
  return (
    history.length > 0 &&
    action !== undefined &&
    c.closed_at !== null &&
    c.merged_into === null &&
    c.closed_at.getTime() + ctx.rules.number('report.reopenDays') * 86_400_000 >= ctx.now.getTime()
  )
}
