/** The self-check table of one place and month (by the 30th): each item, its day, whether it is out, whose hands. */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../../../console/client.ts'
import { api } from '../../../client.ts'
import { HowCounted } from '../../../../../console/parts/HowCounted.tsx'
import { DataTable } from '../../../../../console/parts/DataTable.tsx'
import { Dialog } from '../../../../../console/parts/Dialog.tsx'
import { Lamp } from '../../../../../console/parts/Lamp.tsx'
import { Month } from '../../../../../console/parts/Month.tsx'
import { PlacePicker } from '../../../../../console/parts/PlacePicker.tsx'
import { usePlaceSlug } from '../../../../../console/parts/places.ts'
import { sayDay, today } from '../../../../../console/parts/time.ts'
import { Shown } from '../../../../../console/parts/State.tsx'
import { Link, setQuery, useAddress } from '../../../../../console/router.tsx'
import { TraceOf } from '../../../cards/console/trace/Trace.tsx'
import { OwnCheck } from './OwnCheck.tsx'
import { sayFormulas } from '../../../obligations/figures.ts'
import { stateOf } from './stateOf.ts'

export type Answer = InferResponseType<(typeof api)['self-check']['$get'], 200>
type Row = Answer['rows'][number]
const steps: Record<string, string> = {
  draft: '正在填写',
  review: '在审查',
  sign: '在签字',
  upload: '镇里核对',
  station: '镇站审核',
  discipline: '镇纪委审核',
  released: '等定好的时间',
  published: '待备案',
  filed: '已备案',
  archived: '已归档',
  withdrawn: '已撤回',
}

export default function SelfCheck() {
  const { query } = useAddress()
  const month = query.get('month') ?? today().slice(0, 7)
  const place = usePlaceSlug()
  const [traced, setTraced] = useState<string>()
  const check = useQuery({
    queryKey: ['self-check', place, month],
    enabled: place !== '',
    queryFn: () => ask(api['self-check'].$get({ query: { place, month } })),
  })
  return (
    <div className="page">
      <h1>自查表</h1>
      <div className="filters">
        <PlacePicker
          name={check.data?.place.name ?? ''}
          levels={['village', 'township', 'bureau', 'group']}
          onPick={(p) => setQuery({ place: p.slug })}
        />
        <Month value={month} onMonth={(m) => setQuery({ month: m })} label="到期月份" />
        <Button onClick={() => window.print()}>打印</Button>
      </div>
      <Shown query={check} what="自查表">
        {({ rows, today: day, place: where, check: own }) => {
          const missing = rows.filter((r) => stateOf(r, day) === '逾期没公开').length
          return (
            <>
              <p>
                <b>{where.name}</b> {Number(month.slice(5))} 月应公开 {rows.length} 项，已公开{' '}
                {rows.filter((r) => r.published_on !== null).length} 项{missing > 0 ? `，逾期没公开 ${missing} 项` : ''}
                。
              </p>
              <HowCounted say={sayFormulas('due', 'published', 'missing')} />
              {own && (
                <OwnCheck key={`${place}${month}`} check={own} rows={rows} place={place} month={month} day={day} />
              )}
              <DataTable
                name={`自查表-${where.name}-${month}`}
                rows={rows}
                keyOf={(r) => r.id}
                empty="这个月没有要公开的。"
                columns={[
                  { name: '类别', value: (r) => r.category },
                  {
                    name: '事项',
                    main: true,
                    value: (r) => r.title ?? r.item,
                    wide: true,
                    show: (r) =>
                      r.notice_id ? (
                        <Link to={`/notices/${r.notice_id}?page=1`}>{r.title ?? r.item}</Link>
                      ) : (
                        (r.title ?? r.item)
                      ),
                  },
                  { name: '应公开', value: (r) => r.due_on, show: (r) => `${sayDay(r.due_on)}前` },
                  { name: '公开', value: (r) => r.published_on, show: (r) => r.published_on && sayDay(r.published_on) },
                  {
                    name: '情况',
                    value: (r) => stateOf(r, day),
                    show: (r) => (stateOf(r, day) === '逾期没公开' ? <Lamp colour="red" /> : stateOf(r, day)),
                  },
                  { name: '走到哪里', value: (r) => (r.step ? (steps[r.step] ?? r.step) : '没有开始') },
                  { name: '经手', value: (r) => handsOf(r), wide: true },
                  { name: '版本', value: (r) => r.version, number: true },
                  {
                    name: '提问',
                    value: (r) => Number(r.questions),
                    number: true,
                    show: (r) =>
                      Number(r.questions) > 0
                        ? `${r.questions}${Number(r.open_questions) > 0 ? `（${r.open_questions} 条没答）` : ''}`
                        : '',
                  },
                  {
                    name: '张贴',
                    value: (r) => Number(r.paper),
                    number: true,
                    show: (r) => (Number(r.paper) > 0 ? '已贴' : ''),
                  },
                ]}
                actions={(r) => (
                  <button type="button" className="plain" onClick={() => setTraced(r.id)}>
                    倒查
                  </button>
                )}
              />
            </>
          )
        }}
      </Shown>
      {traced && (
        <Dialog wide title="倒查" onClose={() => setTraced(undefined)}>
          <TraceOf id={traced} />
        </Dialog>
      )}
    </div>
  )
}

function handsOf(r: Row): string {
  const hands = Array.isArray(r.hands) ? (r.hands as { name?: string }[]) : []
  return [...new Set(hands.flatMap((h) => (h.name ? [h.name] : [])))].join('、')
}
