/** The procedure as a chart with the step it stands on, and the same as a list for those who do not see it. */
import type { StaffCase } from './useCase.ts'

export function FlowChart({ data }: { data: StaffCase }) {
  const { flow } = data
  const said = `${data.case.procedureName}。现在在“${data.case.stepName}”。`
  return (
    <details className="sheet">
      <summary>办理流程</summary>
      <div className="flow-box" tabIndex={0} role="region" aria-label="办理流程图">
        <svg
          className="flow"
          role="img"
          aria-label={said}
          viewBox={`0 0 ${flow.width} ${flow.height}`}
          width={flow.width}
          height={flow.height}
        >
          {flow.lines.map((l) => (
            <g key={`${l.from} ${l.to} ${l.label}`} className={l.back ? 'back' : ''}>
              <path d={l.points.map((p, i) => `${i === 0 ? 'M' : 'L'}${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join('')} />
            </g>
          ))}
          {flow.steps.map((s) => (
            <g
              key={s.step}
              className={[s.now ? 'now' : '', s.end ? 'end' : ''].join(' ')}
              transform={`translate(${s.x} ${s.y})`}
            >
              <rect width={s.width} height={s.height} rx={8} />
              <text x={s.width / 2} y={s.hands.length > 0 ? 27 : s.height / 2 + 5}>
                {s.name}
              </text>
              {s.hands.map((h, i) => (
                <text key={h} className="by" x={s.width / 2} y={48 + 20 * i}>
                  {h}
                </text>
              ))}
            </g>
          ))}
        </svg>
      </div>
      <ol>
        {flow.steps.map((s) => (
          <li key={s.step} aria-current={s.now ? 'step' : undefined}>
            {s.now ? <b>{s.name}（现在）</b> : s.name}
            {s.by && <span className="quiet">　{s.by}</span>}
          </li>
        ))}
      </ol>
    </details>
  )
}
