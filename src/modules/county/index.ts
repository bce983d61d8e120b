/** What other rooms may call of this room. */
export { checkCatalogue } from './pack/check.catalogue.ts'
export { checkTemplates } from './pack/check.templates.ts'
export type { Pack } from './pack/read.ts'
