/**
 * The page or the printed notice of a service that is still being written, sent along by the console. Holds no state;
 * only pages of the same site may ask.
 */
import type { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { startOfDay } from '../../../platform/clock.ts'
import { invalid, UserError } from '../../../platform/errors.ts'
import { pdfOf } from '../../../platform/pdf/pdf.ts'
import { answer } from '../../../kernel/site/site.tsx'
import { serviceFaults } from './faults.ts'
import { serviceSchema, type Service } from './services.schema.ts'
import { noticeDocument } from './notice.document.ts'
import { showService, type ServiceProps } from './service.pages.tsx'
import { findBureau, serviceFrame } from './services.queries.ts'
import { visitOf, type Site } from './site.ts'

export function previewRoutes(app: Hono, site: Site) {
  const body = bodyLimit({
    maxSize: 1024 * 1024,
    onError: () => {
      throw new UserError(413, '这个事项太大了，请分成几个。')
    },
  })
  app.post('/services/preview', body, async (c) => {
    const data = await c.req.formData()
    const visit = await visitOf(site, c)
    const service = serviceIn(data.get('service'))
    const frame = await serviceFrame(visit.db)
    const props: ServiceProps = {
      visit,
      village: undefined,
      service,
      version: Number(data.get('version')) || 1,
      bureau: await findBureau(visit.db, service.competent.dept),
      place: frame.hall.place,
      measured: undefined,
    }
    if (data.get('do') !== 'pdf')
      return answer(site, c, visit, { ...showService(props), fleeting: true, noindex: true })
    return c.body(Buffer.from(await pdfOf(noticeDocument(props), startOfDay(visit.today))), 200, {
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
    })
  })
}

function serviceIn(text: FormDataEntryValue | null): Service {
  const parsed = serviceSchema.safeParse(typeof text === 'string' ? jsonIn(text) : undefined)
  if (!parsed.success) throw invalid('没有收到能看懂的事项，请回到事项的编辑页再试一次。')
  const faults = serviceFaults(parsed.data)
  if (faults.length > 0) throw invalid(`这个事项还不能用：${faults.map((f) => f.say).join('')}`)
  return parsed.data
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
