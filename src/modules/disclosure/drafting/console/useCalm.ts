/** A value once it has rested: what takes long (checking five hundred rows) is not done between two keys. */
import { startTransition, useEffect, useState } from 'react'

const restMs = 350

export function useCalm<T>(value: T): T {
  const [calm, setCalm] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => startTransition(() => setCalm(value)), restMs)
    return () => window.clearTimeout(timer)
  }, [value])
  return calm
}
