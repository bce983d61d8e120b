/** Whether the screen is as narrow as a phone, told anew when it is turned. */
import { useSyncExternalStore } from 'react'

const phone = window.matchMedia('(max-width: 40rem)')
const watch = (listener: () => void) => {
  phone.addEventListener('change', listener)
  return () => phone.removeEventListener('change', listener)
}

/** True on a phone's width, where rows become cards. */
export const useNarrow = () => useSyncExternalStore(watch, () => phone.matches)
