/**
 * The question about names in words that everybody will read: each is looked at, or the person goes back and writes it
 * otherwise.
 */
import { Button } from './Button.tsx'
import { useEffect, useState } from 'react'
import { asksAboutNames } from '../names.ts'
import { Dialog } from './Dialog.tsx'

type Asked = { names: readonly string[]; answer: (agrees: boolean) => void }

export function NamesAsked() {
  const [asked, setAsked] = useState<Asked>()
  useEffect(
    () =>
      asksAboutNames(
        (names) =>
          new Promise((resolve) => {
            const answer = (agrees: boolean) => {
              setAsked(undefined)
              resolve(agrees)
            }
            setAsked({ names, answer })
          }),
      ),
    [],
  )
  return asked && <Question key={asked.names.join()} {...asked} />
}

function Question({ names, answer }: Asked) {
  const [looked, setLooked] = useState<readonly string[]>([])
  return (
    <Dialog title="里面像有人的姓名" onClose={() => answer(false)}>
      <p>这段话村民都看得到。请改成“某村民”一类的说法；不是姓名，或者本人同意公开的，请逐个勾选。</p>
      {names.map((name) => (
        <label key={name} className="check">
          <input
            type="checkbox"
            checked={looked.includes(name)}
            onChange={(e) => setLooked(e.target.checked ? [...looked, name] : looked.filter((n) => n !== name))}
          />
          <span>“{name}”不是姓名，或者本人同意公开</span>
        </label>
      ))}
      <div className="do">
        <Button type="primary" onClick={() => answer(false)}>
          回去改
        </Button>
        <Button disabled={looked.length < names.length} onClick={() => answer(true)}>
          看过了，照这样公开
        </Button>
      </div>
    </Dialog>
  )
}
