/**
 * What the driver makes of each type of the database: asked of its parsers with a sample, so that nothing is written
 * down twice.
 */
import pg from 'pg'
// The parsers that platform/db.ts sets are part of the answer.
import '../../src/platform/db.ts'

/**
 * A value as JavaScript sees it; `json` is whatever JSON holds, `object` something of the driver's own (an interval).
 */
export type Made =
  | { kind: 'string' | 'number' | 'boolean' | 'Date' | 'Buffer' | 'json' | 'object' }
  | { kind: 'array'; of: Made }

type PgType = { oid: number; name: string; kind: string; element: number; base: number }

const samples: Record<string, string> = {
  bool: 't',
  int2: '1',
  int4: '1',
  int8: '1',
  oid: '1',
  float4: '1.5',
  float8: '1.5',
  numeric: '1.5',
  date: '2026-05-01',
  timestamp: '2026-05-01 08:00:00',
  timestamptz: '2026-05-01 08:00:00+08',
  interval: '1 day',
  bytea: '\\x00',
  json: '{}',
  jsonb: '{}',
}

/** From the oid of a type to what the driver makes of its values. */
export async function driverTypes(client: pg.Client): Promise<(oid: number) => Made> {
  const { rows } = await client.query<PgType>(
    `SELECT oid::int4, typname AS name, typtype AS kind, typbasetype::int4 AS base,
       CASE WHEN typcategory = 'A' THEN typelem::int4 ELSE 0 END AS element
     FROM pg_type`,
  )
  const types = new Map(rows.map((t) => [t.oid, t]))
  const sampleOf = (oid: number): string => {
    const t = types.get(oid)!
    if (t.base) return sampleOf(t.base)
    return t.element ? `{"${sampleOf(t.element).replace(/["\\]/g, '\\$&')}"}` : (samples[t.name] ?? 'x')
  }
  const isJson = (oid: number): boolean => /^_?jsonb?$/.test(types.get(oid)?.name ?? '')
  return (oid) => madeOf(pg.types.getTypeParser(oid)(sampleOf(oid)), isJson(oid))
}

function madeOf(value: unknown, json: boolean): Made {
  if (Array.isArray(value)) return { kind: 'array', of: madeOf(value[0], json) }
  if (json) return { kind: 'json' }
  if (value instanceof Date) return { kind: 'Date' }
  if (Buffer.isBuffer(value)) return { kind: 'Buffer' }
  const kind = typeof value
  return { kind: kind === 'string' || kind === 'number' || kind === 'boolean' ? kind : 'object' }
}

/** The TypeScript type of it. */
export function typeText(made: Made): string {
  if (made.kind === 'array') return `${typeText(made.of)}[]`
  return made.kind === 'json' || made.kind === 'object' ? 'unknown' : made.kind
}
