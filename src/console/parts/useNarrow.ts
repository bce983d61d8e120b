/** Whether the screen is as narrow as a phone or a tablet upright, told anew when it is turned. */
import { useSyncExternalStore } from 'react'

/** Of these widths the style sheets know too. */
const widths = { phone: '40rem', upright: '60rem' } as const
type Width = keyof typeof widths

const lists = Object.fromEntries(
  Object.entries(widths).map(([name, rem]) => [name, window.matchMedia(`(max-width: ${rem})`)]),
) as Record<Width, MediaQueryList>
const watches = Object.fromEntries(
  Object.entries(lists).map(([name, list]) => [
    name,
    (listener: () => void) => {
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
  ]),
) as Record<Width, (listener: () => void) => () => void>

/** True up to a phone's width, where rows become cards; `upright`: up to that of a tablet held upright. */
export const useNarrow = (width: Width = 'phone') => useSyncExternalStore(watches[width], () => lists[width].matches)
