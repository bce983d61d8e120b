/** The way of an application as a picture, narrow enough for a phone; the list beside it says the same in words. */
import { serviceLevels, type Service } from './services.schema.ts'
import { sayDays, sayStep } from './serviceWords.ts'

const width = 280
const box = { height: 62, gap: 26, left: 4 }

export function ServiceFlow({ service }: { service: Service }) {
  const { steps } = service
  const height = steps.length * (box.height + box.gap) - box.gap + 4
  return (
    <figure class="flow">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        role="img"
        aria-label={`${service.name}的流程图，文字说明见下面的步骤`}
      >
        {steps.map((s, i) => {
          const top = 2 + i * (box.height + box.gap)
          return (
            <g key={s.key} class={i === steps.length - 1 ? 'flow-end' : 'flow-step'}>
              <rect
                x={box.left}
                y={top}
                width={width - box.left * 2}
                height={box.height}
                rx={i === steps.length - 1 ? box.height / 2 : 8}
              />
              <text x={width / 2} y={top + 26} text-anchor="middle">
                {s.name}
              </text>
              <text class="flow-by" x={width / 2} y={top + 49} text-anchor="middle">
                {short(
                  `${serviceLevels[s.level]}${s.limit ? ` · ${sayDays(s.limit)}` : s.kind === 'notice' && service.notice ? ` · ${sayDays(service.notice)}` : ''}`,
                )}
              </text>
              {i > 0 && (
                <g class="flow-line">
                  <path d={`M${width / 2} ${top - box.gap}V${top - 2}`} fill="none" />
                  <path class="flow-tip" d="M0 0L-9 -5L-9 5Z" transform={`translate(${width / 2} ${top}) rotate(90)`} />
                </g>
              )}
            </g>
          )
        })}
      </svg>
    </figure>
  )
}

const short = (text: string) => (text.length > 18 ? `${text.slice(0, 17)}…` : text)

export function ServiceSteps({ service }: { service: Service }) {
  return (
    <ol class="hands">
      {service.steps.map((s) => (
        <li key={s.key}>
          <b>{s.name}</b>
          {s.kind === 'notice' && service.notice ? sayDays(service.notice) : ''}
          <span class="quiet">
            {serviceLevels[s.level]}：{sayStep(s)}
          </span>
        </li>
      ))}
    </ol>
  )
}
