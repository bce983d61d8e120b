/**
 * What the list of tasks is narrowed to: in the address, so that a filtered list can be kept and sent; saved under a
 * name.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { Button } from '../../../console/parts/Button.tsx'
import { FormDialog } from '../../../console/parts/FormDialog.tsx'
import { tellWrong } from '../../../console/parts/tell.tsx'
import { setQuery } from '../../../console/router.tsx'
import type { LampFilter } from '../../../kernel/cases/lampFigures.ts'
import { api as reportsApi } from '../../../modules/reports/client.ts'
import { facetNames, facets, queryOf, type Facet, type Filter } from './filter.ts'
import type { Page } from './useTasks.ts'

const lamps: readonly (readonly [LampFilter | '', string])[] = [
  ['', '全部'],
  ['red', '逾期'],
  ['yellow', '快到期'],
  ['green', '正常'],
  ['paused', '暂停'],
  ['missed', '现在或以前逾期'],
]

/** Late once is only said where it is another number than late now. */
const tellsMore = (lamp: LampFilter, page: Page) => lamp !== 'missed' || page.lamps.missed !== page.lamps.red

/** The lamps with how many there are of each; those of which there are none stand back. */
export function Lamps({ filter, page }: { filter: Filter; page: Page }) {
  return (
    <div className="lamps" role="group" aria-label="期限">
      {lamps
        .filter(([lamp]) => lamp === '' || lamp === filter.lamp || (page.lamps[lamp] > 0 && tellsMore(lamp, page)))
        .map(([lamp, name]) => (
          <button
            key={lamp}
            type="button"
            aria-pressed={filter.lamp === lamp}
            onClick={() => setQuery({ lamp: lamp === '' ? undefined : lamp })}
          >
            {name}
            <b className={`n ${lamp}`}>{page.lamps[lamp === '' ? 'all' : lamp]}</b>
          </button>
        ))}
    </div>
  )
}

export function Filters({ filter, page }: { filter: Filter; page: Page }) {
  const set = facets.filter((f) => filter[f] !== '').length + (filter.mine ? 1 : 0)
  return (
    <div className="filters tasks-filters">
      <label className="grow find">
        <span className="sr">找编号、地方、字句</span>
        <input
          type="search"
          data-finds
          placeholder="找编号、地方、字句"
          value={filter.text}
          maxLength={40}
          onChange={(e) => setQuery({ text: e.target.value }, { typed: true })}
        />
      </label>
      <details className="narrow" open={set > 0 || undefined}>
        <summary>筛选{set > 0 && `（${set}）`}</summary>
        <div className="filters">
          {facets
            .filter((f) => filter[f] !== '' || page.counts[f].length > 1)
            .map((f) => (
              <Choice key={f} of={f} filter={filter} page={page} />
            ))}
          <label className="check">
            <input
              type="checkbox"
              checked={filter.mine}
              onChange={(e) => setQuery({ mine: e.target.checked ? '1' : undefined })}
            />
            <span>只看我经办的</span>
          </label>
          <Kept filter={filter} />
        </div>
      </details>
    </div>
  )
}

function Choice({ of, filter, page }: { of: Facet; filter: Filter; page: Page }) {
  const counted = page.counts[of]
  return (
    <label>
      {facetNames[of]}
      <select value={filter[of]} onChange={(e) => setQuery({ [of]: e.target.value })}>
        <option value="">全部</option>
        {filter[of] !== '' && !counted.some((c) => c.value === filter[of]) && (
          <option value={filter[of]}>{filter[of]}（0）</option>
        )}
        {counted.map((c) => (
          <option key={c.value} value={c.value}>
            {c.value}（{c.n}）
          </option>
        ))}
      </select>
    </label>
  )
}

/** Filters that were kept under a name. */
function Kept({ filter }: { filter: Filter }) {
  const client = useQueryClient()
  const [saving, setSaving] = useState(false)
  const views = useQuery({ queryKey: ['views'], staleTime: 300_000, queryFn: () => ask(reportsApi.views.$get()) })
  const again = () => client.invalidateQueries({ queryKey: ['views'] })
  const now = queryOf(filter)
  const same = (q: Record<string, string>) => new URLSearchParams(Object.entries(q).sort()).toString()
  const chosen = views.data?.views.find((v) => same(v.query) === same(now))
  const show = (id: string) => {
    const view = views.data?.views.find((v) => v.id === id)
    const none = Object.fromEntries(['lamp', 'mine', 'text', ...facets].map((f) => [f, undefined]))
    setQuery({ ...none, ...view?.query })
  }
  return (
    <>
      {views.data && views.data.views.length > 0 && (
        <label>
          存下的条件
          <select value={chosen?.id ?? ''} onChange={(e) => show(e.target.value)}>
            <option value="">不用</option>
            {views.data.views.map((v) => (
              <option key={v.id} value={v.id}>
                {v.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {chosen ? (
        <Button
          size="middle"
          onClick={() =>
            void ask(reportsApi.views[':id'].drop.$post({ param: { id: chosen.id } })).then(again, tellWrong)
          }
        >
          删掉“{chosen.name}”
        </Button>
      ) : (
        Object.keys(now).length > 0 && (
          <Button size="middle" onClick={() => setSaving(true)}>
            存下这组条件
          </Button>
        )
      )}
      {saving && (
        <FormDialog
          title="存下这组条件"
          fields={[{ key: 'name', label: '起个名字', max: 30 }]}
          button="存下"
          onClose={() => setSaving(false)}
          onDone={async (v) => {
            await ask(reportsApi.views.$post({ json: { name: v['name']!, query: now } }))
            await again()
          }}
        />
      )}
    </>
  )
}
