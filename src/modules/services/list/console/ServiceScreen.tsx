/** One service: what it is, its versions in words, and what the county may do with it. */
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
import { go, Link, useAddress } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { useMe } from '../../../../console/me.ts'
import { exportService } from './files.ts'
import { keptDraft } from './keeping.ts'
import { blankService, copyOf, freeCode } from './newService.ts'
import { PagePreview } from './PagePreview.tsx'
import { ServiceEditor } from './ServiceEditor.tsx'
import { useServices, useSurroundings, useWhole, type Surroundings, type Whole } from './useServices.ts'

export default function ServiceScreen({ params }: ScreenProps) {
  const code = params.code!
  const around = useSurroundings()
  return (
    <div className="page">
      <p>
        <Link to="/services">办事事项</Link>
      </p>
      <Shown query={around} what="办事事项">
        {(a) => (code === 'new' ? <New around={a} /> : <One key={code} code={code} around={a} />)}
      </Shown>
    </div>
  )
}

function New({ around }: { around: Surroundings }) {
  const me = useMe()
  const copied = useAddress().query.get('copy') ?? ''
  const source = useWhole(copied)
  const services = useServices()
  if (!me.data?.may.includes('service.edit')) return <Nothing>新增办事事项由县管理员办理。</Nothing>
  return (
    <Shown query={services} what="办事事项">
      {({ services: all }) => {
        const code = freeCode(all.map((s) => s.code))
        if (copied !== '' && !source.data)
          return (
            <Shown query={source} what="原来的事项">
              {() => null}
            </Shown>
          )
        const start = { ...(source.data ? copyOf(source.data.service) : blankService), code }
        return (
          <ServiceEditor
            start={{ service: start, base: start, seenVersion: 0 }}
            around={around}
            onClose={(saved) => go(saved ? `/services/${saved}` : '/services')}
          />
        )
      }}
    </Shown>
  )
}

function One({ code, around }: { code: string; around: Surroundings }) {
  const whole = useWhole(code)
  const [editing, setEditing] = useState(false)
  return (
    <Shown query={whole} what="这个事项">
      {(w) =>
        editing ? (
          <ServiceEditor
            start={{ service: w.service, base: w.service, seenVersion: w.version }}
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
  const me = useMe()
  const [ending, setEnding] = useState(false)
  const { service, state } = w
  const edits = me.data?.may.includes('service.edit') === true
  const planned = w.from > w.today
  return (
    <>
      <div className="head">
        <h1>{service.name}</h1>
        {edits && (
          <div className="do">
            <Button type="primary" onClick={onEdit}>
              {state === 'ended' ? '恢复办理' : '修改'}
            </Button>
            <Button onClick={() => go(`/services/new?copy=${service.code}`)}>照着新做一个</Button>
            <Button onClick={() => exportService(service)}>导出</Button>
            {state === 'offered' && (
              <Button danger onClick={() => setEnding(true)}>
                停办
              </Button>
            )}
          </div>
        )}
      </div>
      {edits && keptDraft(service.code) && <Note kind="warn">有没存完的改动。按“修改”接着改。</Note>}
      {planned && (
        <Note>
          第 {w.version} 版从 {sayDay(w.from, true)}起{state === 'ended' ? '停办' : '生效'}，
          {w.versions.length === 1 ? '到那天村民才看得到。' : '到那天以前按上一版办。'}
        </Note>
      )}
      {!planned && state === 'ended' && <Note kind="warn">这一项已经停办，村民看不到。</Note>}
      <Versions versions={w.versions} />
      <PagePreview service={service} version={w.version} sound />
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
            <b>第 {v.version} 版</b>　{sayDay(v.from, true)}起{v.state === 'ended' ? '停办' : ''}
            {'　'}
            <span className="quiet">
              {v.by === '' ? '县里导入' : v.by}，{sayTime(v.madeAt)}
            </span>
            <ul>
              {v.changes.slice(0, 12).map((c) => (
                <li key={c}>{c}</li>
              ))}
              {v.changes.length > 12 && <li>还有 {v.changes.length - 12} 处</li>}
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
      api.services[':code'].end.$post({
        param: { code: w.service.code },
        json: { seenVersion: w.version, from: values['from']!, reason: values['reason']! },
      }),
    )
    tell('存好了。已经受理的照旧办完。')
    await queries.invalidateQueries({ queryKey: ['services'] })
  }
  return (
    <FormDialog
      title={`停办“${w.service.name}”`}
      button="停办"
      about={<p>从那天起村民看不到它，已经受理的照旧办完。以后还能恢复。</p>}
      fields={[
        { key: 'from', label: '从哪天起', type: 'date', start: w.today },
        { key: 'reason', label: '为什么停办', type: 'textarea', max: 200 },
      ]}
      onDone={end}
      onClose={onClose}
    />
  )
}
