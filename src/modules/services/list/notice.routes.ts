/** The one-page notice as a file, made when it is first asked for and kept like a page. */
import { asInline } from '../../../platform/disposition.ts'
import type { Context } from 'hono'
import { startOfDay } from '../../../platform/clock.ts'
import { pdfOf } from '../../../platform/pdf/pdf.ts'
import { cacheKey } from '../../../kernel/site/cacheKey.ts'
import { noticeDocument } from './notice.document.ts'
import { readService } from './service.pages.tsx'
import { visitOf, type Site } from './site.ts'

export async function noticeFile(site: Site, c: Context, slug: string | undefined, code: string): Promise<Response> {
  const scope = slug ?? 'all'
  const version = site.cache.version(scope)
  const visit = await visitOf(site, c)
  const props = await readService(visit, slug, code)
  const body = await pdfOf(noticeDocument(props), startOfDay(visit.today))
  const headers = {
    'content-disposition': asInline(`告知单 ${props.service.name}.pdf`, `${code}.pdf`),
    'x-robots-tag': 'noindex',
  }
  // Its QR code names the address under which this request came, where the operator has set none.
  if (!visit.fixed)
    return c.body(Buffer.from(body), 200, {
      ...headers,
      'content-type': 'application/pdf',
      'cache-control': 'private, no-cache',
    })
  return site.cache.keep(
    cacheKey(visit.address, visit.elder, visit.today),
    { body, scope, type: 'application/pdf', headers },
    version,
    c.req.header('accept-encoding'),
    c.req.header('if-none-match'),
  )
}
