/** Fetching what followers sent: from WeChat into the form's files, through the same door as every upload. */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { UserError } from '../../../platform/errors.ts'
import { errorFields, log } from '../../../platform/log.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { takeUpload } from '../../reports/index.ts'
import { readAccount, type Account } from '../account.ts'
import { fetchFile, WechatError } from '../asking/ask.ts'
import { withToken } from '../asking/token.ts'
import { formKeyOf, mediaIdOf } from './drafts.ts'

type Waiting = { id: string; draft_id: string; media_id: Uint8Array; kind: string; tries: number }
const pausesMinutes = [0, 1, 5, 30, 120]

/** Fetches what waits, of one draft or of all; a few at a time. Returns how many were tried. */
export async function fetchWaiting(office: Office, draftId?: string): Promise<number> {
  const account = await readAccount(office.db, office.secret)
  if (!account?.inUse) return 0
  const now = office.now()
  const waiting = await rows(
    office.db,
    sql<Waiting>`
      UPDATE wechat_media
      SET tries = tries + 1, not_before = ${new Date(now.getTime() + 60_000)}
      WHERE id IN (
        SELECT id
        FROM wechat_media
        WHERE state = 'waiting'
          AND not_before <= ${now}
          AND (${draftId ?? null}::text IS NULL OR draft_id = ${draftId ?? null})
        ORDER BY not_before
        LIMIT 10
        FOR UPDATE SKIP LOCKED
      )
      RETURNING id, draft_id, media_id, kind, tries`,
  )
  for (const one of waiting) await fetchOne(office, account, one)
  return waiting.length
}

async function fetchOne(office: Office, account: Account, m: Waiting): Promise<void> {
  const mediaId = mediaIdOf(office.secret, m.id, m.media_id)
  try {
    const bytes = await withToken(office, account, (token) =>
      fetchFile(account.apiBase, '/cgi-bin/media/get', { access_token: token, media_id: mediaId }),
    )
    const { rules } = await contextAt(office.db, office.now())
    await takeUpload(office, formKeyOf(office.secret, m.draft_id), { name: nameOf(m.kind), bytes }, rules, office.now())
    await settle(office.db, m.id, 'fetched', '')
  } catch (error) {
    const final = error instanceof UserError || (error instanceof WechatError && error.isFinal)
    const pause = final ? undefined : pausesMinutes[m.tries]
    log.warn('wechat file not fetched', { id: m.id, ...errorFields(error) })
    if (pause === undefined) await settle(office.db, m.id, 'failed', sayOf(error))
    else
      await sql`
        UPDATE wechat_media SET not_before = ${new Date(office.now().getTime() + pause * 60_000)}
        WHERE id = ${m.id}`.execute(office.db)
  }
}

const nameOf = (kind: string) => (kind === 'picture' ? '照片.jpg' : kind === 'voice' ? '录音.amr' : '视频.mp4')
/** A refusal's own sentence, a number of WeChat's; nothing that either quotes. */
const sayOf = (error: unknown) =>
  error instanceof UserError
    ? error.message.slice(0, 120)
    : error instanceof WechatError
      ? `微信 ${error.code}`
      : '没有取到'

async function settle(db: Db, id: string, state: 'fetched' | 'failed', error: string): Promise<void> {
  await sql`UPDATE wechat_media SET state = ${state}, error = ${error} WHERE id = ${id}`.execute(db)
}
