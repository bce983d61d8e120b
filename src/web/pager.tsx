/** Pages of a long list: where one is, the one before, the one after. */
export type PagerProps = { page: number; pages: number; href(page: number): string; what: string }

/** The page asked for, or the last one where there are fewer. */
export const lastPage = (asked: number, total: number, perPage: number): number =>
  Math.min(asked, Math.max(1, Math.ceil(total / perPage)))

export function Pager({ page, pages, href, what }: PagerProps) {
  if (pages <= 1) return null
  return (
    <nav class="pager" aria-label={`${what}的分页`}>
      {page > 1 && (
        <a href={href(page - 1)} rel="prev">
          上一页
        </a>
      )}
      <span>
        第 {page} 页，共 {pages} 页
      </span>
      {page < pages && (
        <a href={href(page + 1)} rel="next">
          下一页
        </a>
      )}
    </nav>
  )
}
