/**
 * Short messages and e-mails: put down in the transaction of what they tell, one per event and recipient, sent
 * afterwards, tried again with growing pauses, what became of them kept. At night only what somebody waits for goes out
 * (rule notice.quietFrom, quietUntil).
 */
import { createHmac, hkdfSync } from 'node:crypto'
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { errorFields, log } from '../../platform/log.ts'
import { sealerOf, type SealedColumn } from '../../platform/sealing/sealer.ts'
import { maskPhone } from '../forms/masks.ts'
import type { Rules } from '../rules/rules.ts'
import { Refused, type Channels } from './drivers.ts'
import { messageOf, messageTexts, wordsOf, type MessageTemplate, type MessageText, type Params } from './templates.ts'
import { doApart, isTried } from '../rounds/apart.ts'

/**
 * `event`: what it is about, e.g. "report 019a… answered 4"; the same event never reaches the same address twice. `to`:
 * a mobile number or an e-mail address.
 */
export type NewDelivery = {
  event: string
  channel: 'sms' | 'email'
  to: string
  template: MessageTemplate
  params: Params
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
  const seal = (id: string, text: string) => sealer(secret).seal(id, Buffer.from(text, 'utf8'))
  const ids: string[] = []
  const stopped = all.length === 0 ? [] : (await messageTexts(tx)).filter((t) => !t.inUse).map((t) => t.template)
  for (const d of all) {
    const dropped = d.dropped === true || stopped.includes(d.template)
    const id = newId(now.getTime())
    const notBefore = messageOf(d.template).urgent
      ? now
      : afterQuiet(now, rules.number('notice.quietFrom'), rules.number('notice.quietUntil'))
    const put = await sql`
      INSERT INTO notice_deliveries (
        id, event, recipient, channel, template, address, shown_address, params, state, not_before, made_at
      )
      VALUES (
        ${id}, ${d.event}, ${recipientOf(secret, d.to)}, ${d.channel}, ${d.template},
        ${dropped ? null : seal(id, d.to)}, ${d.dropped ? '名册里没有' : shown(d)},
        ${dropped ? null : seal(id, JSON.stringify(d.params))}, ${dropped ? 'dropped' : 'waiting'},
        ${notBefore}, ${now}
      )
      ON CONFLICT (event, recipient, channel) DO NOTHING`.execute(tx)
    if (put.numAffectedRows === 1n) ids.push(id)
  }
  return ids
}

/** The keyed hash under which an address is known. */
export const recipientOf = (secret: string, to: string): string =>
  createHmac('sha256', indexKey(secret)).update(to).digest('base64url')

const shown = (d: NewDelivery) => (d.channel === 'sms' ? maskPhone(d.to) : d.to.replace(/^(.).*(@.*)$/, '$1***$2'))

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
  channel: 'sms' | 'email'
  template: MessageTemplate
  address: Uint8Array
  params: Uint8Array
  tries: number
}
const pausesMinutes = [1, 5, 30, 120, 480]

/**
 * Sends what is due, at most fifty. A message is taken before it is sent: a process that dies in the middle loses a
 * try, it does not send twice at once.
 */
export async function deliverDue(db: Db, secret: string, channels: Channels, now: Date): Promise<number> {
  const due = await rows(
    db,
    sql<Waiting>`
      UPDATE notice_deliveries
      SET tries = tries + 1, not_before = ${new Date(now.getTime() + 60_000)}
      WHERE id IN (
        SELECT id
        FROM notice_deliveries
        WHERE state = 'waiting' AND not_before <= ${now} AND ${isTried('messages', sql`id`, now)}
        ORDER BY not_before
        LIMIT 50
        FOR UPDATE SKIP LOCKED
      )
      RETURNING id, channel, template, address, params, tries`,
  )
  const texts = due.length === 0 ? [] : await messageTexts(db)
  const work = ([d]: readonly Waiting[]) =>
    sendOne(db, secret, channels, d!, texts.find((t) => t.template === d!.template)!, now)
  await doApart(db, { round: 'messages', items: due, atOnce: 1, idOf: (d) => d.id, work }, now)
  return due.length
}

async function sendOne(
  db: Db,
  secret: string,
  channels: Channels,
  d: Waiting,
  text: MessageText,
  now: Date,
): Promise<void> {
  const driver = channels[d.channel]
  const params = JSON.parse(open(secret, d.id, d.params)) as Params
  try {
    const receipt = await driver.send({
      id: d.id,
      to: open(secret, d.id, d.address),
      template: d.template,
      params,
      words: wordsOf(text.words, params),
      carrierCode: text.carrierCode,
      now,
    })
    await sql`
      UPDATE notice_deliveries
      SET state = 'sent', sent_at = ${now}, driver = ${driver.name}, receipt = ${receipt.slice(0, 100)},
        error = '', address = NULL, params = NULL
      WHERE id = ${d.id}`.execute(db)
  } catch (error) {
    log.warn('message not sent', { id: d.id, driver: driver.name, ...errorFields(error) })
    const pause = error instanceof Refused ? undefined : pausesMinutes[d.tries - 1]
    // A carrier's code, never what it quotes.
    const said = error instanceof Error ? error.message.replaceAll(/[^\w .:-]/g, '').slice(0, 60) : ''
    if (pause === undefined)
      await sql`
        UPDATE notice_deliveries
        SET state = 'failed', driver = ${driver.name}, error = ${said}, address = NULL, params = NULL
        WHERE id = ${d.id}`.execute(db)
    else
      await sql`
        UPDATE notice_deliveries
        SET driver = ${driver.name}, error = ${said},
          not_before = ${new Date(now.getTime() + pause * 60_000)}
        WHERE id = ${d.id}`.execute(db)
  }
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
export const deliveryColumns: readonly SealedColumn[] = (['address', 'params'] as const).map((column) => ({
  table: 'notice_deliveries',
  row: 'id',
  column,
  what: '',
  purpose,
}))

const open = (secret: string, id: string, sealed: Uint8Array): string =>
  sealer(secret).open(id, sealed).toString('utf8')
