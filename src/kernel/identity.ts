/**
 * Real-name check by a provider that the county chooses (a province's identity platform, a carrier): none by default.
 * Name and number leave the house, so that the settings must name it, and the person presses the button.
 */
import { createHmac } from 'node:crypto'
import { UserError } from '../platform/errors.ts'
import { readPersonNumber } from './forms/personNumber.ts'

/**
 * Whether name and ID number belong together. Throws `UserError` 503 where the provider does not answer as it should.
 */
export type Identity = { name: string; check(person: { name: string; idNumber: string }): Promise<boolean> }

const patienceMs = 20_000

/**
 * A plain gateway before whatever the county uses: a POST of JSON {name, idNumber}, with `x-signature`: hex HMAC-SHA256
 * of the body under `key`; answered by {"same": true | false}.
 */
export function httpIdentity(url: string, key: string, name: string): Identity {
  return {
    name,
    async check(person) {
      const body = JSON.stringify(person)
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-signature': createHmac('sha256', key).update(body).digest('hex'),
        },
        signal: AbortSignal.timeout(patienceMs),
      }).catch(() => undefined)
      const told = answer?.ok
        ? ((await answer.json().catch(() => undefined)) as { same?: unknown } | undefined)
        : undefined
      if (typeof told?.same !== 'boolean')
        throw new UserError(503, '身份核对没有成功，请过一会儿再试，或者请工作人员当面核对身份证。')
      return told.same
    },
  }
}

/**
 * For demo and tests, where nobody is asked: says yes to every number whose check digit is right, which the form has
 * made sure of.
 */
export const testIdentity: Identity = {
  name: '演示用的身份核对',
  check: ({ name, idNumber }) => Promise.resolve(name.trim().length >= 2 && readPersonNumber(idNumber) !== undefined),
}
