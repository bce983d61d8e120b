/** The kernel's site as the disclosure pages see it: with catalogue and bureaux in the frame. */
import type { Office } from '../../kernel/office.ts'
import type { PageCache } from '../../platform/pageCache.ts'
import { Frames, siteAssets, type Site as KernelSite, type Visit as KernelVisit } from '../../kernel/site/site.tsx'
import { Views } from '../../kernel/site/views.ts'
import { readFrame, type Frame } from './catalogue/frame.queries.ts'

export { answer, assetNamed, page, themeOf, visitOf, type Shown } from '../../kernel/site/site.tsx'
export type Site = KernelSite<Frame>
export type Visit = KernelVisit<Frame>

/** Scripts of the disclosure pages, by the name under which a page asks for them. */
const own = 'src/front/browser'
export const publicScripts = { proof: `${own}/proof.ts`, ask: `${own}/ask.ts`, log: `${own}/log.ts` }

/** `views`: shared with whoever answers from the cache before routing, so that kept pages are counted too. `scripts`: of the other rooms. */
export function makeSite(
  office: Office,
  cache: PageCache,
  views = new Views(office.db, office.now),
  scripts: Record<string, string> = {},
): Site {
  return {
    office,
    cache,
    views,
    assets: siteAssets({ ...publicScripts, ...scripts }),
    frames: new Frames(office.publicPool, cache, readFrame),
  }
}
