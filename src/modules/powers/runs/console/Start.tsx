/** Starting a run: which power, what about, how much; the steps that follow are shown before the press. */
import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState, type FormEvent } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { Shown } from '../../../../console/parts/State.tsx'
import { tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { go, Link } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'
import { newKey } from '../../../../kernel/newKey.ts'
import { bandOf } from '../../list/bands.ts'
import { useWrong } from './useWrong.ts'

export default function Start() {
  const me = useMe()
  const powers = useQuery({ queryKey: ['powers'], queryFn: () => ask(api.powers.$get()).then((a) => a.powers) })
  const villages = [
    ...new Map((me.data?.posts ?? []).filter((p) => p.level === 'village').map((p) => [p.slug, p.region])).entries(),
  ]
  return (
    <div className="page narrow">
      <p>
        <Link to="/powers/runs">权力办理</Link>
      </p>
      <h1>发起一件</h1>
      <p>发起以后，村民马上看得到。每办一步记一步，要公开的由系统写好公开稿。</p>
      <Shown query={powers} what="权力清单">
        {(list) => <StartForm powers={list} villages={villages} />}
      </Shown>
    </div>
  )
}

type Listed = InferResponseType<typeof api.powers.$get, 200>['powers'][number]

function StartForm({
  powers,
  villages,
}: {
  powers: readonly Listed[]
  villages: readonly (readonly [string, string])[]
}) {
  const [form, setForm] = useState(() => ({
    place: villages[0]?.[0] ?? '',
    power: '',
    title: '',
    about: '',
    amount: '',
    key: newKey(),
  }))
  const wrong = useWrong()
  const [busy, once] = useBusy()
  const power = powers.find((p) => p.code === form.power)
  const banded = power?.amount && form.amount !== '' ? bandOf(power, Number(form.amount)) : undefined
  const steps = power?.steps.filter(
    (s) => s.bands.length === 0 || (banded && 'band' in banded && s.bands.includes(banded.band)),
  )
  const set = (more: Partial<typeof form>) => {
    wrong.clear()
    setForm({ ...form, ...more })
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!power) return wrong.is('请选是哪一项权力。', 'power')
    await once(() =>
      ask(api.powers.runs.$post({ json: form })).then((made) => {
        tell('已经发起，村民看得到了。')
        go(`/powers/runs/${made.id}`)
      }, wrong.told),
    )
  }
  return (
    <form ref={wrong.form} className="sheet" onSubmit={(e) => void send(e)} noValidate>
      {villages.length > 1 && (
        <label className="field">
          <span>哪个村</span>
          <select className="plain-input" value={form.place} onChange={(e) => set({ place: e.target.value })}>
            {villages.map(([slug, name]) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span>按哪一项权力</span>
        <select
          className="plain-input"
          aria-invalid={wrong.wrongAt('power')}
          value={form.power}
          onChange={(e) => set({ power: e.target.value, amount: '' })}
        >
          <option value="">请选择</option>
          {powers
            .filter((p) => p.where === 'run')
            .map((p) => (
              <option key={p.code} value={p.code}>
                {p.name}
              </option>
            ))}
        </select>
      </label>
      <label className="field">
        <span>
          办的是哪一件事{' '}
          <span className="hint">
            {power?.person ? '关于个人，只给办理的人看' : '村民看到的标题，不要写人名和电话，例如：村口到渡口道路硬化'}
          </span>
        </span>
        <input
          className="plain-input"
          maxLength={40}
          aria-invalid={wrong.wrongAt('title')}
          value={form.title}
          onChange={(e) => set({ title: e.target.value })}
        />
      </label>
      {power?.amount && (
        <label className="field">
          <span>
            {power.amount.name}（元） <span className="hint">金额决定要走哪些步骤</span>
          </span>
          <input
            className="plain-input"
            inputMode="decimal"
            maxLength={13}
            aria-invalid={wrong.wrongAt('amount')}
            value={form.amount}
            onChange={(e) => set({ amount: e.target.value.replaceAll(/[,，\s]/g, '') })}
          />
        </label>
      )}
      {banded && 'refused' in banded && (
        <Note kind="wrong" role="alert">
          {banded.refused}
        </Note>
      )}
      <label className="field">
        <span>
          说明 <span className="hint">可以不填</span>
        </span>
        <textarea
          className="plain-input"
          rows={3}
          maxLength={300}
          value={form.about}
          onChange={(e) => set({ about: e.target.value })}
        />
      </label>
      {power && steps && !(power.amount && !banded) && steps.length > 0 && (
        <Note>
          <b>要走 {steps.length} 步：</b>
          {steps.map((s) => s.name).join(' → ')}
        </Note>
      )}
      {wrong.say && (
        <Note kind="wrong" role="alert">
          {wrong.say}
        </Note>
      )}
      <Button type="primary" htmlType="submit" loading={busy}>
        发起
      </Button>
    </form>
  )
}
