/** What a page's figures count: folded, so that what people came for stays in sight; on paper it stands open. */
import { Second } from './less.tsx'

export function HowCounted({ say }: { say: string }) {
  return (
    <Second>
      <details data-printed="true" class="how-counted">
        <summary>数字是怎么算的</summary>
        <p class="quiet">{say}</p>
      </details>
    </Second>
  )
}
