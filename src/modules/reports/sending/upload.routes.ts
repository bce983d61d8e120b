/** Resumable uploads (tus 1.0.0) under `/uploads`: bound to the form's key, limited in size, number and time. */
import { randomBytes } from 'node:crypto'
import { Server } from '@tus/server'
import type { Context, Hono } from 'hono'
import { UserError } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { limiter } from '../../../platform/rateLimit.ts'
import { visitorOf } from '../../../kernel/site/sendLimit.ts'
import { takeBytes } from '../../../kernel/site/uploadLimit.ts'
import { takerOf } from '../../../kernel/site/uploadTakers.ts'
import { takeUpload } from './uploads.ts'
import { PieceStore } from './pieces.ts'
import type { Site } from '../site.ts'

export function uploadRoutes(app: Hono, site: Site) {
  const { office } = site
  const store = new PieceStore(office.db, office.now)
  const begun = limiter(office.pool, 'report-uploads', 120, 3600)
  const rules = async () => (await contextAt(office.db, office.now())).rules
  const server = new Server({
    path: '/uploads',
    datastore: store,
    relativeLocation: true,
    namingFunction: () => randomBytes(18).toString('base64url'),
    maxSize: async () => (await rules()).number('report.fileMb') * 1024 * 1024,
    onUploadCreate: async (_request, upload) => {
      const key = upload.metadata?.['key'] ?? ''
      if (key.length < 8 || key.length > 80)
        throw refusal(new UserError(422, '没有说明是哪一件反映的文件，请刷新页面再试。'))
      if (upload.metadata?.['for'] && !takerOf(upload.metadata['for']))
        throw refusal(new UserError(422, '没有说明是哪一件事的文件，请刷新页面再试。'))
      if (!upload.size) throw refusal(new UserError(415, '文件是空的，没有内容。请重新录一段，或者重新选。'))
      return {}
    },
    onUploadFinish: async (_request, upload) => {
      try {
        const { key = '', name = '', slot = '', for: what } = upload.metadata ?? {}
        const bytes = await store.whole(upload.id)
        const take = what ? takerOf(what) : undefined
        if (take)
          await take(office, { key: key ?? '', slot: slot ?? '', name: name ?? '', bytes }, await rules(), office.now())
        else await takeUpload(office, key ?? '', { name: name ?? '', bytes }, await rules(), office.now())
      } catch (error) {
        throw refusal(error)
      }
      await store.remove(upload.id)
      return {}
    },
  })
  const answer = async (c: Context, request = c.req.raw) => {
    const answered = await server.handleWeb(request)
    const headers = new Headers(answered.headers)
    headers.set('cache-control', 'no-store')
    return new Response(answered.body, { status: answered.status, headers })
  }
  app.post('/uploads', async (c) => {
    await begun.take(visitorOf(c, office))
    // The protocol's server would read 1e300 as 1.
    const length = /^\d{1,12}$/.exec(c.req.header('upload-length') ?? '')?.[0]
    if (length === undefined) throw new UserError(400, '没有说明文件有多大，请刷新页面再试。')
    await takeBytes(site, c, Number(length), await rules())
    return answer(c)
  })
  app.patch('/uploads/:id', (c) => {
    office.files.needRoom()
    return answer(c)
  })
  // For networks that let only GET and POST through (tus 1.0.0, X-HTTP-Method-Override).
  app.post('/uploads/:id', (c) => {
    const meant = c.req.header('x-http-method-override')
    if (meant !== 'PATCH' && meant !== 'HEAD') return c.notFound()
    if (meant === 'PATCH') office.files.needRoom()
    const { url, headers, body } = c.req.raw
    return answer(
      c,
      new Request(
        url,
        meant === 'HEAD'
          ? { method: meant, headers }
          : ({ method: meant, headers, body, duplex: 'half' } as RequestInit),
      ),
    )
  })
  // The router answers HEAD by the way of GET; nobody may read an upload.
  app.get('/uploads/:id', (c) => (c.req.raw.method === 'HEAD' ? answer(c) : c.notFound()))
}

/** What the protocol's server passes on: a status and the sentence for the person. */
function refusal(error: unknown): unknown {
  return error instanceof UserError ? { status_code: error.status, body: error.message } : error
}
