/** What villagers send and see: the pages of the reports room. */
import { Hono } from 'hono'
import { accuseRoutes } from './accusations/accuse.routes.ts'
import { answerFiles } from './echo/answer.files.ts'
import { echoRoutes } from './echo/echo.routes.ts'
import { formRoutes } from './sending/form.routes.ts'
import { ownRoutes } from './following/own.routes.ts'
import { workerRoute } from '../../kernel/site/outbox/worker.routes.ts'
import { uploadRoutes } from './sending/upload.routes.ts'
import { consultPages } from './handling/consult.tsx'
import { open311Routes } from './open311/open311.routes.ts'
import type { Site } from './site.ts'

export { reportScripts } from './site.ts'

export function reportsPages(site: Site): Hono {
  const app = new Hono()
  uploadRoutes(app, site)
  workerRoute(app, site, '/reports/worker.js', 'worker')
  formRoutes(app, site)
  accuseRoutes(app, site)
  echoRoutes(app, site)
  answerFiles(app, site)
  ownRoutes(app, site)
  app.route('/', consultPages(site))
  app.route('/', open311Routes(site.office))
  return app
}
