/** One power of the list: its versions in words, its steps, and what the county may do with it. */
import { units } from '../../../../kernel/versions/limits.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { go, Link } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { useMe } from '../../../../console/me.ts'
import { Entry, Versions } from '../../../../console/versions/Entry.tsx'
import { handNames, type Power } from '../powers.schema.ts'
import { blankPower } from './newPower.ts'
import { PowerEditor } from './PowerEditor.tsx'
import { powerKit, useAround, type Around } from './useList.ts'

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
      start={{ definition: blankPower, base: blankPower, seenVersion: 0 }}
      around={around}
      onClose={(saved) => go(saved ? `/power-list/${saved}` : '/power-list')}
    />
  )
}

function One({ code, around }: { code: string; around: Around }) {
  const edits = useMe().data?.may.includes('power.edit') === true
  return (
    <Entry
      kit={powerKit}
      code={code}
      edits={edits}
      editor={(start, onClose) => <PowerEditor start={start} around={around} onClose={onClose} />}
    >
      {(w) => (
        <>
          <Steps power={w.definition} />
          <Versions versions={w.versions} ended={powerKit.words.ended} />
        </>
      )}
    </Entry>
  )
}

function Steps({ power }: { power: Power }) {
  return (
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
  )
}
