/** The kernel's site as this room's pages see it. */
export { visitOf, type Site, type Visit } from '../../kernel/site/site.tsx'
