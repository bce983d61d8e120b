/** What other rooms may call of 便民服务. */
export { packedServices, type PackedServices } from './list/pack.ts'
