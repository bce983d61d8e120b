/** Who handed a matter in and has bound their WeChat hears there, where they said yes to it. */
import { rows, sql } from '../../../platform/db.ts'
import type { Reach } from '../../../kernel/notices/ways.ts'
import { residentsOfReport } from '../../residents/index.ts'
import { openidOf } from '../followers.ts'

export const reachByWechat: Reach = async (tx, secret, matter) => {
  const residents = matter.kind === 'report' ? await residentsOfReport(tx, matter.id) : [matter.residentId ?? '']
  if (residents.length === 0) return []
  // One telephone: a family that shares it is told once, by the one that was used last.
  const found = await rows(
    tx,
    sql<{ id: string; openid: Uint8Array }>`
      SELECT f.id, f.openid
      FROM wechat_bindings b
      JOIN wechat_followers f ON f.openid_index = b.openid_index AND f.left_at IS NULL
      JOIN wechat_consents c ON c.follower_id = f.id AND coalesce(c.left_over, 1) > 0
      JOIN wechat_templates t ON t.template_id = c.template_id AND t.kind = 'matterNews'
      WHERE b.resident_id = ANY(${residents}) AND b.ended_at IS NULL
      ORDER BY f.spoke_at DESC NULLS LAST, f.id
      LIMIT 1`,
  )
  return found.map((f) => ({ channel: 'wechat', to: openidOf(secret, f) }))
}
