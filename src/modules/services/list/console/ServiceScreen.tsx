/** One service: what it is, its versions in words, and what the county may do with it. */
import { Button } from '../../../../console/parts/Button.tsx'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { go, Link, useAddress } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { useMe } from '../../../../console/me.ts'
import { Entry, Versions } from '../../../../console/versions/Entry.tsx'
import { useWhole } from '../../../../console/versions/kit.ts'
import { exportService } from './files.ts'
import { blankService, copyOf, freeCode } from './newService.ts'
import { PagePreview } from './PagePreview.tsx'
import { ServiceEditor } from './ServiceEditor.tsx'
import { serviceKit, useServices, useSurroundings, type Surroundings } from './useServices.ts'

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
  const source = useWhole(serviceKit, copied)
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
        const start = { ...(source.data ? copyOf(source.data.definition) : blankService), code }
        return (
          <ServiceEditor
            start={{ definition: start, base: start, seenVersion: 0 }}
            around={around}
            onClose={(saved) => go(saved ? `/services/${saved}` : '/services')}
          />
        )
      }}
    </Shown>
  )
}

function One({ code, around }: { code: string; around: Surroundings }) {
  const edits = useMe().data?.may.includes('service.edit') === true
  return (
    <Entry
      kit={serviceKit}
      code={code}
      edits={edits}
      tools={(service) => (
        <>
          <Button onClick={() => go(`/services/new?copy=${service.code}`)}>照着新做一个</Button>
          <Button onClick={() => exportService(service)}>导出</Button>
        </>
      )}
      editor={(start, onClose) => <ServiceEditor start={start} around={around} onClose={onClose} />}
    >
      {(w) => (
        <>
          <Versions versions={w.versions} ended={serviceKit.words.ended} />
          <PagePreview service={w.definition} version={w.version} sound />
        </>
      )}
    </Entry>
  )
}
