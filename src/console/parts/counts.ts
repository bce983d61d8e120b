/** What an import would do or did, in one sentence. */
export type Counts = { total: number; added: number; changed: number; same: number; faults: number }
export const countsInWords = (c: Counts | null): string =>
  c ? `新增 ${c.added}，改动 ${c.changed}，相同 ${c.same}，有问题 ${c.faults}（共 ${c.total} 行）` : '导入好了'
