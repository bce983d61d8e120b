/** Lamp with its word: shape and word say the same as the colour. */
const words = { red: '逾期', yellow: '快到期', green: '正常', paused: '暂停' } as const
const shapes = { red: '▲', yellow: '◆', green: '●', paused: '■' } as const
export type LampColour = keyof typeof words

/** `missed`: a limit of it was missed before, though it goes on within its time now. */
export function Lamp({ colour, missed = false }: { colour: LampColour; missed?: boolean }) {
  return (
    <span className={`lamp ${colour}`}>
      <span aria-hidden="true">{shapes[colour]}</span>
      {words[colour]}
      {missed && colour !== 'red' && <b className="found">（曾逾期）</b>}
    </span>
  )
}
