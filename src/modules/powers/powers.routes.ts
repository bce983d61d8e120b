/** Addresses of the pages of powers, below a village and for the county. */
import { asAttachment, asInline } from '../../platform/disposition.ts'
import { proofOf } from '../disclosure/index.pages.ts'
import { getVillage } from '../services/index.ts'
import { Hono, type Context } from 'hono'
import { notFound } from '../../platform/errors.ts'
import { contentOf } from './runs/content.ts'
import { runHref } from './addresses.ts'
import { listPage } from './list/list.pages.tsx'
import { openRoutes } from './list/open.routes.ts'
import { powerPage } from './list/power.pages.tsx'
import { contextAt } from '../../kernel/cases/office.ts'
import { runPage, runsPage } from './runs/run.pages.tsx'
import { findLeaf, findPaper, getRun, papersOf, stepsOf } from './runs/shown.queries.ts'
import { sealsPage } from './seals/seals.pages.tsx'
import { page, visitOf, type PowersSite } from './site.ts'

export function powersPages(site: PowersSite): Hono {
  const app = new Hono()
  openRoutes(app, site)
  const slug = (c: Context) => c.req.param('slug')
  const scope = (c: Context) => slug(c) ?? 'all'
  const code = (c: Context) => c.req.param('code')!
  app.get(
    '/v/:slug/powers/runs',
    page(site, scope, (visit, c) => runsPage(visit, slug(c)!, c.req.query('page') ?? '', site.office.now()), ['page']),
  )
  app.get(
    '/v/:slug/powers/runs/:code{[0-9A-Z]{10}}',
    page(site, scope, async (visit, c) =>
      runPage(visit, slug(c)!, code(c), await contextAt(site.office.db, site.office.now())),
    ),
  )
  app.get('/v/:slug/powers/runs/:code{[0-9A-Z]{10}}/record.json', (c) => recordOf(site, c))
  app.get('/v/:slug/powers/runs/:code{[0-9A-Z]{10}}/:step{[0-9a-f-]{36}\\.tlog-proof}', (c) => proofOfStep(site, c))
  app.get('/v/:slug/powers/runs/:code{[0-9A-Z]{10}}/papers/:id', (c) => paperOf(site, c))
  app.get(
    '/v/:slug/seals',
    page(site, scope, (visit, c) => sealsPage(visit, slug(c)!, c.req.query('page') ?? ''), ['page']),
  )
  for (const base of ['/powers', '/v/:slug/powers']) {
    app.get(
      base,
      page(site, scope, (visit, c) => listPage(visit, slug(c), c.req.query('q') ?? '', c.req.query('category') ?? ''), [
        'q',
        'category',
      ]),
    )
    app.get(
      `${base}/:code{[A-Z][A-Z0-9-]{1,15}}`,
      page(site, scope, (visit, c) => powerPage(visit, slug(c), code(c), site.office.now())),
    )
  }
  return app
}

/** What each step says with the salt of its leaf: anybody may compute the commitment and compare it with the log. */
async function recordOf(site: PowersSite, c: Context): Promise<Response> {
  const { db } = await visitOf(site, c)
  const run = await getRun(db, (await getVillage(db, c.req.param('slug')!)).id, c.req.param('code')!)
  if (run.person) throw notFound('这件事关于个人，内容不公开。')
  const [steps, papers] = await Promise.all([stepsOf(db, run.id), papersOf(db, run.id)])
  return c.json({
    run: run.code,
    page: runHref(c.req.param('slug')!, run.code),
    steps: steps.map((s) => ({
      content: contentOf(
        run,
        s,
        papers.filter((p) => p.step_id === s.id).map((p) => ({ paper: p.paper, sha256: p.original_sha256 })),
      ),
      contentHash: s.content_hash,
      salt: s.salt,
      leaf: s.leaf,
      hands: s.hands,
      at: s.at,
    })),
  })
}

/** The `.tlog-proof` of a step's leaf: whoever keeps it can check offline that the step was recorded, and when. */
async function proofOfStep(site: PowersSite, c: Context): Promise<Response> {
  const step = c.req.param('step')!.replace('.tlog-proof', '')
  const leaf = await findLeaf(site.office.publicPool, c.req.param('code')!, step)
  if (leaf === undefined) throw notFound('这一步还在存证，请过几秒再试。')
  const { proof } = await proofOf(site.office.public, { notice_id: step, leaf_id: leaf })
  return c.body(proof, 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': asAttachment(`${c.req.param('code')!}-${step.slice(-6)}.tlog-proof`),
    'cache-control': 'no-cache',
  })
}

async function paperOf(site: PowersSite, c: Context): Promise<Response> {
  const found = await findPaper(site.office.publicPool, c.req.param('code')!, c.req.param('id')!)
  const bytes = found && (await site.office.files.get('public', found.sha256))
  if (!found || !bytes) throw notFound('没有这份材料，或者不公开。')
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': found.type,
    'content-disposition': asInline(found.name),
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
}
