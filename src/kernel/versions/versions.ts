/**
 * A county's list whose entries are kept in versions, each from a day on: services, powers, items of the catalogue.
 * Nothing is ever changed in place, and what is under way keeps the version that it began with. Two people who edit one
 * entry lose nothing: the second is told what the first changed.
 */
import type { RawBuilder } from 'kysely'
import { dayOf } from '../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { conflict, invalid, notFound } from '../../platform/errors.ts'
import { personalTexts } from '../guard/index.ts'
import { nameOf } from '../pack/readJson.ts'
import { sayFault, type FieldFault } from './faults.ts'

type Named = { code: string; name: string }

/** What can be read in versions. */
export type Versioned<D> = {
  /**
   * The table, or what reads like it: code, version, name, position, definition, state, valid_from, made_at, made_by
   * (nobody where it came with a pack).
   */
  table: RawBuilder<unknown>
  /** The number of `oneAtATime`'s lock. */
  lock: number
  /** `none`: there is no such entry. The others name what a version did: "停办". */
  words: { none: string; added: string; ended: string; resumed: string }
  changes(before: D, after: D): string[]
}

/**
 * What is also saved and ended in versions. `inForce`: the state of what is on the list; what has left it is `ended`.
 * `what`: for summaries.
 */
export type VersionedList<D extends Named = Named> = Versioned<D> & { inForce: string; what: string }

export type Latest<D> = {
  code: string
  version: number
  name: string
  position: number
  definition: D
  state: string
  valid_from: string
  by: string | null
}
export type By = { personId: string; now: Date }

/** The newest version, also where its first day is still to come. */
export const latestVersion = <D>(db: Db | Tx, { table }: Versioned<D>, code: string): Promise<Latest<D> | undefined> =>
  first(
    db,
    sql<Latest<D>>`
      SELECT v.code, v.version, v.name, v.position, v.definition, v.state, v.valid_from, p.name AS by
      FROM ${table} v
      LEFT JOIN persons p ON p.id = v.made_by
      WHERE v.code = ${code}
      ORDER BY v.version DESC
      LIMIT 1`,
  )

/**
 * The newest version for somebody who saves what was made from `seenVersion` (0: a new entry, its code free); nobody
 * else saves until the end of the transaction. 404 where there is none, 409 with what the other person changed when
 * somebody saved since.
 */
export async function seenLatest<D>(
  tx: Tx,
  list: Versioned<D>,
  code: string,
  seenVersion: number,
): Promise<Latest<D> | undefined> {
  await oneAtATime(tx, list)
  const latest = await latestVersion(tx, list, code)
  if (latest && seenVersion === 0)
    throw conflict(`编码 ${code} 已经有了（${latest.name}），请换一个。`, { field: 'code' })
  if (!latest && seenVersion > 0) throw notFound(list.words.none)
  if (latest && latest.version !== seenVersion) throw await editedMeanwhile(tx, list, latest, seenVersion)
  return latest
}

/** Whoever comes second waits until the end of the first one's transaction, and then sees its version. */
export const oneAtATime = (tx: Tx, { lock }: { lock: number }) => sql`SELECT pg_advisory_xact_lock(${lock})`.execute(tx)

async function editedMeanwhile<D>(tx: Tx, list: Versioned<D>, latest: Latest<D>, seenVersion: number) {
  const { table } = list
  const seen = await first(
    tx,
    sql<{
      definition: D
    }>`SELECT v.definition FROM ${table} v WHERE v.code = ${latest.code} AND v.version = ${seenVersion}`,
  )
  const ended = latest.state === 'ended'
  return conflict(
    `这一项在您改的时候，被${latest.by ?? '县里导入的资料'}存成了第 ${latest.version} 版${ended ? `，${list.words.ended}了` : ''}。您填的都还在。`,
    {
      version: latest.version,
      changes: [
        ...(ended ? [list.words.ended] : []),
        ...(seen ? list.changes(seen.definition, latest.definition) : []),
      ],
    },
  )
}

/**
 * `from`: the first day it counts. As `seenLatest`; 422 for a day that is past, and with every fault that `faultsOf`
 * finds.
 */
export async function saveVersion<D extends Named>(
  tx: Tx,
  list: VersionedList<D>,
  { definition, seenVersion, from }: { definition: D; seenVersion: number; from: string },
  by: By,
  faultsOf: () => Promise<readonly FieldFault[]>,
): Promise<{ version: number; from: string }> {
  const latest = await seenLatest(tx, list, definition.code, seenVersion)
  refuseEarly(from, by.now)
  refuseFaulty([...personalFaults(definition), ...(await faultsOf())])
  const version = seenVersion + 1
  const position = latest?.position ?? (await nextPosition(tx, list))
  await putVersion(tx, list, { definition, version, position, state: list.inForce }, from, by)
  return { version, from }
}

/** From that day on it is no longer on the list; what is under way goes on. */
export async function endVersion<D extends Named>(
  tx: Tx,
  list: VersionedList<D>,
  code: string,
  { seenVersion, from }: { seenVersion: number; from: string },
  by: By,
): Promise<{ version: number }> {
  const latest = await seenLatest(tx, list, code, seenVersion)
  if (!latest) throw notFound(list.words.none)
  if (latest.state === 'ended') throw conflict(`这一项已经${list.words.ended}了。`)
  refuseEarly(from, by.now)
  const version = latest.version + 1
  await putVersion(tx, list, { ...latest, version, state: 'ended' }, from, by)
  return { version }
}

function refuseEarly(from: string, now: Date): void {
  if (from < dayOf(now)) throw invalid('生效的日子不能早于今天：已经开始用的版本不能改。', { field: 'from' })
}

/** A definition is on public pages whole: what no notice may hold has no place in it either. */
export const personalFaults = (definition: unknown): FieldFault[] =>
  personalTexts(definition).map(({ path, say }) => ({ field: nameOf(definition, path), say, remedy: '' }))

/** 422 with all faults, the first of them in the sentence. */
export function refuseFaulty(faults: readonly FieldFault[]): void {
  if (faults.length === 0) return
  throw invalid(faults.slice(0, 5).map(sayFault).join(''), {
    faults: faults.map((f) => ({ field: f.field, say: sayFault(f) })),
  })
}

/** The place of a new entry: after all others. */
export async function nextPosition(tx: Tx, { table }: Pick<Versioned<unknown>, 'table'>): Promise<number> {
  const found = await first(tx, sql<{ next: number }>`SELECT coalesce(max(v.position), 0) + 1 AS next FROM ${table} v`)
  return found!.next
}

/** Adds a version as it is given. `personId`: nobody for what a pack brings. */
export async function putVersion<D extends Named>(
  tx: Tx,
  { table }: VersionedList<D>,
  { definition, version, position, state }: Pick<Latest<D>, 'definition' | 'version' | 'position' | 'state'>,
  from: string,
  by: { personId: string | null; now: Date },
): Promise<void> {
  await sql`
    INSERT INTO ${table} (code, version, name, position, definition, state, valid_from, made_at, made_by)
    VALUES (
      ${definition.code}, ${version}, ${definition.name}, ${position}, ${JSON.stringify(definition)}::jsonb,
      ${state}, ${from}, ${by.now}, ${by.personId}
    )`.execute(tx)
}

/** One version with what it changed against the one before. `by`: empty where it came with the county's files. */
export type VersionLine = {
  version: number
  state: string
  from: string
  madeAt: Date
  by: string
  changes: string[]
}

/** The history of an entry in words, the newest first. */
export async function versionLines<D>(db: Db, list: Versioned<D>, code: string): Promise<VersionLine[]> {
  const { table } = list
  const all = await rows(
    db,
    sql<{
      version: number
      state: string
      from: string
      made_at: Date
      by: string | null
      definition: D
    }>`
      SELECT v.version, v.state, v.valid_from AS from, v.made_at, p.name AS by, v.definition
      FROM ${table} v
      LEFT JOIN persons p ON p.id = v.made_by
      WHERE v.code = ${code}
      ORDER BY v.version`,
  )
  return all
    .map(({ version, state, from, made_at, by, definition }, i) => ({
      version,
      state,
      from,
      madeAt: made_at,
      by: by ?? '',
      changes: sayChanges(list, all[i - 1], { state, definition }),
    }))
    .reverse()
}

type Stood<D> = { state: string; definition: D }

function sayChanges<D>({ words, changes }: Versioned<D>, before: Stood<D> | undefined, after: Stood<D>): string[] {
  if (!before) return [words.added]
  const state = before.state === after.state ? [] : [after.state === 'ended' ? words.ended : words.resumed]
  const all = [...state, ...changes(before.definition, after.definition)]
  return all.length === 0 ? ['没有改动'] : all
}

/** What is on the list in its newest version, in order: for a county's files. */
export const definitionsOf = async <D extends Named>(db: Db, { table, inForce }: VersionedList<D>): Promise<D[]> =>
  (
    await rows(
      db,
      sql<{ definition: D }>`
        SELECT v.definition
        FROM (SELECT DISTINCT ON (code) code, position, definition, state FROM ${table} ORDER BY code, version DESC) v
        WHERE v.state = ${inForce}
        ORDER BY v.position, v.code`,
    )
  ).map((v) => v.definition)
