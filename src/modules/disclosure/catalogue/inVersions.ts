/** Items of the catalogue with their tables, as the versions that the county's people edit. */
import { sql } from '../../../platform/db.ts'
import type { Versioned } from '../../../kernel/versions/versions.ts'
import { itemChanges } from './changes.ts'
import type { WholeItem } from './catalogue.schema.ts'

/**
 * Read like services and powers; saved by `saveItem`, for an item ends with the version after it (`in_force_to`),
 * starts with a month and names the version of its table. Here an item is never ended: it leaves the catalogue with the
 * county's pack.
 */
export const catalogueItems: Versioned<WholeItem> = {
  table: sql`
    (
      SELECT i.code, i.version, i.name, i.position,
        i.definition || jsonb_build_object('table', t.definition) AS definition, 'inForce' AS state,
        i.in_force_from AS valid_from, i.made_at, i.made_by
      FROM catalogue_items i
      LEFT JOIN form_templates t ON t.code = i.template_code AND t.version = i.template_version
    )`,
  lock: 727062,
  words: { none: '公开目录里没有这一项。', added: '新事项', ended: '停用', resumed: '恢复' },
  changes: itemChanges,
}
