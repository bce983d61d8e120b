/** Call-backs: drawn by the platform, made by somebody who had no hand in the case. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { More, usePieces } from '../../../../console/parts/More.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { useNarrow } from '../../../../console/parts/useNarrow.ts'
import { setQuery, useAddress } from '../../../../console/router.tsx'
import { ratings, type Rating } from '../../reports.schema.ts'

type Row = InferResponseType<typeof api.callbacks.$get, 200>['callbacks'][number]

const [perPage, perPageOnPhone] = [20, 5]

export default function Callbacks() {
  const { query } = useAddress()
  const only = (query.get('only') ?? 'open') as 'open' | 'differs' | 'all'
  const pieces = usePieces(useNarrow() ? perPageOnPhone : perPage)
  const list = useQuery({
    queryKey: ['callbacks', only],
    refetchOnMount: 'always',
    queryFn: () => ask(api.callbacks.$get({ query: { only } })),
  })
  return (
    <div className="page narrow">
      <h1>回访</h1>
      <p className="quiet">办结的事由系统抽取一部分，请没有经办过的人打电话问一问。</p>
      <div className="filters">
        <label>
          看哪些
          <select value={only} onChange={(e) => setQuery({ only: e.target.value })}>
            <option value="open">还没回访的</option>
            <option value="differs">和记录不符的</option>
            <option value="all">全部</option>
          </select>
        </label>
      </div>
      <Shown query={list} what="回访">
        {({ callbacks }) =>
          callbacks.length === 0 ? (
            <Nothing>没有要回访的。</Nothing>
          ) : (
            <>
              {callbacks.slice(0, pieces.most).map((row) => (
                <One key={row.id} row={row} />
              ))}
              <More pieces={pieces} of={callbacks.length} unit="件" />
            </>
          )
        }
      </Shown>
    </div>
  )
}

function One({ row }: { row: Row }) {
  const client = useQueryClient()
  const [contact, setContact] = useState<{ name: string; phone: string }>()
  const [writing, setWriting] = useState(false)
  const param = { id: row.id }
  const look = () => ask(api.callbacks[':id'].look.$post({ param })).then(setContact, tellWrong)
  return (
    <article className="sheet">
      <h2>{row.title}</h2>
      <p className="quiet">
        {row.place}　编号 {row.code}
        {row.closed_at && `　${sayTime(row.closed_at)} 办结`}　记录的评价：
        {row.rating ? ratings[row.rating] : '没有评价'}
      </p>
      <Told row={row} />
      {row.called_at && (
        <p>
          <b>{row.reached ? `反映人说：${ratings[row.said!]}` : '没有联系上'}</b>
          {row.differs && <span className="found">　和记录不符</span>}　{row.note}
          <span className="quiet">
            {'　'}
            {row.by_name} {sayTime(row.called_at)}
          </span>
        </p>
      )}
      {!row.called_at && !row.mine && <p className="quiet">您经办过这件事，请由别人回访。</p>}
      {contact && (
        <Note>
          {contact.phone || contact.name ? `${contact.name}　${contact.phone}` : '反映人没有留电话，请写“没有留电话”。'}
        </Note>
      )}
      {row.mine && (
        <div className="do">
          {!contact && <Button onClick={() => void look()}>看电话（会记下）</Button>}
          <Button type="primary" onClick={() => setWriting(true)}>
            记录回访
          </Button>
        </div>
      )}
      {writing && (
        <FormDialog
          title="记录回访"
          button="记下"
          about={<Told row={row} />}
          onClose={() => setWriting(false)}
          fields={[
            {
              key: 'said',
              label: '反映人怎么说',
              type: 'select',
              options: [...Object.entries(ratings), ['none', '没有联系上']],
            },
            { key: 'note', label: '说了什么', type: 'textarea' },
            { key: 'reopen', label: '和记录不符，请上一级重新办理', type: 'check', optional: true },
          ]}
          onDone={async (v) => {
            const json = {
              reached: v['said'] !== 'none',
              ...(v['said'] === 'none' ? {} : { rating: v['said'] as Rating }),
              note: v['note']!,
              reopen: v['reopen'] === '1',
            }
            const { differs } = await ask(api.callbacks[':id'].$post({ param, json }))
            tell(differs ? '已记下：和记录不符。' : '已记下。')
            await client.invalidateQueries({ queryKey: ['callbacks'] })
          }}
        />
      )}
    </article>
  )
}

/** What the reporter said and what they were answered: it is asked about on the telephone. */
function Told({ row }: { row: Row }) {
  return (
    <dl className="facts">
      <div>
        <dt>反映的事</dt>
        <dd>{row.text || '（只有录音，请打开这件事听）'}</dd>
      </div>
      <div>
        <dt>答复</dt>
        <dd>{row.reply ?? '没有文字答复'}</dd>
      </div>
    </dl>
  )
}
