/** Any carrier with a plain HTTP interface (a county's operator gateway): one JSON body, a bearer token. */
import { postTo, type Driver } from './drivers.ts'

/**
 * A message that comes again with an id that the gateway has taken is the same message, and is not sent again.
 * `POST url` with `{id, to, template, templateId, params, text}`; a JSON answer's `id` is the receipt. `templateIds`:
 * our template → the carrier's.
 */
export function httpDriver(url: string, token: string, templateIds: Readonly<Record<string, string>>): Driver {
  return {
    name: 'http',
    repeatable: true,
    async send(m) {
      const body = JSON.stringify({
        id: m.id,
        to: m.to,
        template: m.template,
        templateId: m.carrierCode || (templateIds[m.template] ?? ''),
        params: m.params,
        text: m.words,
      })
      const answer = await postTo(url, {
        headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
        body,
      })
      const id = (answer as { id?: unknown } | null)?.id
      return typeof id === 'string' || typeof id === 'number' ? String(id) : ''
    },
  }
}
