/** The hidden sheet that says for what a downloaded template was meant, so that a wrong upload is recognised. */
import { createHash } from 'node:crypto'
import type { Template } from '../forms/forms.schema.ts'
import type { Grid } from './grid.ts'

export const stampSheet = 'sunlit'

/** `version` is a fingerprint of the columns: it changes whenever they do. */
export interface Stamp {
  template: string
  version: string
  place: string
  period: string
}

export function versionOf(template: Template): string {
  const shape = template.columns.map((c) => [c.key, c.label, c.type, c.options ?? null])
  return createHash('sha256')
    .update(JSON.stringify([template.code, template.layout, shape]))
    .digest('hex')
    .slice(0, 12)
}

export const stampRows = (stamp: Stamp): [string, string][] => [
  ['sunlit-template', '1'],
  ['template', stamp.template],
  ['version', stamp.version],
  ['place', stamp.place],
  ['period', stamp.period],
]

export function readStamp(hidden: readonly Grid[]): Stamp | undefined {
  const grid = hidden.find((g) => g.name === stampSheet && g.cells[0]?.[0]?.text === 'sunlit-template')
  if (!grid) return undefined
  const value = (name: string): string => grid.cells.find((row) => row[0]?.text === name)?.[1]?.text ?? ''
  return { template: value('template'), version: value('version'), place: value('place'), period: value('period') }
}
