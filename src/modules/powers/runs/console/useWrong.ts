/** What the server found wrong with a form, and where: the field is marked and brought into sight. */
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../../../../console/client.ts'
import { sentenceOf } from '../../../../console/parts/tell.tsx'

type Details = { field?: string; issues?: { path: string }[] } | undefined

/** `wrongAt(field)`: whether this field is the one. The form that holds `form` as its ref is focused there. */
export function useWrong() {
  const [wrong, setWrong] = useState<{ say: string; field: string }>()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (wrong) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [wrong])
  return {
    form,
    say: wrong?.say,
    wrongAt: (field: string) => wrong?.field === field,
    clear: () => setWrong(undefined),
    is: (say: string, field: string) => setWrong({ say, field }),
    /** For a promise's refusal. */
    told(error: unknown) {
      const details = error instanceof ApiError ? (error.details as Details) : undefined
      setWrong({ say: sentenceOf(error), field: details?.field ?? details?.issues?.[0]?.path ?? '' })
    },
  }
}
