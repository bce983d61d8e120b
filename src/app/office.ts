export type { Office } from '../kernel/office.ts'
