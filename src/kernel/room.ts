/**
 * A room says once what it is; whoever puts rooms together (the site, the worker, the console, the commands) reads it
 * here. Plain objects read by plain functions: no container, no plugin loader. `openRooms` is called once, by
 * `app/rooms.ts`, the only list.
 */
import type { Hono } from 'hono'
import type { VNode } from 'preact'
import { holdAuditWords, type AuditWords } from '../platform/audit.ts'
import type { Db } from '../platform/db.ts'
import type { Handler } from '../platform/jobs.ts'
import type { SealedColumn } from '../platform/sealing/sealer.ts'
import { holdProcedures, type Procedure } from './cases/procedure.ts'
import { caseFileColumns } from './cases/fileColumns.ts'
import { holdReactions, type Hold, type Reaction } from './cases/reactions.ts'
import { holdNamers, type Namer } from './cases/subjects.ts'
import type { Context } from './cases/times.ts'
import type { SearchKind } from './finding/found.ts'
import type { Channel, Driver } from './notices/drivers.ts'
import { holdReaches, type Reach } from './notices/ways.ts'
import { holdMessages, type MessageDeclaration } from './notices/templates.ts'
import type { Office } from './office.ts'
import { fileColumns, holdFileColumns, type FileColumn } from './files/keeper.ts'
import { caseHandOver } from './cases/cases.handover.ts'
import { holdHandOver, type HandOverPart } from './people/handOver.ts'
import { holdNewcomers, type Newcomers } from './people/newcomers.ts'
import type { PackPart } from './pack/part.ts'
import { holdPermissions, type PermissionTable } from './people/can.ts'
import { holdDefaults, type DefaultRule } from './rules/defaults.ts'
import type { OpenPaths } from './site/openPaths.ts'
import type { Site, Visit } from './site/site.tsx'
import type { Reader } from './site/statement.ts'
import type { Faces } from './tasks/caseTasks.ts'
import type { TaskSources } from './tasks/tasks.ts'
import { holdUploadTakers, type UploadTaker } from './site/uploadTakers.ts'

export type Room = {
  /** Its folder under `src/modules`. */
  code: string
  /** As people call it. */
  name: string
  permissions?: PermissionTable
  procedures?: readonly Procedure[]
  /** What follows in this room when a case of a kind has moved, in the same transaction. */
  reactions?: Readonly<Record<string, Reaction>>
  /** What keeps a silent step of a kind of case from ending by itself. */
  holds?: Readonly<Record<string, Hold>>
  /** How cases of a kind are called whose row does not say it. */
  names?: Readonly<Record<string, Namer>>
  /** Actions of the audit trail in words. */
  auditWords?: AuditWords
  /** What a post hands over of this room besides cases, which the kernel knows itself. */
  handOver?: readonly HandOverPart[]
  /** What it looks at again when somebody comes into office; `secret`: the office's, for what lies sealed. */
  newcomers?(office: Pick<Office, 'secret'>): Newcomers
  /** Where it keeps sealed values, for sealing them anew. */
  sealedColumns?: readonly SealedColumn[]
  /** Where it names stored files: bytes that no such column names are deleted. */
  fileColumns?: readonly FileColumn[]
  /** The platform's own proposals for the rules that the room reads. */
  rules?: readonly DefaultRule[]
  /** What it brings to a county's pack. */
  pack?: readonly PackPart[]
  /** Ways out of the house that it has, beside those that the settings name. */
  channels?(office: Office): Partial<Record<Channel, Driver>>
  /** How whoever handed a matter in is reached beside their telephone. */
  reaches?: Reach
  /** Short messages and e-mails that it sends. */
  messages?: Readonly<Record<string, MessageDeclaration>>
  /** The console's JSON routes; their types are what the screens' client is made of. */
  api?(office: Office): Pick<Hono, 'routes'>
  /** The villagers' pages and files. */
  pages?(site: Site): Hono
  /** Another way for villagers to sign in than by telephone, where the county has it. */
  wayIn?(office: Office): Promise<WayIn | undefined>
  /** Scripts of its pages, by the name under which a page asks for them. */
  scripts?: Readonly<Record<string, string>>
  /** What it does with files that arrive in pieces, by the word that the sender gives. */
  uploads?: Readonly<Record<string, UploadTaker>>
  /** Bytes of files that strangers sent and that belong to nothing yet (kernel/site/uploadLimit.ts). */
  unsentBytes?(db: Db): Promise<number>
  /** Long work by kind. */
  jobs?(office: Office): Record<string, Handler>
  rounds?(office: Office): Round[]
  /** Its part of the site's search. */
  search?: SearchKind
  /** The figures that it shows, each with the sentence that says how it is counted: `name = formula`. */
  figures?: Readonly<Record<string, string>>
  /** What it has to do for whoever is signed in, besides cases. */
  tasks?: TaskSources
  /** How its kinds of cases are told in lists of tasks. */
  faces?: Faces
  /** Its file of the sitemap: addresses, the day of the last change where it is known. */
  sitemap?(visit: Visit): Promise<SitemapEntry[]>
  /** What anybody may read without signing in, as OpenAPI paths. */
  open?: OpenPaths
  /** What a notice's page says of what it belongs to. */
  besideNotice?(db: Reader, notice: { id: string }): Promise<VNode | undefined>
}

/** `href`: where one signs in so; `bindHref`: where whoever is signed in makes it theirs. */
export type WayIn = { text: string; href: string; bindHref: string }

/**
 * Work that comes again and again. `more`: what a run returns when it stopped at its limit and there is more to do: the
 * next one comes at once.
 */
export type Round = {
  name: string
  everyMs: number
  run(office: Office, ctx: Context): Promise<unknown>
  more?: number
}

export type SitemapEntry = { path: string; day?: string }

/** Makes known to the kernel what the rooms declare. Throws where two rooms use one word. */
export function openRooms(rooms: readonly Room[]): readonly Room[] {
  refuseTwice(rooms.map((r) => ({ [r.code]: r })))
  refuseTwice(rooms.flatMap((r) => r.pack ?? []).map((part) => part.files))
  const procedures = rooms.flatMap((r) => r.procedures ?? [])
  holdPermissions(merged(rooms, 'permissions'))
  holdProcedures(procedures)
  holdReactions(
    rooms.flatMap((r) => Object.entries(r.reactions ?? {})),
    merged(rooms, 'holds'),
  )
  holdNamers(merged(rooms, 'names'))
  holdFileColumns([...fileColumns, ...caseFileColumns, ...rooms.flatMap((r) => r.fileColumns ?? [])])
  holdMessages(merged(rooms, 'messages'))
  holdReaches(rooms.flatMap((r) => r.reaches ?? []))
  holdUploadTakers(merged(rooms, 'uploads'))
  holdDefaults(rooms.flatMap((r) => r.rules ?? []))
  merged(rooms, 'auditWords')
  holdAuditWords(rooms.flatMap((r) => (r.auditWords ? [{ name: r.name, words: r.auditWords }] : [])))
  holdHandOver(() => [...caseHandOver(), ...rooms.flatMap((r) => r.handOver ?? [])])
  merged(rooms, 'scripts')
  merged(rooms, 'faces')
  merged(rooms, 'figures')
  return rooms
}

/**
 * Lets people come into office under the rooms' eyes: called by every process that appoints, with its office's secret.
 */
export function watchNewcomers(rooms: readonly Room[], office: Pick<Office, 'secret'>): void {
  holdNewcomers(rooms.flatMap((r) => r.newcomers?.(office) ?? []))
}

/** One table of the rooms' tables. Throws where two rooms use one key. */
export function merged<K extends keyof Room>(rooms: readonly Room[], part: K): NonNullable<Room[K]> {
  const tables = rooms.map((r) => (r[part] ?? {}) as Record<string, unknown>)
  refuseTwice(tables)
  return Object.assign({}, ...tables) as NonNullable<Room[K]>
}

function refuseTwice(tables: readonly Record<string, unknown>[]) {
  const seen = new Set<string>()
  for (const key of tables.flatMap((t) => Object.keys(t))) {
    if (seen.has(key)) throw new Error(`two rooms declare ${key}`)
    seen.add(key)
  }
}
