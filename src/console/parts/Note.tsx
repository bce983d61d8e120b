/** A boxed sentence that belongs to what stands beside it. */
import type { ReactNode } from 'react'

export function Note({
  kind = 'calm',
  children,
  role,
}: {
  kind?: 'calm' | 'good' | 'warn' | 'wrong'
  children: ReactNode
  role?: 'alert' | 'status'
}) {
  return (
    <div className={`note ${kind}`} role={role}>
      {children}
    </div>
  )
}
