/** What is wrong with a cell, under it; where the right figure is known, one press puts it there. */
import type { Cell, Column } from '../../../../kernel/forms/forms.schema.ts'
import type { Problem } from '../../../../kernel/forms/problem.ts'
import { showCell } from '../../../../kernel/forms/show.ts'
import { shortSay } from './cellFault.ts'

export function CellSay({
  problem,
  column,
  id,
  onPut,
}: {
  problem: Problem
  column: Column
  id: string
  onPut: (value: Cell) => void
}) {
  const { expected } = problem
  return (
    <p className="cell-say" id={`${id}-say`}>
      {shortSay(problem.say)}
      {expected !== undefined && (
        <button type="button" className="plain" onClick={() => onPut(expected)}>
          改成 {showCell(expected, column)}
        </button>
      )}
    </p>
  )
}
