/** GeoReport v2 answers in JSON and XML: the same lists, once as arrays of objects, once as elements. */
import type { Context } from 'hono'
import { element } from '../../../kernel/site/xml.ts'

export type Value = string | number | boolean | null | readonly Fields[] | readonly string[]
export type Fields = { readonly [name: string]: Value }
/** Names of the elements around a list and around one of it: `services`, `service`. */
export type Names = { list: string; one: string }

export const serviceNames: Names = { list: 'services', one: 'service' }
export const requestNames: Names = { list: 'service_requests', one: 'request' }
const errorNames: Names = { list: 'errors', one: 'error' }

/** XML where the address ends in .xml, else JSON. `undefined` for another ending. */
export function formatOf(path: string): 'json' | 'xml' | undefined {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase()
  return ending === 'xml' ? 'xml' : ending === undefined || ending === 'json' ? 'json' : undefined
}

export function listAnswer(
  c: Context,
  all: readonly Fields[],
  names: Names,
  status: 200 | 201 | 400 | 403 | 404 | 429 | 500 | 503 = 200,
): Response {
  const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-cache' }
  if (formatOf(c.req.path) !== 'xml') return c.json(all, status, headers)
  return c.body(
    `<?xml version="1.0" encoding="utf-8"?>\n<${names.list}>${all.map((one) => elementOf(names.one, one)).join('')}</${names.list}>`,
    status,
    { ...headers, 'content-type': 'text/xml; charset=utf-8' },
  )
}

/** A single thing (a service definition, the discovery document): an object in JSON, one root element in XML. */
export function oneAnswer(c: Context, name: string, fields: Fields): Response {
  const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-cache' }
  if (formatOf(c.req.path) !== 'xml') return c.json(fields, 200, headers)
  return c.body(`<?xml version="1.0" encoding="utf-8"?>\n${elementOf(name, fields)}`, 200, {
    ...headers,
    'content-type': 'text/xml; charset=utf-8',
  })
}

/** Errors in the specified form: the status again as `code`, and a sentence. */
export const errorAnswer = (c: Context, status: 400 | 403 | 404 | 429 | 500 | 503, description: string) =>
  listAnswer(c, [{ code: status, description }], errorNames, status)

function elementOf(name: string, fields: Fields): string {
  const inside = Object.entries(fields).map(([key, value]) =>
    Array.isArray(value)
      ? `<${key}>${(value as readonly (Fields | string)[]).map((v) => (typeof v === 'string' ? element(singular(key), v) : elementOf(singular(key), v))).join('')}</${key}>`
      : element(key, value === null ? '' : String(value)),
  )
  return `<${name}>${inside.join('')}</${name}>`
}

const singular = (name: string) => name.replace(/s$/, '')
