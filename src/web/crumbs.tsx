/** Where this page stands: from the county down to the page above it. */
export type Crumb = { href: string; text: string }

export function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav class="crumbs" aria-label="所在位置">
      <ol>
        {crumbs.map((c) => (
          <li key={c.href}>
            <a href={c.href}>{c.text}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
