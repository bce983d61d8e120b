/** What other rooms may call of this room. */
export { applyHref } from './applying/addresses.ts'
export { sittingCookie } from './applying/sitting.ts'
export { application } from './deciding/applications.procedure.ts'
export { refusedHref, serviceHref } from './list/addresses.ts'
export { keptServiceFrame } from './list/editing.ts'
export { getVillage, type Village } from './list/services.queries.ts'
export { packedServices } from './list/pack.ts'
