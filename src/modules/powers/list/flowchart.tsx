/** The chart of a power: each step leads to its line in the list, which says the same in words. */
import type { Power } from './powers.schema.ts'
import { stepsOf } from './bands.ts'
import { chartOf, type FlowWay } from './flow.ts'
import { sayDays } from './powerWords.ts'

/** What a narrow phone has between its edges, in px. */
const widest = 280

type FlowProps = { power: Power; lit?: (key: string) => 'done' | 'now' | undefined }

/**
 * `lit`: how far a run is, by step. Where the ways part the picture is too wide for a phone: there each amount has a
 * chart of its own, one step under the other, folded.
 */
export function PowerFlow({ power, lit }: FlowProps) {
  const bands = power.amount?.bands ?? []
  return (
    <>
      <Chart power={power} lit={lit} />
      {bands.length > 1 && (
        <div class="power-bands">
          {bands.map((b) => {
            const steps = stepsOf(power, b.key)
            return (
              <details key={b.key}>
                <summary>
                  {b.name}（{steps.length} 步）
                </summary>
                <Chart power={{ ...power, name: `${power.name}（${b.name}）`, amount: null, steps }} lit={lit} />
              </details>
            )
          })}
        </div>
      )}
    </>
  )
}

function Chart({ power, lit }: FlowProps) {
  const of = new Map(power.steps.map((s) => [s.key, s]))
  const chart = chartOf(power, (key) => {
    const s = of.get(key)!
    return s.limit ? `${sayDays(s.limit)}内` : s.who
  })
  return (
    <figure class={chart.width > widest ? 'flow power-flow wide' : 'flow power-flow'}>
      <svg
        viewBox={`0 0 ${chart.width} ${chart.height}`}
        width={chart.width}
        role="group"
        aria-label={`${power.name}的流程图，按一步可以跳到下面的说明`}
      >
        {chart.ways.map((w) => (
          <Way w={w} />
        ))}
        {/* After all the lines: none runs through a word. */}
        {chart.ways.map(
          (w) =>
            w.label !== '' && (
              <g>
                <rect
                  class="flow-ground"
                  x={round(w.x - labelWidth(w.label) / 2)}
                  y={round(w.y) - 10}
                  width={labelWidth(w.label)}
                  height={20}
                />
                <text class="flow-label" x={round(w.x)} y={round(w.y) + 5} text-anchor="middle">
                  {w.label}
                </text>
              </g>
            ),
        )}
        {chart.boxes.map((b) => {
          const step = of.get(b.key)
          const box = (
            <g
              class={
                step === undefined
                  ? 'flow-step'
                  : lit?.(b.key) === 'now'
                    ? 'flow-now'
                    : lit?.(b.key) === 'done' || b.key === power.steps.at(-1)!.key
                      ? 'flow-end'
                      : 'flow-step'
              }
            >
              <rect x={b.x} y={b.y} width={b.width} height={b.height} rx={step === undefined ? b.height / 2 : 8} />
              <text x={b.x + b.width / 2} y={b.y + (b.under === '' ? b.height / 2 + 6 : 26)} text-anchor="middle">
                {b.name}
              </text>
              {b.under !== '' && (
                <text class="flow-by" x={b.x + b.width / 2} y={b.y + 47} text-anchor="middle">
                  {b.under}
                </text>
              )}
            </g>
          )
          return step === undefined ? (
            box
          ) : (
            <a href={`#step-${b.key}`} aria-label={`${b.name}，看说明`}>
              {box}
            </a>
          )
        })}
      </svg>
    </figure>
  )
}

function Way({ w }: { w: FlowWay }) {
  const [before, end] = [w.points.at(-2)!, w.points.at(-1)!]
  const angle = Math.round((Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI)
  return (
    <g class="flow-line">
      <path d={w.points.map((p, i) => `${i === 0 ? 'M' : 'L'}${round(p.x)} ${round(p.y)}`).join('')} fill="none" />
      <path
        class="flow-tip"
        d="M0 0L-9 -5L-9 5Z"
        transform={`translate(${round(end.x)} ${round(end.y)}) rotate(${angle})`}
      />
    </g>
  )
}

/** Of a label in letters of 13 px, with a little ground on both sides: the line stops before it. */
const labelWidth = (label: string) =>
  Math.ceil([...label].reduce((sum, ch) => sum + (ch.charCodeAt(0) < 0x2e80 ? 7.4 : 13), 6))

const round = (n: number) => Math.round(n * 10) / 10
