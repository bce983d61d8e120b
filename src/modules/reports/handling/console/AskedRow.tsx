/** Something that others ask of my post, in a list of tasks. */
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { api } from '../../client.ts'
import { Lamp } from '../../../../console/parts/Lamp.tsx'
import { sayLimit } from '../../../../console/parts/time.ts'
import { go } from '../../../../console/router.tsx'

export type Asked = InferResponseType<typeof api.cases.$get, 200>['asked'][number]
const kinds = { joint: '请你单位办理', consult: '请你会商', order: '督办' } as const

export function AskedRow({ row }: { row: Asked }) {
  return (
    <div className="row">
      <Lamp colour={row.lamp} />
      <span className="grow">
        <b>
          {kinds[row.kind]}：{row.title}
        </b>
        <span className="under quiet">
          {row.place}
          {row.due_at && `，${sayLimit(row.due_at)} 前要答复`}，{row.ask}
        </span>
      </span>
      <Button
        type={row.lamp === 'green' ? 'default' : 'primary'}
        onClick={() => go(row.link)}
        aria-label={`去答复：${row.title}`}
      >
        去答复
      </Button>
    </div>
  )
}
