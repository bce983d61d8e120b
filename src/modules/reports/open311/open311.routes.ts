/**
 * Open311 GeoReport v2 at /open311/v2, with its discovery document: what is public can be listed, what is new can be
 * filed with a key.
 */
import { siteOrigin } from '../../../kernel/site/origin.ts'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { UserError } from '../../../platform/errors.ts'
import { tellError } from '../../../platform/http.ts'
import { readCode } from '../../../platform/ids.ts'
import type { Office } from '../../../kernel/office.ts'
import { errorAnswer, formatOf, listAnswer, oneAnswer, requestNames, serviceNames, type Fields } from './format.ts'
import { fileRequest } from './file.ts'
import { jurisdictionOf } from './jurisdiction.ts'
import { requestBy, requestsFor, type OpenRequest } from './open311.queries.ts'
import { reportKinds, type ReportKind } from '../reports.schema.ts'
import { isService, serviceDefinition, servicesList } from './services.ts'

export function open311Routes(office: Office): Hono {
  const app = new Hono().basePath('/open311')
  const origin = (c: Context) => siteOrigin(office, c)
  app.use(
    '*',
    bodyLimit({
      maxSize: 64_000,
      onError: () => {
        throw new UserError(413, '内容太长。')
      },
    }),
  )
  app.use('*', async (c, next) =>
    formatOf(c.req.path) === undefined ? errorAnswer(c, 404, '只有 json 和 xml 两种格式。') : next(),
  )
  app.get('/:file{discovery(?:\\.json|\\.xml)?}', (c) =>
    oneAnswer(c, 'discovery', {
      changeset: '2026-11-22 00:00',
      contact: '见网站页脚的电话',
      key_service: '接口密钥由县村务公开管理部门发放',
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: `${origin(c)}/open311/v2`,
          changeset: '2026-11-22 00:00',
          type: 'production',
          formats: ['application/json', 'text/xml'],
        },
      ],
    }),
  )
  app.get('/v2/:file{services(?:\\.json|\\.xml)?}', async (c) => {
    await jurisdictionOf(office, c)
    return listAnswer(c, servicesList(), serviceNames)
  })
  app.get('/v2/services/:code', async (c) => {
    await jurisdictionOf(office, c)
    const code = bare(c.req.param('code'))
    return isService(code)
      ? oneAnswer(c, 'service_definition', serviceDefinition(code))
      : errorAnswer(c, 404, '没有这个 service_code。')
  })
  app.get('/v2/:file{requests(?:\\.json|\\.xml)?}', async (c) => {
    const query = filterSchema.safeParse(c.req.query())
    if (!query.success) return errorAnswer(c, 400, query.error.issues[0]!.message)
    const q = query.data
    const path = await jurisdictionOf(office, c)
    // Without a range of time the last ninety days, as the specification says; single ids are found whenever they were
    // sent.
    const codes =
      q.service_request_id === undefined ? null : q.service_request_id.split(',').flatMap((id) => readCode(id) ?? [])
    const to = q.end_date ?? null
    const from = codes ? null : (q.start_date ?? new Date((to ?? office.now()).getTime() - 90 * 86_400_000))
    const found = await requestsFor(office.publicPool, {
      codes,
      kinds: q.service_code?.split(',') ?? null,
      from,
      to,
      status: q.status ?? null,
      path,
      limit: q.page_size,
      offset: (q.page - 1) * q.page_size,
    })
    return listAnswer(
      c,
      found.map((r) => requestFields(r, origin(c))),
      requestNames,
    )
  })
  app.get('/v2/requests/:id', async (c) => {
    const found = await byId(office, bare(c.req.param('id')))
    return found
      ? listAnswer(c, [requestFields(found, origin(c))], requestNames)
      : errorAnswer(c, 404, '没有这个编号，或者还没有公开。')
  })
  app.get('/v2/tokens/:token', async (c) => {
    const found = await byId(office, bare(c.req.param('token')))
    return found
      ? listAnswer(c, [{ service_request_id: found.code, token: found.code }], requestNames)
      : errorAnswer(c, 404, '没有这个 token。')
  })
  app.post('/v2/:file{requests(?:\\.json|\\.xml)?}', async (c) => {
    const form = Object.fromEntries(
      Object.entries(await c.req.parseBody()).filter((e): e is [string, string] => typeof e[1] === 'string'),
    )
    const { code, digits } = await fileRequest(office, form, await jurisdictionOf(office, c, form))
    return listAnswer(
      c,
      [
        {
          service_request_id: code,
          service_notice: `已收到。请告诉反映人：编号 ${code}，查询密码 ${digits}，凭这两个号查办理结果。审核后才在网上显示。`,
          account_id: null,
        },
      ],
      requestNames,
      201,
    )
  })
  app.onError((error, c) => {
    const told = tellError(error, c.req.path)
    return errorAnswer(
      c,
      ([403, 404, 429, 503] as number[]).includes(told.status) ? (told.status as 403) : told.status >= 500 ? 500 : 400,
      told.message,
    )
  })
  app.all('*', (c) => errorAnswer(c, 404, '没有这个接口，见 /open311/discovery.json。'))
  return app
}

/** W3C date and time; a day alone, or a time without its zone, is the county's own. */
const time = z
  .string()
  .max(40)
  .transform((t, ctx) => {
    const local = /^\d{4}-\d{2}-\d{2}$/.test(t)
      ? `${t}T00:00:00+08:00`
      : /(?:Z|[+ -]\d{2}:?\d{2})$/.test(t)
        ? t.replace(/ (?=\d{2}:?\d{2}$)/, '+')
        : `${t}+08:00`
    const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(local) ? new Date(local) : undefined
    if (at && !Number.isNaN(at.getTime())) return at
    ctx.addIssue({ code: 'custom', message: '时间要写成 2026-11-05T08:15:30+08:00' })
    return z.NEVER
  })
const count = (most: number, start: number, say: string) =>
  z.coerce.number(say).int(say).min(1, say).max(most, say).default(start)
const filterSchema = z.object({
  service_request_id: z.string().max(2_000).optional(),
  service_code: z.string().max(200).optional(),
  start_date: time.optional(),
  end_date: time.optional(),
  status: z.enum(['open', 'closed'], 'status 只能是 open 或 closed').optional(),
  page: count(10_000, 1, 'page 要是 1 以上的整数'),
  page_size: count(1_000, 1_000, 'page_size 要是 1 到 1000 的整数'),
})

const bare = (segment: string) => segment.replace(/\.(json|xml)$/, '')

async function byId(office: Office, id: string): Promise<OpenRequest | undefined> {
  const code = readCode(id)
  return code === undefined ? undefined : requestBy(office.publicPool, code)
}

/** Place as the village's name: coordinates and addresses of reports are not public. */
function requestFields(r: OpenRequest, origin: string): Fields {
  const iso = (at: Date | null) => at?.toISOString().replace(/\.\d{3}Z$/, 'Z') ?? null
  return {
    service_request_id: r.code,
    status: r.closed_at ? 'closed' : 'open',
    status_notes: r.reply,
    service_name: reportKinds[r.kind as ReportKind],
    service_code: r.kind,
    description: `${r.title}\n${r.text}`.trim(),
    agency_responsible: r.holder,
    service_notice: null,
    requested_datetime: iso(r.received_at),
    updated_datetime: iso(r.step_since),
    expected_datetime: iso(r.due_at),
    address: r.place,
    address_id: null,
    zipcode: null,
    lat: null,
    long: null,
    media_url: r.picture === null ? null : `${origin}/reports/${r.code}/shown/${r.picture}`,
  }
}
