/** Who said yes to which kind of notice: told by WeChat when a person presses 同意, or turns it off. */
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import type { Said } from '../callback/said.ts'

/** Takes in what was pressed. A yes to a template that the county has no more is none. */
export async function takeConsents(
  tx: Tx,
  followerId: string,
  { given, everywhere }: Extract<Said, { kind: 'consents' }>,
  now: Date,
): Promise<void> {
  for (const { templateId, yes } of given) {
    if (yes)
      await sql`
        INSERT INTO wechat_consents (follower_id, template_id, left_over, said_at)
        SELECT ${followerId}, t.template_id, CASE WHEN t.lasting THEN NULL ELSE 1 END, ${now}
        FROM wechat_templates t
        WHERE t.template_id = ${templateId}
        ON CONFLICT (follower_id, template_id)
          DO UPDATE SET said_at = excluded.said_at,
            left_over = wechat_consents.left_over + excluded.left_over`.execute(tx)
    // A closed window takes nothing back that was said before; turned off in WeChat's own list it is off.
    else if (everywhere) await takeBack(tx, followerId, templateId)
  }
}

export async function takeBack(db: Db | Tx, followerId: string, templateId: string): Promise<void> {
  await sql`
    DELETE FROM wechat_consents
    WHERE follower_id = ${followerId} AND template_id = ${templateId}`.execute(db)
}

/** The follower with this openid, where a notice of the template may be sent to them. */
export const maySend = (db: Db, openidIndex: string, templateId: string): Promise<{ id: string } | undefined> =>
  first(
    db,
    sql<{ id: string }>`
      SELECT f.id
      FROM wechat_followers f
      JOIN wechat_consents c ON c.follower_id = f.id AND c.template_id = ${templateId}
      WHERE f.openid_index = ${openidIndex} AND f.left_at IS NULL AND coalesce(c.left_over, 1) > 0`,
  )

/** One notice was sent: of single ones one less is left. */
export async function spend(db: Db, followerId: string, templateId: string): Promise<void> {
  await sql`
    UPDATE wechat_consents SET left_over = greatest(0, left_over - 1)
    WHERE follower_id = ${followerId} AND template_id = ${templateId} AND left_over IS NOT NULL`.execute(db)
}
