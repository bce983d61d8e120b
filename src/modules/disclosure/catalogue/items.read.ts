/** Items of the catalogue with their forms, as every slice of the room reads them. */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Column, Template } from '../../../kernel/forms/forms.schema.ts'
import { sameJson } from '../../../kernel/pack/sameJson.ts'
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

/**
 * A version of an item with the days for which it binds: `in_force_to` is the first day on which it does not.
 * `duty_since`: since when what is owed, by whom and when, has been the same, whatever else a version changed.
 */
export type BindingItem = ItemRow & { in_force_from: string; in_force_to: string | null; duty_since: string }

/**
 * All versions that have been in force by a day, older ones first: a period is bound by the one in force when it
 * begins.
 */
export async function itemVersionsBy(db: Db | Tx, day: string): Promise<BindingItem[]> {
  const found = await rows(
    db,
    sql<Omit<BindingItem, 'duty_since'>>`
      SELECT i.code, i.version, i.name, i.category_code, c.name AS category, i.definition, i.template_code,
        i.template_version, i.in_force_from, i.in_force_to, t.definition AS template
      FROM catalogue_items i
      JOIN catalogue_categories c ON c.code = i.category_code
      LEFT JOIN form_templates t ON t.code = i.template_code AND t.version = i.template_version
      WHERE i.in_force_from <= ${day} AND (i.in_force_to IS NULL OR i.in_force_to > i.in_force_from)
      ORDER BY i.position, i.code, i.version`,
  )
  const last = new Map<string, BindingItem>()
  return found.map((i) => {
    const before = last.get(i.code)
    const same = before && before.in_force_to === i.in_force_from && isSameDuty(before.definition, i.definition)
    const item = { ...i, duty_since: same ? before.duty_since : i.in_force_from }
    last.set(i.code, item)
    return item
  })
}

function isSameDuty(a: Item, b: Item): boolean {
  const duty = (i: Item) => [i.frequency, i.deadline, i.levels, i.exceptKinds, i.stages]
  return sameJson(duty(a), duty(b))
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
