/** Label and value, one under the other: a record, a document's particulars, what is known of a place. */
import type { ComponentChildren } from 'preact'

export type Fact = { label: string; value: ComponentChildren; number?: boolean; sum?: boolean }

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map((f) => (
        <div key={f.label} class={[f.number ? 'short' : '', f.sum ? 'sum' : ''].filter(Boolean).join(' ') || undefined}>
          <dt>{f.label}</dt>
          <dd class={f.number ? 'n' : undefined}>{f.value}</dd>
        </div>
      ))}
    </dl>
  )
}
