/** One power of the list: its versions in words, its steps, and what the county may do with it. */
import { units } from '../../../../kernel/versions/limits.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayDay, sayTime } from '../../../../console/parts/say.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { tell } from '../../../../console/parts/tell.tsx'
import { go, Link } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { useMe } from '../../../../console/me.ts'
import { handNames } from '../powers.schema.ts'
import { blankPower, keptDraft } from './draft.ts'
import { PowerEditor } from './PowerEditor.tsx'
import { useAround, useWhole, type Around, type Whole } from './useList.ts'

export default function PowerScreen({ params }: ScreenProps) {
  const code = params['code']!
  const around = useAround()
  return (
    <div className="page">
      <p>
        <Link to="/power-list">权力清单</Link>
      </p>
      <Shown query={around} what="权力清单">
        {(a) => (code === 'new' ? <New around={a} /> : <One key={code} code={code} around={a} />)}
      </Shown>
    </div>
  )
}

function New({ around }: { around: Around }) {
  if (!useMe().data?.may.includes('power.edit')) return <Nothing>新列权力由县管理员办理。</Nothing>
  return (
    <PowerEditor
      start={{ power: blankPower, base: blankPower, seenVersion: 0 }}
      around={around}
      onClose={(saved) => go(saved ? `/power-list/${saved}` : '/power-list')}
    />
  )
}

function One({ code, around }: { code: string; around: Around }) {
  const whole = useWhole(code)
  const [editing, setEditing] = useState(false)
  return (
    <Shown query={whole} what="这项权力">
      {(w) =>
        editing ? (
          <PowerEditor
            start={{ power: w.power, base: w.power, seenVersion: w.version }}
            around={around}
            onClose={() => setEditing(false)}
          />
        ) : (
          <View w={w} onEdit={() => setEditing(true)} />
        )
      }
    </Shown>
  )
}

function View({ w, onEdit }: { w: Whole; onEdit: () => void }) {
  const edits = useMe().data?.may.includes('power.edit') === true
  const [ending, setEnding] = useState(false)
  const { power, state } = w
  const planned = w.from > w.today
  return (
    <>
      <div className="head">
        <h1>{power.name}</h1>
        {edits && (
          <div className="do">
            <Button type="primary" onClick={onEdit}>
              {state === 'ended' ? '重新列入' : '修改'}
            </Button>
            {state === 'inForce' && (
              <Button danger onClick={() => setEnding(true)}>
                不再列入
              </Button>
            )}
          </div>
        )}
      </div>
      {edits && keptDraft(power.code) && <Note kind="warn">有没存完的改动。按“修改”接着改。</Note>}
      {planned && (
        <Note>
          第 {w.version} 版从 {sayDay(w.from, true)}起{state === 'ended' ? '不再列入' : '生效'}，到那天以前按上一版办。
        </Note>
      )}
      {!planned && state === 'ended' && <Note kind="warn">这一项已经不在清单里，不能再发起。</Note>}
      <section className="sheet">
        <h2>步骤</h2>
        <ol className="asked-list">
          {power.steps.map((s, i) => (
            <li key={s.key}>
              <b>
                {i + 1}. {s.name}
              </b>
              {'　'}
              {s.who}
              {s.limit && `，${s.limit.value} ${units[s.limit.unit]}内`}
              {s.people === 2 && '，要两个人'}
              {'　'}
              <span className="quiet">
                {s.hands.map((h) => handNames[h]).join('、')}记
                {s.bands.length > 0 &&
                  power.amount &&
                  `，只用于 ${power.amount.bands
                    .filter((b) => s.bands.includes(b.key))
                    .map((b) => b.name)
                    .join('、')}`}
              </span>
            </li>
          ))}
        </ol>
        <p>
          <a href={`/powers/${power.code}`} target="_blank" rel="noreferrer">
            村民看到的页面
          </a>
        </p>
      </section>
      <Versions versions={w.versions} />
      {ending && <Ending w={w} onClose={() => setEnding(false)} />}
    </>
  )
}

function Versions({ versions }: Pick<Whole, 'versions'>) {
  return (
    <section className="sheet">
      <h2>版本</h2>
      <ul className="version-list">
        {versions.map((v) => (
          <li key={v.version}>
            <b>第 {v.version} 版</b>　{sayDay(v.from, true)}起{v.state === 'ended' ? '不再列入' : ''}
            {'　'}
            <span className="quiet">
              {v.by === '' ? '县里导入' : v.by}，{sayTime(v.madeAt)}
              {v.open > 0 && `，还有 ${v.open} 件按这一版在办`}
            </span>
            <ul>
              {v.changes.map((c) => (
                <li key={c}>{c}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Ending({ w, onClose }: { w: Whole; onClose: () => void }) {
  const queries = useQueryClient()
  const end = async (values: Record<string, string>) => {
    await ask(
      api['power-list'][':code'].end.$post({
        param: { code: w.power.code },
        json: { seenVersion: w.version, from: values['from']!, reason: values['reason']! },
      }),
    )
    tell('存好了。正在办的照旧办完。')
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['power-list'] }),
      queries.invalidateQueries({ queryKey: ['powers'] }),
    ])
  }
  return (
    <FormDialog
      title={`“${w.power.name}”不再列入清单`}
      button="不再列入"
      about={<p>从那天起不能再发起，正在办的照旧办完。以后还能重新列入。</p>}
      fields={[
        { key: 'from', label: '从哪天起', type: 'date', start: w.today },
        { key: 'reason', label: '为什么', type: 'textarea', max: 200 },
      ]}
      onDone={end}
      onClose={onClose}
    />
  )
}
