/** The frame of the pages before the work: one column, the brand, one thing to do. */
import type { ReactNode } from 'react'

export function Threshold({ title, children, aside }: { title: string; children: ReactNode; aside?: ReactNode }) {
  return (
    <main className={aside ? 'threshold two' : 'threshold'}>
      <section className="sheet">
        <p className="brand">阳光村务 · 办公台</p>
        <h1>{title}</h1>
        {children}
      </section>
      {aside}
    </main>
  )
}
