/**
 * Archives per place: month and year packages with readable pages, tables in three formats, attachments, manifest,
 * checkpoint and a proof per version. `npm run verify` checks one offline.
 */
import { periodAndStage } from '../cards/cardLeaves.ts'
import { rows, sql, type Db } from '../../../platform/db.ts'
import { dayOf } from '../../../platform/clock.ts'
import { conflict, invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import { writeCsv, writeExport, writeJson } from '../../../kernel/sheets/export.ts'
import { writeArchive, type ArchivedNotice } from '../../../kernel/ledger/archive.write.ts'
import { utf8 } from '../../../kernel/ledger/bytes.ts'
import type { LogKey } from '../../../kernel/ledger/keys.ts'
import { latestCheckpoint, leavesOf, proofsOf } from '../../../kernel/ledger/queries.ts'
import { countyCode } from '../../../kernel/regions/county.ts'
import { archivePage, archiveIndex } from './archive.page.tsx'
import { faceOf } from '../publishing/face.ts'
import { sayPeriod } from '../obligations/periods.ts'
import type { Published } from '../publishing/publish.ts'
import { itemOf, type ItemRow } from '../catalogue/items.read.ts'
import { placeById, type PlaceRow } from '../catalogue/places.read.ts'
import type { Tables } from '../../../platform/tables.gen.ts'
import type { Recorded } from '../publishing/record.ts'
import { toldOf } from '../publishing/untouched.ts'

export type ArchiveOffice = { db: Db; files: FileStore; logKey: LogKey; now(): Date }
type Kept = Omit<Recorded, 'content_commitment'> &
  Pick<Tables['publications'], 'notice_id' | 'salt' | 'content_commitment' | 'record_salt' | 'leaf_id'> & {
    item_version: number
    content: Published
    withdrawn: string | null
  }

/** Throws 422 for a month or year (`2026-10`, `2026`) that has not begun or that no published notice can be of. */
export function refuseOddPeriod(period: string, now: Date): void {
  if (period > dayOf(now).slice(0, period.length))
    throw invalid('这个月份（年份）还没有到，不能归档。', { field: 'period' })
  if (period < '2000') throw invalid('归档的月份（年份）太早了，请核对。', { field: 'period' })
}

/**
 * Makes the package of a place for a month (`2026-10`: published in it) or a year (`2026`). A later one of the same
 * period is a supplement.
 */
export async function makeArchive(
  office: ArchiveOffice,
  regionId: string,
  period: string,
): Promise<{ id: string; sha256: string; notices: number; bytes: number }> {
  refuseOddPeriod(period, office.now())
  const { db } = office
  const place = await placeById(db, regionId)
  const kept = await rows(
    db,
    sql<Kept>`
      SELECT p.notice_id, p.version, p.code, p.item_code, n.item_version, p.period, p.stage, p.title, p.audience,
        p.public_content AS content, p.salt, p.content_commitment, p.record_salt, p.leaf_id, p.hands, p.reason,
        p.nothing, p.due_on, p.published_at, p.published_on, p.display_from, p.display_until, p.leaves_on,
        r.slug AS place_slug, w.reason AS withdrawn
      FROM publications p
      JOIN notices n ON n.id = p.notice_id
      JOIN regions r ON r.id = p.region_id
      LEFT JOIN withdrawals w ON w.notice_id = p.notice_id
      WHERE p.region_id = ${regionId}
        AND p.published_on >= ${`${period.slice(0, 4)}-${period.slice(5, 7) || '01'}-01`}
        AND to_char(p.published_on, 'YYYY-MM') LIKE ${`${period}%`}
      ORDER BY p.published_at, p.id`,
  )
  const checkpoint = await latestCheckpoint(db)
  if (!checkpoint) throw conflict('公开存证还没有开始，请过一会儿再归档。')
  const proofs = await proofsOf(
    db,
    kept.map((k) => k.leaf_id),
    checkpoint,
  )
  const waiting = kept.filter((k) => !proofs.has(k.leaf_id))
  if (waiting.length > 0 && !place.practice) throw conflict(`还有 ${waiting.length} 项正在存证，请过一会儿再归档。`)
  const files: { path: string; bytes: Uint8Array }[] = []
  const notices: ArchivedNotice[] = []
  const items = new Map<string, ItemRow>()
  for (const k of kept) {
    const key = `${k.item_code}@${k.item_version}`
    if (!items.has(key)) items.set(key, await itemOf(db, k.item_code, k.item_version))
    files.push(...(await filesOf(office, k, items.get(key)!, place)))
    notices.push(await provenOf(db, k, proofs.get(k.leaf_id)!))
  }
  files.push({
    path: 'index.html',
    bytes: utf8(
      archiveIndex(
        place.name,
        period,
        kept.map((k) => ({
          path: `notices/${k.code}-v${k.version}.html`,
          title: k.title,
          version: k.version,
          on: k.published_on,
          withdrawn: k.withdrawn !== null,
        })),
      ),
    ),
  })
  const zip = writeArchive(
    {
      county: await countyCode(db),
      region: place.slug,
      period,
      kind: period.length === 4 ? 'year' : 'month',
      createdAt: office.now(),
      checkpoint: checkpoint.note,
      files,
      notices,
    },
    office.logKey,
  )
  return keep(office, place, period, zip, kept.length)
}

/**
 * The readable page, the table in three formats and the attachments of one version; of a withdrawn one only the page
 * that says so.
 */
async function filesOf(
  office: ArchiveOffice,
  k: Kept,
  item: ItemRow,
  place: PlaceRow,
): Promise<{ path: string; bytes: Uint8Array }[]> {
  const base = `notices/${k.code}-v${k.version}`
  const face = faceOf(k.content, item)
  const page = {
    path: `${base}.html`,
    bytes: utf8(
      archivePage({
        title: k.title,
        place: place.name,
        item: item.name,
        version: k.version,
        publishedOn: k.published_on,
        hands: k.hands,
        face,
        reason: k.content.reason,
        withdrawn: k.withdrawn,
      }),
    ),
  }
  if (k.withdrawn !== null) return [page]
  const meta = {
    title: k.title,
    place: place.name,
    period: sayPeriod(k.period),
    code: k.code,
    version: k.version,
    publishedOn: k.published_on,
    address: `/d/${k.code}`,
  }
  const tables = face.nothing
    ? []
    : [
        { path: `${base}.xlsx`, bytes: await writeExport(face, meta) },
        { path: `${base}.csv`, bytes: writeCsv(face) },
        { path: `${base}.table.json`, bytes: writeJson(face, meta) },
      ]
  const attachments = await Promise.all(
    k.content.attachments.map(async (a, i) => ({
      path: `${base}-${i + 1}-${a.name.replace(/[\\/:*?"<>|]/g, '_')}`,
      bytes: await office.files.get('public', a.sha256),
    })),
  )
  return [page, ...tables, ...attachments.flatMap((a) => (a.bytes ? [{ path: a.path, bytes: a.bytes }] : []))]
}

async function provenOf(db: Db, k: Kept, proof: string): Promise<ArchivedNotice> {
  const leaf = (await leavesOf(db, k.notice_id)).find((l) => l.id === k.leaf_id)!
  return {
    code: k.code,
    version: k.version,
    item: k.item_code,
    period: periodAndStage(k.period, k.stage),
    entry: leaf.entry,
    proof,
    ...(k.withdrawn === null ? { public: toldOf(k) } : {}),
  }
}

async function keep(office: ArchiveOffice, place: PlaceRow, period: string, zip: Uint8Array, count: number) {
  const sha256 = await office.files.put('original', zip)
  const id = newId()
  const kind = period.length === 4 ? 'year' : 'month'
  await sql`
    INSERT INTO archives (id, region_id, kind, period, supplement, sha256, bytes, notices, made_at)
    SELECT ${id}, ${place.id}, ${kind}, ${period}, count(*), ${sha256}, ${zip.length}, ${count},
      ${office.now()}
    FROM archives
    WHERE region_id = ${place.id} AND kind = ${kind} AND period = ${period}`.execute(office.db)
  return { id, sha256, notices: count, bytes: zip.length }
}
