/** Label and value, one under the other: a record, a document's particulars, what is known of a place. */
import type { ComponentChildren } from 'preact'
import { useFirst } from './less.tsx'

export type Fact = { label: string; value: ComponentChildren; number?: boolean; sum?: boolean }

/** `first`: as many of them large type shows. */
export function Facts({ facts, first }: { facts: readonly Fact[]; first?: number }) {
  return (
    <dl class="facts">
      {useFirst(facts, first).map((f) => (
        <div key={f.label} class={[f.number ? 'short' : '', f.sum ? 'sum' : ''].filter(Boolean).join(' ') || undefined}>
          <dt>{f.label}</dt>
          <dd class={f.number ? 'n' : undefined}>{f.value}</dd>
        </div>
      ))}
    </dl>
  )
}
