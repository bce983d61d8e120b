/** The kernel's site as this room's pages see it. */
export { answer, visitOf, type Shown, type Site, type Visit } from '../../kernel/site/site.tsx'
