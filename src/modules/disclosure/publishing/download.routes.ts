/** Downloads of a notice and its attachments: never more than the page shows. */
import { asAttachment, asInline } from '../../../platform/disposition.ts'
import type { Context, Hono } from 'hono'
import { notFound } from '../../../platform/errors.ts'
import type { PublicContent } from '../../../kernel/guard/mask.ts'
import { isTemplate } from '../../../kernel/forms/form.ts'
import { writeCsv, writeExport, writeJson, type ExportMeta } from '../../../kernel/sheets/export.ts'
import { sayPeriod } from '../obligations/periods.ts'
import { columnsShown, type PublicForm } from './publicForm.ts'
import { findNotice } from './notice.read.ts'
import type { Published } from './publish.ts'
import { evidenceOf, proofOf } from './proof.pages.tsx'
import { visitOf, type Site } from '../site.ts'
import { statement } from '../../../kernel/site/statement.ts'

const writers = {
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: writeExport },
  csv: { type: 'text/csv; charset=utf-8', write: (face: PublicContent) => Promise.resolve(writeCsv(face)) },
  json: {
    type: 'application/json; charset=utf-8',
    write: (face: PublicContent, meta: ExportMeta) => Promise.resolve(writeJson(face, meta)),
  },
} as const

export function downloadRoutes(app: Hono, site: Site) {
  app.get('/d/:file{[0-9A-Za-z]{10}\\.(?:xlsx|csv|json)}', async (c) => sheet(site, c))
  app.get('/d/:file{[0-9A-Za-z]{10}\\.tlog-proof}', async (c) => {
    const visit = await visitOf(site, c)
    const { notice } = await findNotice(visit, c.req.param('file').slice(0, 10), versionOf(c))
    const { proof } = await proofOf(site.office.public, notice)
    return c.body(proof, 200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': asAttachment(`${notice.code}-v${notice.version}.tlog-proof`),
      'cache-control': 'no-cache',
    })
  })
  app.get('/d/:code/evidence.json', async (c) => {
    c.header('cache-control', 'no-cache')
    return c.json(
      await evidenceOf(
        site.office.public,
        await visitOf(site, c),
        site.office.logKey.vkey,
        c.req.param('code'),
        versionOf(c),
      ),
    )
  })
  app.get('/f/:sha256{[0-9a-f]{64}}/:name', async (c) => attachment(site, c))
}

/** `?v=` of a version; the latest without it. */
export function versionOf(c: Context): number | undefined {
  const v = Number(c.req.query('v'))
  return Number.isInteger(v) && v >= 1 ? v : undefined
}

async function sheet(site: Site, c: Context): Promise<Response> {
  const [code, kind] = c.req.param('file')!.split('.') as [string, keyof typeof writers]
  const visit = await visitOf(site, c)
  const { notice: n, form } = await findNotice(visit, code)
  if (n.content === null) throw notFound('这项公开的内容不展示，不能下载。')
  const meta: ExportMeta = {
    title: n.title,
    place: n.place_name,
    period: sayPeriod(n.period),
    code: n.code,
    version: n.version,
    publishedOn: n.published_on,
    address: `${visit.origin}/d/${n.code}`,
  }
  const bytes = await writers[kind].write(faceOf(n.content, form), meta)
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': writers[kind].type,
    'content-disposition': asAttachment(`${n.place_name}${n.title}.${kind}`, `${n.code}.${kind}`),
    'cache-control': 'no-cache',
    ...(n.names_people ? { 'x-robots-tag': 'noindex' } : {}),
  })
}

/** What was published, in the shape that the writers of sheets take. */
export function faceOf(p: Published, form: PublicForm): PublicContent {
  return {
    layout: isTemplate(form) ? form.layout : 'document',
    columns: columnsShown(form),
    rows: p.rows,
    hiddenRows: p.hiddenRows,
    totals: p.totals,
    note: p.note,
    attachments: [],
    ...(p.nothing === null ? {} : { nothing: { reason: p.nothing } }),
  }
}

const fileQ = statement<{ type: string; name: string }>(
  'file',
  'SELECT type, name FROM public_files WHERE sha256 = $1 LIMIT 1',
)

/**
 * An attachment, while a notice that carries it shows its content. Asked again each time, so that a takedown works at
 * once.
 */
async function attachment(site: Site, c: Context): Promise<Response> {
  const sha256 = c.req.param('sha256')!
  const file = (await fileQ(site.office.publicPool, sha256))[0]
  if (!file) throw notFound('没有这个附件，或者它所在的公开已经撤下。')
  const headers = {
    etag: `"${sha256}"`,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'",
  }
  if (c.req.header('if-none-match')?.includes(sha256)) return c.body(null, 304, headers)
  const bytes = await site.office.files.get('public', sha256)
  if (!bytes) throw notFound('这个附件暂时取不到，请过一会儿再试。')
  const inline = file.type.startsWith('image/') || file.type === 'application/pdf'
  return c.body(new Uint8Array(bytes), 200, {
    ...headers,
    'content-type': file.type,
    'content-disposition': inline ? asInline(file.name) : asAttachment(file.name),
  })
}
