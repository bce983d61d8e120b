/** Late and soon: the only yellow and red of the site, always with the word. */
export type CardKind = 'late' | 'soon'

const words: Record<CardKind, string> = { late: '逾期', soon: '快到期' }

export function Card({ kind, text }: { kind: CardKind; text?: string }) {
  return <span class={`card ${kind}`}>{text ?? words[kind]}</span>
}

/** A quiet mark beside a title: "第 2 版", "无内容". */
export function Tag({ text }: { text: string }) {
  return <span class="tag">{text}</span>
}
