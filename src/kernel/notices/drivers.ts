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
  now: Date
}
export type Driver = { name: string; send(message: Outgoing): Promise<string> }
export type Channels = { sms: Driver; email: Driver }

/**
 * Nothing leaves: the message is recorded as delivered to the outbox. The default, until a county names its carrier.
 */
export const outbox: Driver = { name: 'outbox', send: () => Promise.resolve('') }

/** Thrown where trying again is of no use: the carrier refused the number or the words. */
export class Refused extends Error {}

/** Asks a carrier over HTTPS; 15 seconds. 4xx is a refusal, except 408 and 429; anything else may be tried again. */
export async function postTo(
  url: string,
  init: { method?: string; headers: Record<string, string>; body: string },
): Promise<unknown> {
  const answer = await fetch(url, { method: 'POST', redirect: 'error', signal: AbortSignal.timeout(15_000), ...init })
  const body = await answer.text()
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429)
    throw new Refused(`HTTP ${answer.status}`)
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
