/**
 * What leaves the house: put down in the transaction of what it tells, one per event and recipient, sent afterwards,
 * tried again with growing pauses, what became of it kept. At night only what somebody waits for goes out (rules
 * notice.quietFrom, quietUntil). Where one channel can't bring it the next one tries (rule notice.fallbackMinutes).
 *
 * The rule for a message whose answer was lost, because this process died while sending or the line broke: a carrier
 * that knows messages by our id gets it again under the same id; any other does not, for it would send it twice. Such a
 * message is `unsure`: counted apart, and neither repeated nor told by another channel.
 */
import { createHmac, hkdfSync } from 'node:crypto'
import { dayOf } from '../../platform/clock.ts'
import { rows, sql, transact, type Db, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { errorFields, log } from '../../platform/log.ts'
import { sealerOf, type SealedColumn } from '../../platform/sealing/sealer.ts'
import { maskPhone } from '../forms/masks.ts'
import { rulesOn, type Rules } from '../rules/rules.ts'
import { Refused, Unanswered, type Channel, type Channels, type Driver, type Facts } from './drivers.ts'
import { messageOf, messageTexts, wordsOf, type MessageTemplate, type MessageText, type Params } from './templates.ts'
import { doApart, isTried } from '../rounds/apart.ts'

/** A mobile number, an e-mail address or an openid. */
export type Way = { channel: Channel; to: string }

/** `event`: what it is about, e.g. "report 019a… answered 4"; the same event never reaches the same address twice. */
export type NewDelivery = Way & {
  event: string
  template: MessageTemplate
  params: Params
  facts?: Facts
  /** What is tried where this way fails, in order. */
  otherwise?: readonly Way[]
  /** Put down and never sent. */
  dropped?: boolean
}

/** Puts messages down. Returns the ids of those that are new. */
export async function notify(
  tx: Tx,
  secret: string,
  all: readonly NewDelivery[],
  rules: Rules,
  now: Date,
): Promise<string[]> {
  const ids: string[] = []
  const stopped = all.length === 0 ? [] : (await messageTexts(tx)).filter((t) => !t.inUse).map((t) => t.template)
  for (const d of all) {
    const dropped = d.dropped === true || stopped.includes(d.template)
    const id = await putDown(tx, secret, d, { dropped, rules, now })
    if (id) ids.push(id)
  }
  return ids
}

type Putting = { dropped: boolean; rules: Rules; now: Date }

/** The id where it is new. */
async function putDown(tx: Tx, secret: string, d: NewDelivery, { dropped, rules, now }: Putting) {
  const id = newId(now.getTime())
  const seal = (text: string) => (dropped ? null : sealer(secret).seal(id, Buffer.from(text, 'utf8')))
  const others = d.otherwise ?? []
  const notBefore = messageOf(d.template).urgent
    ? now
    : afterQuiet(now, rules.number('notice.quietFrom'), rules.number('notice.quietUntil'))
  const onward =
    others.length === 0 ? null : new Date(notBefore.getTime() + rules.number('notice.fallbackMinutes') * 60_000)
  const put = await sql`
    INSERT INTO notice_deliveries (
      id, event, recipient, channel, template, address, shown_address, params, facts, otherwise, onward_at, state,
      not_before, made_at
    )
    VALUES (
      ${id}, ${d.event}, ${recipientOf(secret, d.to)}, ${d.channel}, ${d.template}, ${seal(d.to)},
      ${d.dropped ? '名册里没有' : shown(d)}, ${seal(JSON.stringify(d.params))},
      ${d.facts ? seal(JSON.stringify(d.facts)) : null}, ${others.length > 0 ? seal(JSON.stringify(others)) : null},
      ${onward}, ${dropped ? 'dropped' : 'waiting'}, ${notBefore}, ${now}
    )
    ON CONFLICT (event, recipient, channel) DO NOTHING`.execute(tx)
  return put.numAffectedRows === 1n ? id : undefined
}

/** The keyed hash under which an address is known. */
export const recipientOf = (secret: string, to: string): string =>
  createHmac('sha256', indexKey(secret)).update(to).digest('base64url')

const shown = ({ channel, to }: Way) =>
  channel === 'wechat' ? '微信' : channel === 'sms' ? maskPhone(to) : to.replace(/^(.).*(@.*)$/, '$1***$2')

/** The first instant that is not in the quiet hours (hours of Asia/Shanghai; 22 to 7 goes over midnight). */
export function afterQuiet(now: Date, from: number, until: number): Date {
  const local = new Date(now.getTime() + 8 * 3_600_000)
  const hour = local.getUTCHours()
  const quiet = from <= until ? hour >= from && hour < until : hour >= from || hour < until
  if (!quiet) return now
  const end = new Date(local)
  end.setUTCHours(until, 0, 0, 0)
  if (end <= local) end.setUTCDate(end.getUTCDate() + 1)
  return new Date(end.getTime() - 8 * 3_600_000)
}

type Waiting = {
  id: string
  event: string
  channel: Channel
  template: MessageTemplate
  address: Uint8Array
  params: Uint8Array
  facts: Uint8Array | null
  otherwise: Uint8Array | null
  onward_at: Date | null
  tries: number
}
const pausesMinutes = [1, 5, 30, 120, 480]

/** How long an answer may take before it counts as lost: longer where the message will not be sent again. */
const lostAfterMinutes = (driver: Driver) => (driver.repeatable ? 1 : 15)

/** How many are sent in one run. */
export const mostAtOnce = 200
/** Whoever waits for an answer from far away waits beside others; a few go one after another. */
const inOneLane = 25

/** Sends what is due, at most `mostAtOnce`; first settles what an earlier process left. Returns how many. */
export async function deliverDue(db: Db, secret: string, channels: Channels, now: Date): Promise<number> {
  await settleLost(db, channels, now)
  const due = await rows(
    db,
    sql<Waiting>`
      SELECT id, event, channel, template, address, params, facts, otherwise, onward_at, tries
      FROM notice_deliveries
      WHERE state = 'waiting' AND not_before <= ${now} AND ${isTried('messages', sql`id`, now)}
      ORDER BY not_before
      LIMIT ${mostAtOnce}`,
  )
  const texts = due.length === 0 ? [] : await messageTexts(db)
  const work = async ([d]: readonly Waiting[]) => {
    const text = texts.find((t) => t.template === d!.template)!
    await sendOne({ db, secret, now }, channels[d!.channel] ?? closed, d!, text)
  }
  const lanes = Math.ceil(due.length / inOneLane)
  await doApart(db, { round: 'messages', items: due, atOnce: 1, lanes, idOf: (d) => d.id, work }, now)
  return due.length
}

/** A channel that the county has no more. */
const closed: Driver = {
  name: 'none',
  repeatable: true,
  send: () => Promise.reject(new Refused('channel closed')),
}

async function settleLost(db: Db, channels: Channels, now: Date): Promise<void> {
  const repeatable = Object.values(channels).filter((d) => d.repeatable)
  await sql`
    UPDATE notice_deliveries SET state = 'waiting'
    WHERE state = 'sending' AND not_before <= ${now} AND driver = ANY(${repeatable.map((d) => d.name)})`.execute(db)
  await sql`
    UPDATE notice_deliveries
    SET state = 'unsure', error = 'no answer', address = NULL, params = NULL, facts = NULL, otherwise = NULL
    WHERE state = 'sending' AND not_before <= ${now}`.execute(db)
}

type Sending = { db: Db; secret: string; now: Date }

async function sendOne(at: Sending, driver: Driver, d: Waiting, text: MessageText): Promise<void> {
  const { db, secret, now } = at
  const params = JSON.parse(open(secret, d.id, d.params)) as Params
  const to = open(secret, d.id, d.address)
  // Taken before it is sent: whoever comes meanwhile finds it taken, and a process that dies leaves it to be settled.
  const taken = await sql`
    UPDATE notice_deliveries
    SET state = 'sending', tries = tries + 1, driver = ${driver.name},
      not_before = ${new Date(now.getTime() + lostAfterMinutes(driver) * 60_000)}
    WHERE id = ${d.id} AND state = 'waiting'`.execute(db)
  if (taken.numAffectedRows === 0n) return
  try {
    const receipt = await driver.send({
      id: d.id,
      to,
      template: d.template,
      params,
      words: wordsOf(text.words, params),
      carrierCode: text.carrierCode,
      ...(d.facts ? { facts: JSON.parse(open(secret, d.id, d.facts)) as Facts } : {}),
      now,
    })
    await end(db, d.id, 'sent', { now, receipt: receipt.slice(0, 100) })
  } catch (error) {
    log.warn('message not sent', { id: d.id, driver: driver.name, ...errorFields(error) })
    await afterFailure(at, driver, d, { params, error })
  }
}

/** Whether it is tried again here, or by the next way, or not at all. */
async function afterFailure(
  { db, secret, now }: Sending,
  driver: Driver,
  d: Waiting,
  { params, error }: { params: Params; error: unknown },
): Promise<void> {
  // A carrier's code, never what it quotes.
  const said = error instanceof Error ? error.message.replaceAll(/[^\w .:-]/g, '').slice(0, 60) : ''
  const pause = error instanceof Refused ? undefined : pausesMinutes[d.tries]
  if (error instanceof Unanswered && !(driver.repeatable && pause !== undefined))
    return end(db, d.id, 'unsure', { now, error: said })
  const others = d.otherwise ? (JSON.parse(open(secret, d.id, d.otherwise)) as Way[]) : []
  const [next, ...later] = others
  const goesOn = next !== undefined && !(error instanceof Unanswered) && (pause === undefined || d.onward_at! <= now)
  if (goesOn) {
    const facts = d.facts ? { facts: JSON.parse(open(secret, d.id, d.facts)) as Facts } : {}
    const { event, template } = d
    return transact(db, async (tx) => {
      await end(tx, d.id, 'failed', { now, error: said })
      const rules = await rulesOn(tx, dayOf(now))
      await notify(tx, secret, [{ event, template, params, ...facts, ...next, otherwise: later }], rules, now)
    })
  }
  if (pause === undefined) return end(db, d.id, 'failed', { now, error: said })
  await sql`
    UPDATE notice_deliveries
    SET state = 'waiting', error = ${said}, not_before = ${new Date(now.getTime() + pause * 60_000)}
    WHERE id = ${d.id}`.execute(db)
}

/** Nothing more is done about it: address and words are erased. */
async function end(
  db: Db | Tx,
  id: string,
  state: 'sent' | 'failed' | 'unsure',
  { now, receipt = '', error = '' }: { now: Date; receipt?: string; error?: string },
): Promise<void> {
  await sql`
    UPDATE notice_deliveries
    SET state = ${state}, sent_at = ${state === 'sent' ? now : null}, receipt = ${receipt}, error = ${error},
      address = NULL, params = NULL, facts = NULL, otherwise = NULL
    WHERE id = ${id}`.execute(db)
}

export type Delivery = {
  id: string
  channel: string
  template: MessageTemplate
  shown_address: string
  state: string
  tries: number
  made_at: Date
  sent_at: Date | null
  driver: string
  error: string
}

/** The latest two hundred, for the console: no words, no whole address. */
export function latestDeliveries(db: Db): Promise<Delivery[]> {
  return rows(
    db,
    sql<Delivery>`
      SELECT id, channel, template, shown_address, state, tries, made_at, sent_at, driver, error
      FROM notice_deliveries
      ORDER BY made_at DESC, id DESC
      LIMIT 200`,
  )
}

const indexKey = (secret: string) => Buffer.from(hkdfSync('sha256', secret, 'sunlit', 'notices: index', 32))

/** Address and words of a message that waits are bound to its id. */
const purpose = 'notices: seal'
const sealer = (secret: string) => sealerOf(secret, purpose)

/** Where such values lie, for sealing them anew; they go once the message has gone. */
export const deliveryColumns: readonly SealedColumn[] = (['address', 'params', 'facts', 'otherwise'] as const).map(
  (column) => ({
    table: 'notice_deliveries',
    row: 'id',
    column,
    what: '',
    purpose,
  }),
)

const open = (secret: string, id: string, sealed: Uint8Array): string =>
  sealer(secret).open(id, sealed).toString('utf8')
