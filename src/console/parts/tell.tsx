/** One sentence at the foot of the page after something was done; read aloud by screen readers, gone by itself. */
import { useEffect, useState } from 'react'
import { ApiError } from '../client.ts'

type Said = { text: string; wrong: boolean; id: number }
let show: ((said: Said) => void) | undefined
let count = 0

/** Tells what was done. */
export function tell(text: string) {
  show?.({ text, wrong: false, id: (count += 1) })
}

/** Tells what went wrong; stays longer. */
export function tellWrong(error: unknown) {
  // The sign-in over the screen says it.
  if (error instanceof ApiError && error.status === 401) return
  show?.({ text: sentenceOf(error), wrong: true, id: (count += 1) })
}

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : '没有办成，请再试一次。'
}

export function SaidAloud() {
  const [said, setSaid] = useState<Said>()
  useEffect(() => {
    show = setSaid
  }, [])
  useEffect(() => {
    if (!said) return
    const timer = window.setTimeout(() => setSaid(undefined), said.wrong ? 12_000 : 5_000)
    return () => window.clearTimeout(timer)
  }, [said])
  return (
    <div className="said" role="status" aria-live="polite">
      {said && (
        <p className={said.wrong ? 'wrong' : ''}>
          {said.text}
          <button type="button" onClick={() => setSaid(undefined)}>
            知道了
          </button>
        </p>
      )}
    </div>
  )
}
