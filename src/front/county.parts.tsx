/** How those below a county or city stand: one plain table and a picture of tiles, from the same rows; never ranked. */
import { sayFormulas, type Visit } from '../modules/disclosure/index.pages.ts'
import { sayMonth } from '../modules/disclosure/index.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import { HowCounted } from '../web/howCounted.tsx'
import type { AreaFigures } from './place.queries.ts'

type Level = 'county' | 'township'
/** `rest`: what belongs to none of the places (the county's own offices), so that the last row adds up. */
type Props = { visit: Visit; level: Level; areas: readonly AreaFigures[]; rest?: AreaFigures }

const words: Record<Level, { heading: string; first: string }> = {
  county: { heading: '各县（区）', first: '县（区）' },
  township: { heading: '各乡镇', first: '乡镇' },
}

/** Each figure leads to its rows. */
export function AreaTable({ visit, level, areas, rest }: Props) {
  const { heading, first } = words[level]
  const all = rest === undefined ? [...areas] : [...areas, rest]
  const sum = (of: (a: AreaFigures) => number) => all.reduce((total, a) => total + of(a), 0)
  return (
    <>
      <h2>{heading}</h2>
      <section class="sheet tight" aria-label={heading} tabIndex={0}>
        <table>
          <caption class="quiet">{sayMonth(visit.month, visit.today)}，按区划次序排，不排名次</caption>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {level === 'county' && <Head text="村（社区）" />}
              <Head text="应公开" />
              <Head text="已公开" />
              <Head text="现在" rest="逾期" />
              {level === 'township' && <Head text="反映" rest="按时" />}
            </tr>
          </thead>
          <tbody>
            {areas.map((a) => (
              <tr key={a.slug}>
                <th scope="row">
                  <a href={placeHref(level, a.slug, visit.frame.root?.slug)}>{a.name}</a>
                </th>
                {level === 'county' && <td class="n">{a.villages}</td>}
                <Figures of={a} href={`/missing?place=${a.slug}`} />
                {level === 'township' && <Answered of={a} />}
              </tr>
            ))}
            {rest && (
              <tr>
                <th scope="row">{rest.name}</th>
                <Figures of={rest} href="/missing" />
                <Answered of={rest} />
              </tr>
            )}
          </tbody>
          {level === 'township' && (
            <tfoot>
              <tr>
                <th scope="row">合计</th>
                <td class="n">{sum((a) => a.due)}</td>
                <td class="n">{sum((a) => a.published)}</td>
                <td class="n">{sum((a) => a.missing)}</td>
                <td class="n">
                  {sum((a) => a.inTime)}／{sum((a) => a.received)}
                </td>
              </tr>
            </tfoot>
          )}
        </table>
      </section>
      {level === 'township' && (
        <p class="quiet small">“反映按时”：最近一年收到的村民反映里，一直没有逾期的件数／收到的件数。</p>
      )}
      <HowCounted say={sayFormulas('due', 'published', 'missing')} />
    </>
  )
}

/** `rest`: what may stand below, on a telephone. */
const Head = ({ text, rest }: { text: string; rest?: string }) => (
  <th scope="col" class="n">
    {text}
    {rest !== undefined && (
      <>
        <wbr />
        {rest}
      </>
    )}
  </th>
)

const Figures = ({ of: a, href }: { of: AreaFigures; href: string }) => (
  <>
    <td class="n">{a.due}</td>
    <td class="n">{a.published}</td>
    <td class="n">{a.missing === 0 ? 0 : <a href={href}>{a.missing}</a>}</td>
  </>
)

const Answered = ({ of: a }: { of: AreaFigures }) => (
  <td class="n">{a.received === 0 ? '没收到' : `${a.inTime}／${a.received}`}</td>
)

const across = 3
const tile = { width: 116, height: 78, gap: 6 }

/** A tile for each place, which leads to it: its colour says what its words say. */
export function AreaTiles({ visit, level, areas }: Props) {
  const height = Math.ceil(areas.length / across) * (tile.height + tile.gap) - tile.gap
  return (
    <svg
      class="tilemap"
      viewBox={`0 0 ${across * (tile.width + tile.gap) - tile.gap} ${height}`}
      role="group"
      aria-label={`${words[level].heading}公开得怎么样`}
    >
      {areas.map((a, i) => {
        const [x, y] = [(i % across) * (tile.width + tile.gap), Math.floor(i / across) * (tile.height + tile.gap)]
        return (
          <a
            key={a.slug}
            href={placeHref(level, a.slug, visit.frame.root?.slug)}
            aria-label={`${a.name}：${sayTile(a)}`}
          >
            <rect class={toneOf(a)} x={x} y={y} width={tile.width} height={tile.height} rx="10" />
            <text class="name" x={x + 12} y={y + 32}>
              {a.name}
            </text>
            <text x={x + 12} y={y + 58}>
              {sayTile(a)}
            </text>
          </a>
        )
      })}
    </svg>
  )
}

const toneOf = (a: AreaFigures) => (a.missing > 0 ? 'late' : a.published < a.due ? 'waiting' : 'out')

/** "2 项逾期", "还有 3 项没到期", "都公开了" */
export function sayTile(a: AreaFigures): string {
  if (a.missing > 0) return `${a.missing} 项逾期`
  if (a.due === 0) return '没有到期的'
  return a.published < a.due ? `还差 ${a.due - a.published} 项` : '都公开了'
}
