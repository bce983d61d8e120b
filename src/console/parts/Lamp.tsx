/** Lamp with its word: shape and word say the same as the colour. */
const words = { red: '逾期', yellow: '快到期', green: '正常' } as const
const shapes = { red: '▲', yellow: '◆', green: '●' } as const

export function Lamp({ colour }: { colour: 'red' | 'yellow' | 'green' }) {
  return <span className={`lamp ${colour}`}><span aria-hidden="true">{shapes[colour]}</span>{words[colour]}</span>
}
