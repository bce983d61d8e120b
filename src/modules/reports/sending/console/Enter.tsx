/**
 * What a villager tells on the telephone, on a visit, in a letter or at the door is written down here; the receipt is
 * printed for them.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ApiError, ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { PlaceField } from '../../../../console/parts/PlaceField.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { useMe } from '../../../../console/me.ts'
import { newKey } from '../../../../kernel/newKey.ts'
import { reportKinds, shows, type ReportKind } from '../../reports.schema.ts'
import type { Paper } from '../../handling/console/PaperField.tsx'
import { Consent } from './Consent.tsx'
import { EntryFiles } from './EntryFiles.tsx'
import { Receipt, type Made } from './Receipt.tsx'
import { ofWhole } from '../../../../console/whole.ts'

const sources = { phone: '电话', visit: '来访', letter: '来信', agent: '代办员上门代报' } as const
const empty = {
  place: '',
  channel: 'phone',
  kind: 'trouble',
  text: '',
  spot: '',
  name: '',
  phone: '',
  show: 'handlers',
  about: '',
}

export default function Enter() {
  const [made, setMade] = useState<Made>()
  return (
    <div className="page narrow">
      {made ? <Receipt made={made} onNext={() => setMade(undefined)} /> : <Form onMade={setMade} />}
    </div>
  )
}

function Form({ onMade }: { onMade: (made: Made) => void }) {
  const me = useMe()
  const only = me.data?.posts.length === 1 && me.data.posts[0]!.level === 'village' ? me.data.posts[0]! : undefined
  const [v, setV] = useState({ ...empty, place: only?.slug ?? '' })
  const [key] = useState(newKey)
  const [consent, setConsent] = useState<Promise<Paper>>()
  const [error, setError] = useState('')
  const [danger, setDanger] = useState<Danger>()
  const [called, setCalled] = useState(false)
  const [number, setNumber] = useState('')
  const [meant, setMeant] = useState(false)
  const [busy, once] = useBusy()
  const set = (k: keyof typeof empty) => (e: { target: { value: string } }) => setV({ ...v, [k]: e.target.value })
  const post = async () => {
    const paper = await consent
    return ask(
      api.reports.$post({
        json: {
          ...v,
          channel: v.channel as 'phone',
          key,
          ...(paper ? { consent: paper } : {}),
          ...(called ? { urgent: 'seen' as const } : {}),
          ...(meant ? { numbers: 'seen' as const } : {}),
        },
      }),
    )
  }
  const refused = (e: unknown) => {
    const told = e instanceof ApiError ? (e.details as (Partial<Danger> & { number?: string }) | undefined) : undefined
    if (told?.calls) setDanger({ say: sentenceOf(e), calls: told.calls })
    if (told?.number) setNumber(sentenceOf(e))
    setError(told?.calls || told?.number ? '' : sentenceOf(e))
  }
  const send = () => once(() => post().then(onMade, refused))
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault()
        void send()
      }}
      noValidate
    >
      <h1>登记村民反映</h1>
      <p className="quiet">登记后和村民自己在网上反映的一样办理、一样计时。</p>
      <PlaceField
        label={ofWhole('哪个村（或乡镇、县里的事）')}
        value={v.place}
        {...(only ? { named: only.region } : {})}
        levels={['village', 'township', 'county']}
        onValue={(place) => setV({ ...v, place })}
      />
      <label className="field">
        <span>怎么来的</span>
        <select className="plain-input" value={v.channel} onChange={set('channel')}>
          {Object.entries(sources).map(([k, n]) => (
            <option key={k} value={k}>
              {n}
            </option>
          ))}
        </select>
      </label>
      {v.channel === 'agent' && <Consent onConsent={setConsent} />}
      <label className="field">
        <span>哪一种</span>
        <select className="plain-input" value={v.kind} onChange={set('kind')}>
          {Object.entries(reportKinds).map(([k, n]) => (
            <option key={k} value={k}>
              {n}
            </option>
          ))}
        </select>
      </label>
      {(v.kind as ReportKind) === 'person' && (
        <>
          <Note kind="warn">反映干部违纪违法，请告诉村民拨打 12388，不要在这里登记。</Note>
          <label className="field">
            <span>投诉谁，或者哪个单位</span>
            <input className="plain-input" maxLength={100} value={v.about} onChange={set('about')} />
          </label>
        </>
      )}
      <label className="field">
        <span>说了什么</span>
        <textarea className="plain-input" rows={6} maxLength={5_000} value={v.text} onChange={set('text')} />
      </label>
      {danger && <CallFirst danger={danger} called={called} onCalled={setCalled} />}
      {number !== '' && (
        <Note kind="warn" role="alert">
          <p>
            <b>{number}</b>
          </p>
          <label className="check">
            <input type="checkbox" checked={meant} onChange={(e) => setMeant(e.target.checked)} />
            <span>确实要写，继续登记</span>
          </label>
        </Note>
      )}
      <EntryFiles formKey={key} letter={v.channel === 'letter'} />
      <label className="field">
        <span>
          在哪里<span className="hint">　例如：三组路口</span>
        </span>
        <input className="plain-input" maxLength={100} value={v.spot} onChange={set('spot')} />
      </label>
      <label className="field">
        <span>
          村民姓名<span className="hint">　可以不写，只有办理的人看得到</span>
        </span>
        <input className="plain-input" maxLength={40} value={v.name} onChange={set('name')} />
      </label>
      <label className="field">
        <span>
          联系电话<span className="hint">　可以不写</span>
        </span>
        <input className="plain-input" inputMode="tel" maxLength={30} value={v.phone} onChange={set('phone')} />
      </label>
      <label className="field">
        <span>给谁看</span>
        <select className="plain-input" value={v.show} onChange={set('show')}>
          {Object.entries(shows).map(([k, n]) => (
            <option key={k} value={k}>
              {n}
            </option>
          ))}
        </select>
      </label>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" htmlType="submit" loading={busy}>
          登记
        </Button>
      </div>
    </form>
  )
}

type Danger = { say: string; calls: readonly { phone: string; what: string }[] }

/** Danger to life: numbers to call, and a tick that somebody has; what was typed stays. */
function CallFirst({
  danger,
  called,
  onCalled,
}: {
  danger: Danger
  called: boolean
  onCalled: (yes: boolean) => void
}) {
  return (
    <Note kind="wrong" role="alert">
      <p>
        <b>{danger.say}</b>
      </p>
      <p className="do">
        {danger.calls.map((c) => (
          <a key={c.phone} href={`tel:${c.phone}`}>
            {c.phone} {c.what}
          </a>
        ))}
      </p>
      <label className="check">
        <input type="checkbox" checked={called} onChange={(e) => onCalled(e.target.checked)} />
        <span>已经打过电话，继续登记</span>
      </label>
    </Note>
  )
}
