/**
 * A procedure as a picture and, beside it, as the ordered list that a screen reader walks. The list is the truth, the
 * picture its drawing.
 */
/** @jsxImportSource preact */
import { flowOf, linesOf, type FlowLine } from './flow.ts'
import { procedureOf } from './procedure.ts'

/** `who`: words for the hands of a step. `now`: the step a case stands on. */
export function FlowChart({
  code,
  who,
  now,
  limit,
}: {
  code: string
  who: (step: string) => string
  now?: string
  limit?: (step: string) => string
}) {
  const flow = flowOf(code, who, now)
  return (
    <figure class="flow">
      <div class="flow-picture" role="region" aria-label="流程图" tabIndex={0}>
        <svg
          viewBox={`0 0 ${flow.width} ${flow.height}`}
          width={flow.width}
          role="img"
          aria-label={`${procedureOf(code).name}流程图，文字说明见下方列表`}
        >
          {flow.lines.map((l) => (
            <Line l={l} />
          ))}
          {flow.steps.map((s) => (
            <g class={s.now ? 'flow-now' : s.end ? 'flow-end' : 'flow-step'}>
              <rect x={s.x} y={s.y} width={s.width} height={s.height} rx={s.end ? s.height / 2 : 8} />
              <text x={s.x + s.width / 2} y={s.y + (s.hands.length === 0 ? s.height / 2 + 6 : 27)} text-anchor="middle">
                {s.name}
              </text>
              {s.hands.map((h, i) => (
                <text class="flow-by" x={s.x + s.width / 2} y={s.y + 49 + 20 * i} text-anchor="middle">
                  {h}
                </text>
              ))}
            </g>
          ))}
        </svg>
      </div>
      <figcaption>
        <FlowList code={code} who={who} {...(now === undefined ? {} : { now })} {...(limit ? { limit } : {})} />
      </figcaption>
    </figure>
  )
}

/** The steps in order, with hands, limits and where each leads. */
export function FlowList({
  code,
  who,
  now,
  limit,
}: {
  code: string
  who: (step: string) => string
  now?: string
  limit?: (step: string) => string
}) {
  const { steps } = procedureOf(code)
  const lines = linesOf(code)
  return (
    <ol class="flow-list">
      {Object.entries(steps).map(([name, s]) => (
        <li aria-current={name === now ? 'step' : undefined}>
          <b>{s.name}</b>
          {who(name) === '' ? '' : `：${who(name)}`}
          {limit?.(name) ? `，${limit(name)}` : ''}
          {name === now ? '（现在在这一步）' : ''}
          {lines.some((l) => l.from === name) && (
            <span class="flow-next">
              {lines
                .filter((l) => l.from === name)
                .map((l) => `${l.label} → ${steps[l.to]!.name}`)
                .join('；')}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

function Line({ l }: { l: FlowLine }) {
  const [start, ...rest] = l.points
  if (!start) return null
  const d = `M${round(start.x)} ${round(start.y)}${rest.map((p) => `L${round(p.x)} ${round(p.y)}`).join('')}`
  const end = l.points.at(-1)!
  const before = l.points.at(-2) ?? start
  const angle = Math.round((Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI)
  return (
    <g class={l.back ? 'flow-line flow-back' : 'flow-line'}>
      <path d={d} fill="none" />
      <path
        class="flow-tip"
        d="M0 0L-9 -5L-9 5Z"
        transform={`translate(${round(end.x)} ${round(end.y)}) rotate(${angle})`}
      />
      {l.label !== '' && (
        <text class="flow-label" x={round(l.x)} y={round(l.y) + 5} text-anchor="middle">
          {l.label}
        </text>
      )}
    </g>
  )
}

const round = (n: number) => Math.round(n * 10) / 10
