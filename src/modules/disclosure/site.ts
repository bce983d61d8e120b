/** The kernel's site as pages see it that name items of the catalogue: with catalogue and bureaux in the frame. */
import type { Site as KernelSite, Visit as KernelVisit } from '../../kernel/site/site.tsx'
import type { Frame } from './catalogue/frame.queries.ts'

export { answer, assetNamed, page, visitOf, type Shown } from '../../kernel/site/site.tsx'
export type Site = KernelSite<Frame>
export type Visit = KernelVisit<Frame>
