/** The county's services: what is offered, what is planned, what has ended; the way to a new one. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { FromFile } from '../../../../console/parts/FromFile.tsx'
import { Shown } from '../../../../console/parts/State.tsx'
import { go, Link } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'
import { versionColumns } from '../../../../console/versions/columns.ts'
import { keepDraft } from '../../../../console/versions/useDraft.ts'
import { handlings, natureOf, natures, type Nature, type Step } from '../services.schema.ts'
import { readService } from './files.ts'
import { blankService } from './newService.ts'
import { serviceKit, useServices, type ServiceLine } from './useServices.ts'

const states = { offered: '在办', planned: '还没开始', ended: '停办' } as const

export default function Services() {
  const services = useServices()
  const me = useMe()
  const edits = me.data?.may.includes('service.edit') === true
  const [state, setState] = useState<keyof typeof states | ''>('offered')
  const [nature, setNature] = useState<Nature | ''>('')
  const [atOnce, setAtOnce] = useState(false)
  return (
    <div className="page">
      <div className="head">
        <h1>办事事项</h1>
        {edits && (
          <div className="do">
            <Button type="primary" onClick={() => go('/services/new')}>
              新增事项
            </Button>
            <FromFile
              button="从文件导入"
              label="选事项文件"
              onText={(text) => begin(text, services.data?.services.map((s) => s.code) ?? [])}
            />
          </div>
        )}
      </div>
      <Shown query={services} what="办事事项">
        {({ services: all, menus }) => (
          <DataTable
            name="办事事项"
            rows={all.filter(
              (s) =>
                (state === '' || s.state === state || (state === 'offered' && s.state === 'planned')) &&
                (nature === '' || natureOf(s.listed) === nature) &&
                (!atOnce || s.listed.atOnce === true),
            )}
            keyOf={(s) => s.code}
            empty="还没有这样的事项。"
            columns={[
              { name: '编码', value: (s) => s.code },
              {
                name: '事项',
                main: true,
                value: (s) => s.name,
                wide: true,
                show: (s) => <Link to={`/services/${s.code}`}>{s.name}</Link>,
              },
              { name: '菜单', value: (s) => menus.find((m) => m.code === s.listed.menu)?.name ?? s.listed.menu },
              { name: '类别', value: (s) => natures[natureOf(s.listed)] },
              { name: '办理方式', value: (s) => handlings[s.listed.handling] },
              { name: '即办', value: (s) => (s.listed.atOnce ? '即办' : '') },
              { name: '经过哪几级', value: levels },
              { name: '负责单位', value: (s) => s.listed.competent.name },
              ...versionColumns(states),
            ]}
            filters={
              <>
                <label>
                  类别
                  <select value={nature} onChange={(e) => setNature(e.target.value as typeof nature)}>
                    <option value="">全部</option>
                    {Object.entries(natures).map(([k, name]) => (
                      <option key={k} value={k}>
                        {name}
                      </option>
                    ))}
                  </select>
                </label>
                <label className="check">
                  <input type="checkbox" checked={atOnce} onChange={(e) => setAtOnce(e.target.checked)} />
                  <span>只看即办</span>
                </label>
                <label>
                  状态
                  <select value={state} onChange={(e) => setState(e.target.value as typeof state)}>
                    <option value="">全部</option>
                    {Object.entries(states).map(([k, name]) => (
                      <option key={k} value={k}>
                        {name}
                      </option>
                    ))}
                  </select>
                </label>
              </>
            }
            seldom
            actions={(s) => (
              <Button size="small" onClick={() => go(`/services/${s.code}`)} aria-label={`打开 ${s.name}`}>
                打开
              </Button>
            )}
          />
        )}
      </Shown>
    </div>
  )
}

const short: Record<Step['level'], string> = { village: '村', township: '乡镇', county: '县', city: '市' }
const levels = (s: ServiceLine): string =>
  (Object.keys(short) as Step['level'][])
    .filter((l) => (s.levels as Step['level'][]).includes(l))
    .map((l) => short[l])
    .join('、')

/** A service that was exported, here or elsewhere, begins a draft: a new one where its code is not taken. */
function begin(text: string, codes: readonly string[]) {
  const service = readService(text)
  if (codes.includes(service.code))
    throw new Error(`编码 ${service.code} 已经有了。要用文件里的内容改它，请打开这一项，按“修改”，再按“导入”。`)
  keepDraft(serviceKit, '', { definition: service, base: blankService, seenVersion: 0 })
  go('/services/new')
}
