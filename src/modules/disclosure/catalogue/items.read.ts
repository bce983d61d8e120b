/** Rows of the disclosure room as its queries read them. */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Drafts, Notices, Obligations, Regions } from '../../../platform/tables.gen.ts'
import type { Column, Content, Template } from '../../../kernel/forms/forms.schema.ts'
import type { Item } from './catalogue.schema.ts'

export type ItemRow = {
  code: string
  version: number
  name: string
  category_code: string
  category: string
  definition: Item
  template_code: string | null
  template_version: number | null
  template: Template | null
}
export type ObligationRow = Omit<Obligations, 'due_month' | 'made_at'>
export type NoticeRow = Omit<Notices, 'created_at' | 'created_by'>
export type DraftRow = Omit<Drafts, 'content' | 'confirmed'> & { content: Content; confirmed: Record<string, string> }
export type PlaceRow = Pick<
  Regions,
  | 'id'
  | 'code'
  | 'slug'
  | 'name'
  | 'level'
  | 'kind'
  | 'path'
  | 'chain'
  | 'practice'
  | 'parent_id'
  | 'goes_live_on'
  | 'grace_until'
>

/** A catalogue item of a version, with its template. */
export async function itemOf(db: Db | Tx, code: string, version: number): Promise<ItemRow> {
  const found = await first(
    db,
    sql<ItemRow>`
      SELECT i.code, i.version, i.name, i.category_code, c.name AS category, i.definition, i.template_code,
        i.template_version, t.definition AS template
      FROM catalogue_items i
      JOIN catalogue_categories c ON c.code = i.category_code
      LEFT JOIN form_templates t ON t.code = i.template_code AND t.version = i.template_version
      WHERE i.code = ${code} AND i.version = ${version}`,
  )
  if (!found) throw notFound(`公开目录里没有 ${code} 第 ${version} 版。`)
  return found
}

/** The catalogue in force on a day, in order. */
export function itemsOn(db: Db | Tx, day: string): Promise<(ItemRow & { in_force_from: string })[]> {
  return rows(
    db,
    sql`
      SELECT DISTINCT ON (i.position, i.code) i.code, i.version, i.name, i.category_code,
        c.name AS category, i.definition, i.template_code, i.template_version, i.in_force_from,
        t.definition AS template
      FROM catalogue_items i
      JOIN catalogue_categories c ON c.code = i.category_code
      LEFT JOIN form_templates t ON t.code = i.template_code AND t.version = i.template_version
      WHERE i.in_force_from <= ${day} AND (i.in_force_to IS NULL OR i.in_force_to > ${day})
      ORDER BY i.position, i.code, i.version DESC`,
  )
}

/** The form of an item: its table template, or a document's fields. */
export function formOf(item: Pick<ItemRow, 'template' | 'definition'>): Template | Column[] {
  return item.template ?? item.definition.fields
}

export async function noticeById(db: Db | Tx, id: string): Promise<NoticeRow> {
  const found = await first(
    db,
    sql<NoticeRow>`
      SELECT id, code, region_id, path, item_code, item_version, period, stage, title, audience
      FROM notices
      WHERE id = ${id}`,
  )
  if (!found) throw notFound('没有这项公开。')
  return found
}

/** The id of a notice's case. */
export async function noticeCaseId(db: Db | Tx, noticeId: string): Promise<string | null> {
  const c = await first(
    db,
    sql<{ id: string }>`SELECT id FROM cases WHERE subject_kind = 'notice' AND subject_id = ${noticeId}`,
  )
  return c?.id ?? null
}

export async function placeById(db: Db | Tx, id: string): Promise<PlaceRow> {
  const found = await first(
    db,
    sql<PlaceRow>`
      SELECT id, code, slug, name, level, kind, path, chain, practice, parent_id, goes_live_on, grace_until
      FROM regions
      WHERE id = ${id}`,
  )
  if (!found) throw notFound('没有这个地方。')
  return found
}

export async function draftOf(db: Db | Tx, noticeId: string): Promise<DraftRow | undefined> {
  return first(
    db,
    sql<DraftRow>`
      SELECT notice_id, revision, content, content_hash, reason, confirmed, publish_at, saved_at, saved_by
      FROM drafts
      WHERE notice_id = ${noticeId}`,
  )
}

/** The latest content that went out for an item of a place and period, for carry-over and sums across tables. */
export async function publishedContent(
  db: Db | Tx,
  regionId: string,
  itemCode: string,
  period: string,
): Promise<Content | undefined> {
  const found = await first(
    db,
    sql<{
      content: Content
    }>`
      SELECT content
      FROM publications
      WHERE region_id = ${regionId}
        AND item_code = ${itemCode}
        AND period = ${period}
        AND superseded_at IS NULL
        AND NOT nothing
      LIMIT 1`,
  )
  return found?.content
}
