/** A place and all below it: the half-open range of their paths, an index range in every collation. */
import type { RawBuilder } from 'kysely'
import { sql } from '../../platform/db.ts'

/** Where what lies at a path and below it ends. */
export const rangeEnd = (path: string) => `${path.slice(0, -1)}/`

/** `path >= from AND path < to`; everything where there is no place. */
export const rangeOf = (path: string | undefined): [from: string, to: string] =>
  path === undefined || path === '' ? ['', '\u{10ffff}'] : [path, rangeEnd(path)]

/** Whether a column's path lies at a place or below it. `column`: `r.path`. */
export const within = (column: string, path: string): RawBuilder<boolean> =>
  sql`(${sql.ref(column)} >= ${path} AND ${sql.ref(column)} < ${rangeEnd(path)})`

/** Whether it lies at one of several places or below. */
export const withinAny = (column: string, paths: readonly string[]): RawBuilder<boolean> => sql`
  EXISTS (
    SELECT 1
    FROM unnest(${[...paths]}::text[]) AS scope
    WHERE ${sql.ref(column)} >= scope AND ${sql.ref(column)} < left(scope, -1) || '/'
  )`
