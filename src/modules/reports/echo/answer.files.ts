/** What was attached to answers: for everybody where the report is released, else for whoever holds its receipt. */
import { asInline } from '../../../platform/disposition.ts'
import type { Context, Hono } from 'hono'
import { notFound } from '../../../platform/errors.ts'
import { statement } from '../../../kernel/site/statement.ts'
import { replyFileBytes } from '../replies/replyFiles.ts'
import { partyOf } from '../../../kernel/receipts/access.ts'
import { ownReportOf } from '../following/own.queries.ts'
import type { Site } from '../site.ts'

type AnswerFile = { sha256: string; name: string; type: string }
const answerFileQ = statement<AnswerFile>(
  'report.answerFile',
  'SELECT f.sha256, f.name, f.type FROM public_report_reply_files f JOIN public_reports p ON p.id = f.report_id WHERE p.code = $1 AND f.id = $2',
)

export function answerFiles(app: Hono, site: Site) {
  app.get('/reports/:code{[0-9A-Z]{10}}/answers/:id', async (c) => {
    const { bytes, name, type } = (await released(site, c)) ?? (await own(site, c))
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': type,
      'content-disposition': asInline(name),
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })
}

type Bytes = { bytes: Uint8Array; name: string; type: string }

async function released(site: Site, c: Context): Promise<Bytes | undefined> {
  const found = (await answerFileQ(site.office.publicPool, c.req.param('code')!, c.req.param('id')!))[0]
  const bytes = found && (await site.office.files.get('public', found.sha256))
  return found && bytes ? { bytes, name: found.name, type: found.type } : undefined
}

async function own(site: Site, c: Context): Promise<Bytes> {
  const code = c.req.param('code')!
  const report =
    partyOf(c, site.office.secret, code, site.office.now()) === undefined
      ? undefined
      : await ownReportOf(site.office.db, code)
  if (!report) throw notFound('没有这个文件，或者不再公开。')
  return replyFileBytes(site.office, report.id, c.req.param('id')!, null)
}
