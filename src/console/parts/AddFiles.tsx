/** A button that takes files one after the other: says which one is on its way, and of each that was refused why. */
import { Button } from './Button.tsx'
import { useRef, useState } from 'react'
import { Note } from './Note.tsx'
import { sentenceOf } from './tell.tsx'

export function AddFiles({
  button,
  label,
  accept,
  take,
}: {
  button: string
  label: string
  accept: string
  /** Sends one; may throw an error for people. */
  take: (file: File) => Promise<void>
}) {
  const picker = useRef<HTMLInputElement>(null)
  const [waiting, setWaiting] = useState('')
  const [errors, setErrors] = useState<string[]>([])
  const takeAll = async (files: readonly File[]) => {
    setErrors([])
    for (const file of files) {
      setWaiting(`正在上传并检查“${file.name}”……`)
      await take(file).catch((e: unknown) => setErrors((all) => [...all, `“${file.name}”没有传上：${sentenceOf(e)}`]))
    }
    setWaiting('')
  }
  return (
    <>
      {waiting && (
        <p role="status" className="quiet">
          {waiting}
        </p>
      )}
      {errors.map((e) => (
        <Note key={e} kind="wrong" role="alert">
          {e}
        </Note>
      ))}
      <div className="do">
        <Button loading={waiting !== ''} onClick={() => picker.current?.click()}>
          {button}
        </Button>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={label}
        accept={accept}
        onChange={(e) => {
          const files = [...(e.target.files ?? [])]
          e.target.value = ''
          void takeAll(files)
        }}
      />
    </>
  )
}
