/** The figures of one grouping as a picture above their table: portions, places as tiles, days taken as spans. */
import { Portions, Spans, Tiles } from '../../../../console/parts/charts.tsx'

type Group = {
  key: string
  name: string
  slug?: string | null
  received: number
  late: number
  median: number | null
  p90: number | null
}

/** Of more than these the table alone is read. */
const most = 24

export function Pictures({ by, name, groups }: { by: string; name: string; groups: readonly Group[] }) {
  const some = groups.filter((g) => g.received > 0).slice(0, most)
  if (some.length < 2) return null
  return (
    <div className="charts">
      {by === 'place' || by === 'county' || by === 'unit' ? (
        <Tiles
          caption={`各${name}收到的（越深越多）`}
          tiles={some.map((g) => ({
            key: g.key,
            label: g.name,
            value: g.received,
            text: `${g.received} 件${g.late > 0 ? `，${g.late} 件有过逾期` : ''}`,
          }))}
        />
      ) : (
        <Portions
          caption={`按${name}收到的`}
          names={['收到', '其中有过逾期']}
          rows={some.map((g) => ({
            label: g.name,
            whole: g.received,
            part: g.late,
            text: g.late > 0 ? `${g.received}，逾期 ${g.late}` : String(g.received),
          }))}
        />
      )}
      <Spans
        caption="答复用了多久"
        unit="小时"
        rows={some.map((g) => ({ label: g.name, half: g.median, nine: g.p90 }))}
      />
    </div>
  )
}

type Spot = { place: string; spot: string; reports: number }

/** Where it comes up again and again: places as tiles, the spots in them as dots. */
export function Spots({ spots }: { spots: readonly Spot[] }) {
  const places = [...Map.groupBy(spots, (s) => s.place)]
  if (places.length === 0) return null
  return (
    <Tiles
      caption="在哪里反复出现（点越大件数越多）"
      tiles={places.map(([place, all]) => {
        const value = all.reduce((n, s) => n + s.reports, 0)
        return {
          key: place,
          label: place,
          value,
          text: `${value} 件`,
          dots: all.slice(0, 5).map((s) => ({ label: s.spot, value: s.reports })),
        }
      })}
    />
  )
}
