/** The one thing done to many reports at once: I take them on. It moves nothing and stops no clock. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'

export function Claim({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const client = useQueryClient()
  const [busy, once] = useBusy()
  const claim = () =>
    once(() =>
      ask(api.cases.claim.$post({ json: { ids } })).then(async ({ done }) => {
        tell(`${done} 件由您经办。`)
        onDone()
        await client.invalidateQueries({ queryKey: ['cases'] })
      }, tellWrong),
    )
  return (
    <p className="do">
      <Button type="primary" loading={busy} onClick={() => void claim()}>
        选中的 {ids.length} 件由我经办
      </Button>
      <Button onClick={onDone}>不选了</Button>
    </p>
  )
}
