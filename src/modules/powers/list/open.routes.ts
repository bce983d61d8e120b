/** The list of powers as open data: one file with everything, one sheet with a line per step. */
import { asAttachment } from '../../../platform/disposition.ts'
import type { Hono } from 'hono'
import { csvCell } from '../../../kernel/sheets/export.ts'
import { statement } from '../../../kernel/site/statement.ts'
import { inForceIn } from '../../../kernel/versions/inForce.ts'
import { powerKinds, type Power, type PowerStep } from './powers.schema.ts'
import { sayBands, sayBasis, sayDays } from './powerWords.ts'
import { visitOf, type Site } from '../site.ts'

const allQ = statement<{ version: number; definition: Power }>(
  'powers.open',
  `SELECT version, definition FROM ${inForceIn('public_powers')} p
  WHERE state = 'inForce' ORDER BY position, code`,
)

export function openRoutes(app: Hono, site: Site) {
  app.get('/open/powers.json', async (c) => {
    const { db, today } = await visitOf(site, c)
    return c.body(
      JSON.stringify(
        (await allQ(db, today)).map((p) => ({ version: p.version, ...p.definition })),
        null,
        1,
      ),
      200,
      headers('powers.json', 'application/json'),
    )
  })
  app.get('/open/powers.csv', async (c) => {
    const { db, today } = await visitOf(site, c)
    const lines = (await allQ(db, today)).flatMap(({ definition: p }) =>
      p.steps.map((s, i) => columns.map(([, of]) => of(p, s, i))),
    )
    return c.body(
      `\ufeff${[columns.map(([name]) => name), ...lines].map((line) => line.map((cell) => csvCell(cell, false)).join(',')).join('\r\n')}\r\n`,
      200,
      headers('powers.csv', 'text/csv'),
    )
  })
}

const headers = (name: string, type: string) => ({
  'content-type': `${type}; charset=utf-8`,
  'access-control-allow-origin': '*',
  'cache-control': 'public, max-age=300',
  'x-robots-tag': 'noindex',
  'content-disposition': asAttachment(name),
})

/** Heading and value of each column of the sheet: a line per step. */
export const columns: readonly (readonly [name: string, of: (p: Power, s: PowerStep, i: number) => string])[] = [
  ['权力编码', (p) => p.code],
  ['权力名称', (p) => p.name],
  ['类型', (p) => powerKinds[p.kind]],
  ['依据', sayBasis],
  ['谁负责', (p) => p.responsible.words],
  ['第几步', (_p, _s, i) => String(i + 1)],
  ['步骤', (_p, s) => s.name],
  ['谁办', (_p, s) => s.who],
  ['期限', (_p, s) => (s.limit ? sayDays(s.limit) : '')],
  ['只用于', sayBands],
  ['材料', (_p, s) => s.papers.map((x) => x.name).join('、')],
  ['办完要公开', (_p, s) => s.notices.map((n) => n.item).join('、')],
  ['风险', (_p, s) => s.risk],
  ['怎么防', (_p, s) => s.control],
]
