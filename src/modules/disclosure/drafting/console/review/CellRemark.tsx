/** What is wrong with one cell. */
import { Button } from '../../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { Dialog } from '../../../../../console/parts/Dialog.tsx'
import type { Column } from '../../../../../kernel/forms/forms.schema.ts'

export function CellRemark({
  row,
  column,
  before,
  onDone,
  onClose,
}: {
  row: number
  column: Column
  before: string
  onDone: (say: string) => void
  onClose: () => void
}) {
  const [say, setSay] = useState(before)
  return (
    <Dialog title={`第 ${row + 1} 行“${column.label}”的意见`} onClose={onClose}>
      <form
        onSubmit={(e) => {
          e.preventDefault()
          onDone(say.trim())
        }}
      >
        <textarea
          className="plain-input"
          rows={2}
          maxLength={300}
          autoFocus
          aria-label="意见"
          value={say}
          onChange={(e) => setSay(e.target.value)}
        />
        <div className="do">
          <Button type="primary" htmlType="submit">
            记下
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
