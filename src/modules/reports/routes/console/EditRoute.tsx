/** A rule is made or changed: where, what, which words, and to whom it leads. Nothing typed is lost by a refusal. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { PlaceField } from '../../../../console/parts/PlaceField.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { Units, type Unit } from '../../../../console/parts/Units.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { api } from '../../client.ts'
import { reportKinds } from '../../reports.schema.ts'
import { ruleCategories, ruleKinds } from '../rules.ts'
import type { Route } from './Routes.tsx'
import { ofWhole } from '../../../../console/whole.ts'

export function EditRoute({
  route,
  onClose,
  onDone,
}: {
  route: Route | undefined
  onClose: () => void
  onDone: (said: string) => Promise<void>
}) {
  const [name, setName] = useState(route?.name ?? '')
  const [area, setArea] = useState(route?.area?.slug ?? '')
  const [picking, setPicking] = useState(false)
  const [units, setUnits] = useState<Unit[]>(route?.units ?? [])
  const [kinds, setKinds] = useState(ruleKinds.filter((k) => route?.kinds.includes(k)))
  const [chosen, setChosen] = useState(ruleCategories.filter((k) => route?.categories.includes(k)))
  const [words, setWords] = useState(route?.words.join('、') ?? '')
  const [copies, setCopies] = useState(route?.copies ?? false)
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const send = () =>
    once(() => {
      const json = {
        name,
        area: area === '' ? null : area,
        kinds,
        categories: chosen,
        words: wordsOf(words),
        units: units.map((u) => u.slug),
        copies,
      }
      const sent = route
        ? ask(
            api['report-routes'][':id'].change.$post({
              param: { id: route.id },
              json: { ...json, version: route.version },
            }),
          )
        : ask(api['report-routes'].$post({ json }))
      return sent.then(
        async () => {
          await onDone('已存好。试一试以后再启用。')
          onClose()
        },
        (e: unknown) => setError(sentenceOf(e)),
      )
    })
  return (
    <Dialog title={route ? `改“${route.name}”` : '加一条规则'} onClose={onClose}>
      {route?.on && (
        <Note kind="warn">
          <p>这条规则正在用。改了就先停下，要重新试一试、再启用。</p>
        </Note>
      )}
      <label className="field">
        <span>名称</span>
        <input className="plain-input" maxLength={40} value={name} onChange={(e) => setName(e.target.value)} />
      </label>
      <Units units={units} levels={['bureau', 'township', 'village']} onUnits={setUnits} />
      {area === '' && !picking ? (
        <div className="field">
          <span className="label">管哪里</span>
          <p>
            {ofWhole('全县')}
            <button type="button" className="plain" onClick={() => setPicking(true)}>
              只管一个乡镇或者村
            </button>
          </p>
        </div>
      ) : (
        <>
          <PlaceField
            label="管哪里（和它下面的地方）"
            value={area}
            named={route?.area?.name ?? ''}
            levels={['township', 'village']}
            onValue={setArea}
          />
          <button type="button" className="plain" onClick={() => (setArea(''), setPicking(false))}>
            {ofWhole('改成管全县')}
          </button>
        </>
      )}
      <Boxes
        legend="哪一种（可以不选）"
        all={ruleKinds}
        said={(k) => reportKinds[k]}
        chosen={kinds}
        onChosen={setKinds}
      />
      <Boxes legend="哪些类别（可以不选）" all={ruleCategories} said={(k) => k} chosen={chosen} onChosen={setChosen} />
      <label className="field">
        <span>写了哪些词（可以不写，最多 20 个，用逗号或顿号分开，有一个就算）</span>
        <textarea
          className="plain-input"
          rows={2}
          maxLength={500}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </label>
      <label className="check">
        <input type="checkbox" checked={copies} onChange={(e) => setCopies(e.target.checked)} />
        <span>不交办，只抄送给这些单位（登记类别后自动抄送，只能看）</span>
      </label>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void send()}>
          存好
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </Dialog>
  )
}

/** A phrase keeps its blanks; commas of either width, 、 ； and line ends part them. */
const wordsOf = (typed: string): string[] =>
  typed
    .split(/[、，,；;\n]/u)
    .map((w) => w.trim())
    .filter((w) => w !== '')

function Boxes<K extends string>({
  legend,
  all,
  said,
  chosen,
  onChosen,
}: {
  legend: string
  all: readonly K[]
  said: (k: K) => string
  chosen: K[]
  onChosen: (chosen: K[]) => void
}) {
  return (
    <fieldset className="plain-set">
      <legend className="label">{legend}</legend>
      {all.map((k) => (
        <label key={k} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(k)}
            onChange={(e) => onChosen(e.target.checked ? [...chosen, k] : chosen.filter((x) => x !== k))}
          />
          <span>{said(k)}</span>
        </label>
      ))}
    </fieldset>
  )
}
