/** Villages × items of a month: who is late, why, and one press to urge. */
import { formulas } from '../figures.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useDeferredValue, useMemo, useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { saveCsv } from '../../../../console/parts/csv.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { go, setQuery, useAddress } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'
import type { Coverage as Answer } from '../coverage.queries.ts'
import { selfChecks } from '../selfChecks.ts'
import { TraceOf, useTrace } from '../../cards/console/trace/Trace.tsx'
import { askedOf } from './asked.ts'
import { ByCode } from './ByCode.tsx'
import { Filters } from './Filters.tsx'
import { Legend } from './Legend.tsx'
import { letters, matrixOf, type Matrix, type Spot } from './matrix.ts'
import { MatrixView } from './MatrixView.tsx'
import { Urge } from './Urge.tsx'

export default function Coverage() {
  const { query } = useAddress()
  const asked = askedOf(query)
  const coverage = useQuery({
    queryKey: ['coverage', asked],
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.coverage.$get({ query: asked })),
  })
  return (
    <div className="page wide">
      <div className="head">
        <h1>公开总览</h1>
        <ByCode />
      </div>
      <Shown query={coverage} what="公开总览">
        {(data) => <Whole data={data} month={asked.month} />}
      </Shown>
    </div>
  )
}

function Whole({ data, month }: { data: Answer; month: string }) {
  const me = useMe()
  const { query } = useAddress()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [opened, setOpened] = useState<string>()
  const [township, category, dept] = [query.get('township') ?? '', query.get('category') ?? '', query.get('dept') ?? '']
  // Whoever types goes on typing while the picture follows.
  const find = useDeferredValue(query.get('find') ?? '')
  const matrix = useMemo(
    () => matrixOf(data, { township, category, dept, find }),
    [data, township, category, dept, find],
  )
  const mayUrge = me.data?.may.includes('urge') === true

  const open = (at: Spot) => {
    const place = matrix.places[at.row]!
    if (at.column < 0)
      return place.level === 'township'
        ? setQuery({ place: place.slug, township: undefined })
        : go(`/selfcheck?place=${place.slug}&month=${month}`)
    if (matrix.items[at.column]?.code === selfChecks.code) return go(`/selfcheck?place=${place.slug}&month=${month}`)
    setOpened(matrix.at(at.row, at.column)?.obligation)
  }
  const choose = (at: Spot) => {
    const places = at.column < 0 ? matrix.items.map((_, c) => matrix.at(at.row, c)) : [matrix.at(at.row, at.column)]
    toggle(places.filter((e) => e?.state === 'x' || e?.state === 'o').flatMap((e) => e!.all))
  }
  const toggle = (ids: string[]) =>
    setChosen((before) => {
      const next = new Set(before)
      const all = ids.every((id) => next.has(id))
      for (const id of ids) {
        if (all) next.delete(id)
        else next.add(id)
      }
      return next
    })
  const missing = useMemo(() => allMissing(matrix), [matrix])
  return (
    <>
      <Filters data={data} month={month} />
      <div className="matrix-tools">
        <Legend />
        <span className="grow" />
        {mayUrge && missing.length > 0 && (
          <Button size="middle" onClick={() => setChosen(new Set(missing))}>
            选上全部逾期的（{missing.length}）
          </Button>
        )}
        {mayUrge && <Urge chosen={chosen} onDone={() => setChosen(new Set())} />}
        <Button size="middle" onClick={() => saveCsv(`公开总览-${month}`, linesOf(matrix))}>
          导出表格
        </Button>
      </div>
      {matrix.places.length === 0 || matrix.items.length === 0 ? (
        <Nothing>这个月按这些条件没有要公开的。请换个月份或条件。</Nothing>
      ) : (
        <MatrixView matrix={matrix} chosen={chosen} onOpen={open} onChoose={mayUrge ? choose : undefined} />
      )}
      {opened && (
        <Dialog wide title="倒查" onClose={() => setOpened(undefined)}>
          <TraceOf id={opened} />
          <OpenNotice
            matrix={matrix}
            obligation={opened}
            onChoose={
              mayUrge
                ? () => {
                    toggle([opened])
                    setOpened(undefined)
                  }
                : undefined
            }
          />
        </Dialog>
      )}
    </>
  )
}

function OpenNotice({ matrix, obligation, onChoose }: { matrix: Matrix; obligation: string; onChoose?: () => void }) {
  const trace = useTrace(obligation)
  const entry = matrix.places.flatMap((_, r) =>
    matrix.items.flatMap((__, c) => {
      const e = matrix.at(r, c)
      return e?.obligation === obligation ? [e] : []
    }),
  )[0]
  const open = entry?.state === 'x' || entry?.state === 'o'
  return (
    <div className="do">
      {trace.data?.notice && <Button onClick={() => go(`/notices/${trace.data.notice}?page=1`)}>打开这项公开</Button>}
      {open && onChoose && <Button onClick={onChoose}>选上，一会儿催办</Button>}
    </div>
  )
}

const allMissing = (m: Matrix) =>
  m.places.flatMap((_, r) =>
    m.items.flatMap((__, c) => {
      const e = m.at(r, c)
      return e?.state === 'x' ? e.all : []
    }),
  )

function linesOf(m: Matrix): (string | number)[][] {
  return [
    ['乡镇', '地方', '应公开', '已公开', '晚公开', '逾期没公开', ...m.items.map((i) => i.name)],
    ...m.places.map((p, r) => [
      p.township,
      p.name,
      p.due,
      p.published,
      p.late,
      p.missing,
      ...m.items.map((_, c) => {
        const e = m.at(r, c)
        return e ? (e.state === 'o' ? '未到期' : letters[e.state]) : ''
      }),
    ]),
    ...Object.values(formulas).map((said) => [said]),
  ]
}
