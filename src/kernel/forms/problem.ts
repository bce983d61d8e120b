/** Something to mend. `row` counts from 0; without row and column it concerns the whole table. `warn` does not stop a submission. */
export interface Problem {
  row?: number
  column?: string
  severity: 'error' | 'warn'
  say: string
}

export const hasErrors = (problems: readonly Problem[]): boolean => problems.some((p) => p.severity === 'error')
