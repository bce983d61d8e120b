/** Services as open data: one file with everything, one sheet with what fits a line. */
import { sayCite } from '../../../kernel/rules/cite.ts'
import { asAttachment } from '../../../platform/disposition.ts'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { invalid } from '../../../platform/errors.ts'
import { jsonSchemaOf } from '../../../kernel/asked/jsonSchema.ts'
import { csvCell } from '../../../kernel/sheets/export.ts'
import { statement } from '../../../kernel/site/statement.ts'
import { inForceIn } from '../../../kernel/versions/inForce.ts'
import { handlings, levelsOf, natureOf, natures, serviceLevels, type Service } from './services.schema.ts'
import { sayDays, sayPromise } from './serviceWords.ts'
import { getService } from './services.queries.ts'
import { visitOf, type Site } from './site.ts'

const allQ = statement<{ version: number; definition: Service }>(
  'services.open',
  `SELECT version, definition FROM ${inForceIn('public_services')} s
  WHERE state = 'offered' ORDER BY position, code`,
)

export function openRoutes(app: Hono, site: Site) {
  const headers = (file: string, type: string) => ({
    'content-type': `${type}; charset=utf-8`,
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=300',
    'x-robots-tag': 'noindex',
    'content-disposition': asAttachment(file),
  })
  app.get('/open/services.json', async (c) => {
    const { db, today } = await visitOf(site, c)
    const all = chosen(await allQ(db, today), c)
    return c.body(
      JSON.stringify(all.map((s) => ({ ...s.definition, version: s.version }))),
      200,
      headers('services.json', 'application/json'),
    )
  })
  app.get('/services/:code{[A-Z][A-Z0-9-]{1,15}}/form.schema.json', async (c) => {
    const { db, today, origin } = await visitOf(site, c)
    const { service } = await getService(db, today, c.req.param('code'))
    return c.body(
      JSON.stringify(jsonSchemaOf(service.form, `${origin}${c.req.path}`, service.name)),
      200,
      headers(`${service.code}.schema.json`, 'application/schema+json'),
    )
  })
  app.get('/open/services.csv', async (c) => {
    const { db, today } = await visitOf(site, c)
    const lines = [
      columns.map(([name]) => name),
      ...chosen(await allQ(db, today), c).map((s) => columns.map(([, of]) => of(s.definition))),
    ]
    return c.body(
      `\ufeff${lines.map((line) => line.map((cell) => csvCell(cell, false)).join(',')).join('\r\n')}\r\n`,
      200,
      headers('services.csv', 'text/csv'),
    )
  })
}

/** By `nature` and `atOnce` ("true", "false") where the address names them. 422 for a value that is neither. */
function chosen<S extends { definition: Service }>(all: readonly S[], c: Context): S[] {
  const filter = filterSchema.safeParse({ nature: c.req.query('nature'), atOnce: c.req.query('atOnce') })
  if (!filter.success) throw invalid('nature 写 approval 或者 convenience，atOnce 写 true 或者 false。')
  const { nature, atOnce } = filter.data
  return all.filter(
    ({ definition: s }) =>
      (nature === undefined || natureOf(s) === nature) &&
      (atOnce === undefined || String(s.atOnce ?? false) === atOnce),
  )
}

const filterSchema = z.object({
  nature: z.enum(['approval', 'convenience']).optional(),
  atOnce: z.enum(['true', 'false']).optional(),
})

/** Heading and value of each column of the sheet. */
export const columns: readonly (readonly [name: string, of: (s: Service) => string])[] = [
  ['事项编码', (s) => s.code],
  ['事项名称', (s) => s.name],
  ['谁可以办', (s) => s.who.join('\n')],
  ['要带什么', (s) => s.materials.map((m) => (m.required && !m.when ? m.name : `${m.name}（看情况）`)).join('、')],
  ['类别', (s) => natures[natureOf(s)]],
  ['办理方式', (s) => handlings[s.handling]],
  ['即办', (s) => (s.atOnce ? '是' : '否')],
  [
    '经过哪几级',
    (s) =>
      levelsOf(s)
        .map((l) => serviceLevels[l])
        .join('、'),
  ],
  ['承诺期限', (s) => sayPromise(s)],
  ['法定期限', (s) => (s.legal ? sayDays(s.legal) : '')],
  ['依据', (s) => s.legal?.citation ?? ''],
  ['公示', (s) => (s.notice ? sayDays(s.notice) : '')],
  ['收费（元）', (s) => String(s.fee.yuan)],
  ['办好得到什么', (s) => s.result.name],
  ['能得多少钱', (s) => s.result.money ?? ''],
  ['负责单位', (s) => s.competent.name],
  ['说明', (s) => s.assumed.map(sayCite).join('；')],
]
