/** Lamp with its word: shape and word say the same as the colour. */
const words = { red: '逾期', yellow: '快到期', green: '正常', paused: '暂停' } as const
const shapes = { red: '▲', yellow: '◆', green: '●', paused: '■' } as const
export type LampColour = keyof typeof words

export function Lamp({ colour }: { colour: LampColour }) {
  return (
    <span className={`lamp ${colour}`}>
      <span aria-hidden="true">{shapes[colour]}</span>
      {words[colour]}
    </span>
  )
}
