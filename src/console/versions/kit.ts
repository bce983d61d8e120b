/**
 * What the editor kit must know of a list in versions (services, powers, items of the catalogue), and how it reads one
 * entry.
 */
import { useQuery, type QueryClient } from '@tanstack/react-query'

export type Named = { code: string; name: string }
/** `open`: how many cases under way keep this version, where that is counted. */
export type VersionLine = {
  version: number
  state: string
  from: string
  madeAt: string
  by: string
  changes: string[]
  open?: number
}
/** An entry in its newest version, with its history. */
export type Whole<D> = {
  definition: D
  version: number
  state: string
  from: string
  today: string
  versions: VersionLine[]
}

/** An entry under construction. `base`: the version from which it was made, with its number (0: a new entry). */
export type Draft<D> = { definition: D; base: D; seenVersion: number }

export type Kit<D extends Named> = {
  /**
   * What its queries are called, read anew after every saving; the first is the list's own, and names its drafts on
   * this device.
   */
  keys: readonly [string, ...string[]]
  blank: D
  read: (code: string) => Promise<Whole<D>>
  /** `from`: the first day it counts, where that is asked. */
  save: (made: Draft<D> & { from: string }) => Promise<{ version: number; from: string }>
  changes: (before: D, after: D) => readonly string[]
  /** How an entry leaves the list, where people end it here. */
  end?: {
    send: (code: string, asked: { seenVersion: number; from: string; reason: string }) => Promise<unknown>
    /** "停办", as on the button. */
    button: string
    title: (name: string) => string
    about: string
    why: string
    told: string
  }
  words: {
    /** "这个事项", while it is read. */
    one: string
    added: string
    saveNew: string
    /** Told where the first day is asked: what keeps the version before. Without it the server sets the day. */
    keeps?: string
    ended: string
    resume: string
    /** Told of an entry that has left the list. */
    gone: string
  }
}

export const wholeQuery = <D extends Named>(kit: Kit<D>, code: string) => ({
  queryKey: [kit.keys[0], 'one', code],
  queryFn: () => kit.read(code),
})
/** One entry; nothing is read without a code. */
export const useWhole = <D extends Named>(kit: Kit<D>, code: string) =>
  useQuery({ ...wholeQuery(kit, code), enabled: code !== '' })

export const readAnew = <D extends Named>(queries: QueryClient, { keys }: Kit<D>) =>
  Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })))
