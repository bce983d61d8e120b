/** A button that reads a JSON file from this device; what is wrong with it is told. */
import { Button } from './Button.tsx'
import { useRef } from 'react'
import { tellWrong } from './tell.tsx'

export function FromFile({
  button,
  label,
  onText,
}: {
  button: string
  label: string
  /** May throw an error for people. */
  onText: (text: string) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button onClick={() => input.current?.click()}>{button}</Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept=".json,application/json"
        onChange={(e) => {
          void e.target.files?.[0]?.text().then(onText).catch(tellWrong)
          e.target.value = ''
        }}
      />
    </>
  )
}
