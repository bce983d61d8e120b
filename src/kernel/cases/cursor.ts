/**
 * Where a list goes on: the time and id of its last row, "2026-11-22T01:00:00.000Z|019a…", or "|019a…" where it has no
 * time.
 */
import { z } from 'zod'

/** Anything else is refused before the database sees it. */
export const cursorSchema = z
  .string()
  .max(80)
  .refine((text) => {
    const [at, id, ...more] = text.split('|')
    return (
      more.length === 0 && id !== undefined && /^[\w-]{1,40}$/.test(id) && (at === '' || !Number.isNaN(Date.parse(at!)))
    )
  }, '翻页的位置不对，请从第一页重新看。')
