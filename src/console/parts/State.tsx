/** What a screen shows while it loads, when it is empty, and when it failed; each says what to do. */
import { Button } from './Button.tsx'
import type { ReactNode } from 'react'
import { sentenceOf } from './tell.tsx'

export function Loading({ what = '内容' }: { what?: string }) {
  return (
    <p className="state quiet" role="status">
      正在读取{what}……
    </p>
  )
}

export function Nothing({ children }: { children: ReactNode }) {
  return <div className="state quiet">{children}</div>
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <div className="state failed" role="alert">
      <p>{sentenceOf(error)}</p>
      {retry && <Button onClick={retry}>再试一次</Button>}
    </div>
  )
}

/** The usual three states of a query, then the screen itself. */
export function Shown<T>({
  query,
  what,
  children,
}: {
  query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }
  what: string
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <Failed error={query.error} retry={() => void query.refetch()} />
  return <Loading what={what} />
}
