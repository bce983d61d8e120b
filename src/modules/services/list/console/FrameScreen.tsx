/**
 * The county's own menus and life events, the hall's general page, and certificates refused beside the national twenty.
 */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { Shown } from '../../../../console/parts/State.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { frameInputSchema, type FrameInput } from '../services.schema.ts'
import { freeKey, moved, replaced, without } from '../../../../console/editor/edit.ts'
import { Lines, TextInput } from '../../../../console/editor/inputs.tsx'
import { MoveButtons } from '../../../../console/editor/Line.tsx'
import { Meanwhile, mergeAndTell, otherIn, type Other } from '../../../../console/versions/Meanwhile.tsx'
import { useSurroundings, type Surroundings } from './useServices.ts'
import { ofWhole } from '../../../../console/whole.ts'

export default function FrameScreen() {
  const around = useSurroundings()
  return (
    <div className="page narrow">
      <h1>办事菜单</h1>
      <p className="quiet">村民按这些菜单和遇到的事来找，办事大厅没有自己写过的村，就用这里统一的。</p>
      <Shown query={around} what="办事菜单">
        {(a) => <Editor around={a} />}
      </Shown>
    </div>
  )
}

const editable = ({ frame: { menus, events, hall, refused } }: Surroundings): FrameInput => ({
  menus,
  events,
  hall,
  refused,
})

function Editor({ around }: { around: Surroundings }) {
  const queries = useQueryClient()
  const [base, setBase] = useState(() => ({ frame: editable(around), version: around.frameVersion }))
  const [frame, setFrame] = useState(base.frame)
  const [error, setError] = useState('')
  const [other, setOther] = useState<Other>()
  const [busy, once] = useBusy()
  const set = (part: Partial<FrameInput>) => setFrame((f) => ({ ...f, ...part }))
  const failed = (e: unknown) => {
    const quicker = otherIn(e)
    if (quicker) setOther(quicker)
    else setError(sentenceOf(e))
  }
  const save = () =>
    once(async () => {
      const parsed = frameInputSchema.safeParse(frame)
      if (!parsed.success) return setError('有的格子还空着，或者写得太长，请检查。')
      setError('')
      await ask(api.services.frame.$post({ json: { frame: parsed.data, seenVersion: base.version } })).then(
        async ({ version }) => {
          tell('存好了，村民马上能看到。')
          setBase({ frame: parsed.data, version })
          await queries.invalidateQueries({ queryKey: ['services'] })
        },
        failed,
      )
    })
  const merge = () =>
    once(async () => {
      const latest = await ask(api.services.surroundings.$get()).catch(failed)
      if (!latest) return
      setFrame(mergeAndTell(base.frame, frame, editable(latest)))
      setBase({ frame: editable(latest), version: latest.frameVersion })
      setOther(undefined)
    })
  return (
    <>
      <Names name="菜单" list={frame.menus} start="menu" onList={(menus) => set({ menus })} />
      <Names name="遇到什么事" list={frame.events} start="event" onList={(events) => set({ events })} />
      <section className="sheet">
        <h2>各村统一的办事大厅</h2>
        <TextInput
          label="在哪里办"
          value={frame.hall.place}
          max={60}
          onValue={(place) => set({ hall: { ...frame.hall, place } })}
        />
        <Lines
          label="什么时候开门"
          value={frame.hall.hours}
          rows={2}
          onValue={(hours) => set({ hall: { ...frame.hall, hours } })}
        />
        <TextInput
          label="什么时候不开"
          hint="可以不写"
          value={frame.hall.closed}
          max={200}
          onValue={(closed) => set({ hall: { ...frame.hall, closed } })}
        />
        <Lines
          label="提醒"
          value={frame.hall.help}
          rows={2}
          onValue={(help) => set({ hall: { ...frame.hall, help } })}
        />
      </section>
      <Refused list={frame.refused} onList={(refused) => set({ refused })} />
      {other && <Meanwhile other={other} busy={busy} onMerge={merge} />}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} disabled={other !== undefined} onClick={() => void save()}>
          存下
        </Button>
      </div>
    </>
  )
}

type Named = FrameInput['menus'][number]

function Names({
  name,
  list,
  start,
  onList,
}: {
  name: string
  list: readonly Named[]
  start: string
  onList: (list: Named[]) => void
}) {
  return (
    <section className="sheet">
      <h2>{name}</h2>
      <ol className="asked-list">
        {list.map((one, i) => (
          <li key={one.code}>
            <div className="asked-line">
              <input
                className="plain-input grow"
                aria-label={`${name}第 ${i + 1} 个`}
                maxLength={20}
                value={one.name}
                onChange={(e) => onList(replaced<Named>(list, i, { name: e.target.value }))}
              />
              <MoveButtons
                name={one.name}
                at={i}
                of={list.length}
                onMove={(by) => onList(moved(list, i, by))}
                onRemove={() => onList(without(list, i))}
              />
            </div>
          </li>
        ))}
      </ol>
      <Button
        onClick={() =>
          onList([
            ...list,
            {
              code: freeKey(
                list.map((l) => l.code),
                start,
              ),
              name: '',
            },
          ])
        }
      >
        加一个
      </Button>
    </section>
  )
}

type RefusedOne = FrameInput['refused'][number]

function Refused({ list, onList }: { list: readonly RefusedOne[]; onList: (list: RefusedOne[]) => void }) {
  const set = (i: number, part: Partial<RefusedOne>) => onList(replaced<RefusedOne>(list, i, part))
  return (
    <section className="sheet">
      <h2>{ofWhole('本县另外不开的证明')}</h2>
      <p className="quiet">国家定的 20 种已经在里面，不能减。写在这里的，也做不成办事事项，村民会看到该找谁。</p>
      {list.map((r, i) => (
        <fieldset key={i} className="plain-set">
          <legend className="label">第 {i + 1} 种</legend>
          <TextInput label="证明名称" value={r.name} max={40} onValue={(name) => set(i, { name })} />
          <TextInput label="该找谁" value={r.competent} max={60} onValue={(competent) => set(i, { competent })} />
          <TextInput label="怎么办" value={r.how} max={200} onValue={(how) => set(i, { how })} />
          <button type="button" className="plain" onClick={() => onList(without(list, i))}>
            去掉第 {i + 1} 种
          </button>
        </fieldset>
      ))}
      <Button onClick={() => onList([...list, { name: '', competent: '', how: '' }])}>加一种</Button>
    </section>
  )
}
