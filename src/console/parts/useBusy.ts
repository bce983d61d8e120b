/** A button pressed twice does its work once. */
import { useState } from 'react'

/** Runs one piece of work at a time: `busy` while it goes on, so that a button pressed twice does its work once. */
export function useBusy(): readonly [busy: boolean, once: (work: () => Promise<unknown>) => Promise<void>] {
  const [busy, setBusy] = useState(false)
  const once = async (work: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await work()
    } finally {
      setBusy(false)
    }
  }
  return [busy, once]
}
