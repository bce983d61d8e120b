/** Ways out of the house. A driver sends one message or throws; what it returns is the carrier's own receipt. */
import type { MessageTemplate, Params } from './templates.ts'

export type Outgoing = {
  id: string
  to: string
  template: MessageTemplate
  params: Params
  words: string
  /** The message's number at the carrier, as the county set it; '' where the machine's settings say it. */
  carrierCode: string
  /** What a channel with room for it shows beside the words. */
  facts?: Facts
  now: Date
}
export type Facts = Readonly<Record<string, string>>

/** `repeatable`: the carrier knows a message by our id, and takes one that comes again for the same; few do. */
export type Driver = { name: string; repeatable?: boolean; send(message: Outgoing): Promise<string> }
export type Channel = 'sms' | 'email' | 'wechat'
export type Channels = { sms: Driver; email: Driver; wechat?: Driver }

/**
 * Nothing leaves: the message is recorded as delivered to the outbox. The default, until a county names its carrier.
 */
export const outbox: Driver = { name: 'outbox', repeatable: true, send: () => Promise.resolve('') }

/** Thrown where trying again is of no use: the carrier refused the number or the words. */
export class Refused extends Error {}

/** Thrown where the message may have arrived, and nobody said so. */
export class Unanswered extends Error {}

/** The line broke, or nothing came in time: what was asked may have been done. */
const lost = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
])

/** What a broken request means: `Unanswered`, or the error itself where nothing can have arrived. */
export function brokenOff(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = (error.cause as { code?: string } | undefined)?.code ?? ''
  return error.name === 'TimeoutError' || error.name === 'AbortError' || lost.has(code)
    ? new Unanswered(code || error.name)
    : error
}

/**
 * Asks a carrier over HTTPS; 15 seconds. 4xx is a refusal, except 408 and 429; no answer is `Unanswered`; anything else
 * may be tried again.
 */
export async function postTo(
  url: string,
  init: { method?: string; headers: Record<string, string>; body: string },
): Promise<unknown> {
  const [answer, body] = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(15_000),
    ...init,
  })
    .then(async (given) => [given, await given.text()] as const)
    .catch((error: unknown) => {
      throw brokenOff(error)
    })
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429)
    throw new Refused(`HTTP ${answer.status}`)
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
