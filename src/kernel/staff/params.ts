/** Checks that many of the staff's routes share. */
import { z } from 'zod'

/** The parameter `:id` of a route: the id of a row (UUIDv7). */
export const id = z.object({ id: z.string().min(10).max(40) })

/**
 * The hash of what the signer had before their eyes (SHA-256 in hex); whoever signs compares it with what stands now.
 */
export const contentHash = z.string().regex(/^[0-9a-f]{64}$/)

/** What counts up by one: a revision, a version, the events of a case, as whoever sends it has seen it. */
export const counter = z.int().min(0).max(1_000_000)

/** The keys of a table of words, as `z.enum` takes them. */
export const keysOf = <T extends object>(of: T) => Object.keys(of) as [keyof T & string, ...(keyof T & string)[]]
