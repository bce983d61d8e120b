/** The kernel's site as the pages of services see it. */
export { page, visitOf, type Shown, type Site, type Visit } from '../../../kernel/site/site.tsx'
