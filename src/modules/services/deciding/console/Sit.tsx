/**
 * An agent fills in for a villager: the service, the villager if the register knows them, consent; then the same form
 * that villagers have.
 */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask, formOf } from '../../../../console/client.ts'
import { api as residentsApi } from '../../../residents/client.ts'
import { api } from '../../client.ts'
import { Check } from '../../../../console/editor/inputs.tsx'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { useMe } from '../../../../console/me.ts'
import { Recorder } from '../../../../console/parts/Recorder.tsx'
import { consents, type Consent } from '../applications.schema.ts'
import { useServices } from './useApplication.ts'

export function Sit({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const village = me.data?.posts.find((p) => p.level === 'village')
  const services = useServices()
  const [service, setService] = useState('')
  const [find, setFind] = useState('')
  const [who, setWho] = useState<{ id: string; name: string }>()
  const [again, setAgain] = useState(false)
  const [consent, setConsent] = useState<Consent>()
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const people = useQuery({
    queryKey: ['residents', village?.slug, find],
    enabled: find.trim().length >= 2 && me.data?.may.includes('resident.see') === true,
    queryFn: () =>
      ask(residentsApi.residents.$get({ query: { place: village!.slug, q: find.trim() } })).then((a) => a.people),
  })
  const keep = (kind: Consent['kind'], file: File) =>
    ask(api['application-papers'].$post({}, formOf({ file }))).then(
      ({ sha256, name }) => setConsent({ kind, sha256, name }),
      (e: unknown) => setError(sentenceOf(e)),
    )
  const begin = () =>
    once(async () => {
      if (!village) return setError('只有村里的岗位能替村民申请。')
      if (service === '') return setError('请选要办的事。')
      if (!consent) return setError('请先录下村民的同意，或者上传签字、照片。')
      await ask(
        api.applications.sit.$post({
          json: {
            village: village.slug,
            service,
            consent,
            again: again && who !== undefined,
            ...(who ? { resident: who.id } : {}),
          },
        }),
      ).then(
        (a) => {
          window.location.href = a.href
        },
        (e: unknown) => setError(sentenceOf(e)),
      )
    })
  return (
    <Dialog wide title="替村民申请" onClose={onClose}>
      <label className="field">
        <span>办什么事</span>
        <select className="plain-input" value={service} onChange={(e) => setService(e.target.value)}>
          <option value="">请选择</option>
          {(services.data ?? []).map((s) => (
            <option key={s.code} value={s.code}>
              {s.name}
            </option>
          ))}
        </select>
      </label>
      {services.error && <Note kind="wrong">{sentenceOf(services.error)}</Note>}
      <label className="field">
        <span>
          村民是谁<span className="hint">　写姓名、户号或身份证号；名册里有的，会先填好能填的。没有可以不选</span>
        </span>
        <input
          className="plain-input"
          type="search"
          maxLength={40}
          value={who ? who.name : find}
          onChange={(e) => {
            setWho(undefined)
            setFind(e.target.value)
          }}
        />
      </label>
      {!who && find.trim().length >= 2 && (
        <ul className="rows pick">
          {(people.data ?? []).slice(0, 8).map((p) => (
            <li key={p.id}>
              <button type="button" className="row" onClick={() => setWho({ id: p.id, name: p.name })}>
                <b>{p.name}</b>
                <span className="quiet grow">
                  {p.household} 户　{p.relation}
                </span>
              </button>
            </li>
          ))}
          {people.data?.length === 0 && <li className="quiet">名册里没有找到，可以接着填。</li>}
        </ul>
      )}
      {who && (
        <Check
          label="照他上次办这件事的填好"
          hint="变了的再改；照片可以用以前交过的，签名重新签"
          value={again}
          onValue={setAgain}
        />
      )}
      <fieldset className="plain-set">
        <legend className="label">村民同意代办（选一样）</legend>
        <p className="quiet">录音时请村民说：“我是某某，同意代办员替我申请这件事。”</p>
        <Recorder
          label={consent?.kind === 'voice' ? '重新录音' : '录一句话'}
          onVoice={(file) => void keep('voice', file)}
        />
        <label className="field">
          <span>或者上传签字、照片</span>
          <input
            type="file"
            accept="image/*,application/pdf"
            onChange={(e) => {
              const file = e.target.files?.[0]
              if (file) void keep('signature', file)
            }}
          />
        </label>
        {consent && (
          <p role="status">
            已收到：{consents[consent.kind]}（{consent.name}）
          </p>
        )}
      </fieldset>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void begin()}>
          开始填表
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </Dialog>
  )
}
