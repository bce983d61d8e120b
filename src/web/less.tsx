/**
 * What a page shows later. `Fold`: folded on every screen, and left out in large type. `Second`: there on every screen,
 * left out in large type. What is left out comes by one press on “看全部内容”, which stands under every page that left
 * something out.
 */
import { createContext, type ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'

/** How much of a page is wanted; `left` is noted while it is drawn, from the top: did large type leave anything out? */
export type Large = { brief: boolean; left: boolean }
export const Large = createContext<Large>({ brief: false, left: false })

/** Notes that this page has a shorter form; whether it is the one that is drawn. */
export function useBrief(): boolean {
  const large = useContext(Large)
  large.left = true
  return large.brief
}

export function Second({ children }: { children: ComponentChildren }) {
  return useBrief() ? null : <>{children}</>
}

/** As many of a list as large type shows. */
export function useFirst<T>(all: readonly T[], first: number | undefined): readonly T[] {
  const large = useContext(Large)
  if (first === undefined || all.length <= first) return all
  large.left = true
  return large.brief ? all.slice(0, first) : all
}

type FoldProps = {
  title: string
  /** How much there is: "7 步", "3 份". */
  note?: string
  id?: string
  open?: boolean
  /** A desk has the room: the script opens it there (`scripts/wide.ts`). */
  wide?: boolean
  /** What people came for: large type shows it too. */
  first?: boolean
  children: ComponentChildren
}

/** A part of a page under its heading, opened by one press; on paper it is open. */
export function Fold({ first, ...props }: FoldProps) {
  return first ? (
    <Folded {...props} />
  ) : (
    <Second>
      <Folded {...props} />
    </Second>
  )
}

function Folded({ title, note, id, open, wide, children }: Omit<FoldProps, 'first'>) {
  return (
    <details class="part" id={id} open={open} data-wide={wide} data-printed="true">
      <summary>
        <h2>{title}</h2>
        {note && <small>{note}</small>}
      </summary>
      {children}
    </details>
  )
}
