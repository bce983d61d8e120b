/**
 * The console's routes as the application itself has them, with what each asks for: a new one is in every test that
 * goes through them.
 */
import { z } from 'zod'
import { staffApi } from '../src/app/staff.api.ts'
import { permissionOf, schemaOf, type Marked } from '../src/kernel/staff/staff.ts'
import type { World } from './world.ts'

/** As much of JSON Schema as the tests read. */
export type Json = {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Json[]
  oneOf?: Json[]
  properties?: Record<string, Json>
  required?: string[]
  items?: Json
  minItems?: number
  minimum?: number
  pattern?: string
  format?: string
  default?: unknown
}
export type Route = {
  method: string
  /** Without `/api`. */
  path: string
  permission: Marked[typeof permissionOf]
  schemas: Partial<Record<string, Json>>
}

export function consoleRoutes(w: World): Route[] {
  const found = new Map<string, Route>()
  for (const { method, path, handler } of staffApi(w.office).routes) {
    if (method === 'ALL') continue
    const { [permissionOf]: permission, [schemaOf]: input } = handler as Marked
    const route = found.get(`${method} ${path}`) ?? { method, path, permission: undefined, schemas: {} }
    route.permission ??= permission
    if (input)
      route.schemas[input.target] = z.toJSONSchema(input.schema, { io: 'input', unrepresentable: 'any' }) as Json
    found.set(`${method} ${path}`, route)
  }
  return [...found.values()]
}

/** Every field of a body, those of its parts too, with its schema. */
export function fieldsOf(schema: Json | undefined): { name: string; schema: Json }[] {
  if (!schema) return []
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])]
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, s]) => [{ name, schema: s }, ...fieldsOf(s)]),
    ...inner.flatMap(fieldsOf),
  ]
}
