/** Applying, and one's own applications: pages of the services room that take something in. */
import { Hono } from 'hono'
import { errorPage } from '../../../kernel/site/error.pages.tsx'
import type { Site } from '../../../kernel/site/site.tsx'
import { takeUploadsFor } from '../../../kernel/site/uploadTakers.ts'
import '../deciding/applications.reactions.ts'
import { takePaper } from './papers.ts'
import { applyRoutes } from './form.routes.ts'
import { ownRoutes } from '../following/own.routes.ts'

takeUploadsFor('application', (office, file, rules, now) => takePaper(office, file.key, file.slot, file, rules, now))

/** Mounted before the site that answers everything else. */
export function applicationsSite(site: Site): Hono {
  const app = new Hono()
  applyRoutes(app, site)
  ownRoutes(app, site)
  app.onError((error, c) => errorPage(site, c, error))
  return app
}
