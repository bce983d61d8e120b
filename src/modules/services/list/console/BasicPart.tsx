/** What the service is called, where it is found, who may apply and who answers for it. */
import { domains, handlings, identities, natureOf, natures, villageItself, type Service } from '../services.schema.ts'
import { Check, entries, Lines, Select, TextInput } from '../../../../console/editor/inputs.tsx'
import type { Surroundings } from './useServices.ts'

export type PartProps = { d: Service; around: Surroundings; set: (part: Partial<Service>) => void }

export function BasicPart({ d, around, set, isNew }: PartProps & { isNew: boolean }) {
  const { menus, events } = around.frame
  const tick = (code: string, on: boolean) =>
    set({ events: on ? [...d.events, code] : d.events.filter((e) => e !== code) })
  return (
    <section className="sheet">
      <h2>基本情况</h2>
      <div className="side-by-side roomy">
        {isNew && (
          <TextInput
            label="编码"
            hint="大写字母开头，存下以后不能改"
            value={d.code}
            max={16}
            onValue={(code) => set({ code: code.trim() })}
          />
        )}
        <TextInput label="名称" value={d.name} max={40} onValue={(name) => set({ name })} />
        <Select
          label="菜单"
          value={d.menu}
          options={menus.map((m) => [m.code, m.name])}
          onValue={(menu) => set({ menu })}
        />
        <Select label="领域" value={d.domain} options={entries(domains)} onValue={(domain) => set({ domain })} />
        <Select label="类别" value={natureOf(d)} options={entries(natures)} onValue={(nature) => set({ nature })} />
        <Select
          label="办理方式"
          value={d.handling}
          options={entries(handlings)}
          onValue={(handling) => set({ handling })}
        />
        <Select
          label="申请人的身份怎么核对"
          value={d.identity}
          options={entries(identities)}
          onValue={(identity) => set({ identity })}
        />
        <Competent d={d} around={around} set={set} />
      </div>
      <Check label="常办的，列在前面" value={d.often} onValue={(often) => set({ often })} />
      <Check
        label="即办：人在柜台等着，村里当天办完"
        hint="步骤都在村里，没有公示、联审、入户和评议"
        value={d.atOnce ?? false}
        onValue={(atOnce) => set({ atOnce: atOnce ? true : undefined })}
      />
      <fieldset className="plain-set">
        <legend className="label">遇到什么事会来办（可以不选）</legend>
        <div className="check-row">
          {events.map((e) => (
            <Check key={e.code} label={e.name} value={d.events.includes(e.code)} onValue={(on) => tick(e.code, on)} />
          ))}
        </div>
      </fieldset>
      <Lines label="谁可以办" hint="一行一条，写给村民看" value={d.who} onValue={(who) => set({ who })} />
      <Lines
        label="村民平时怎么叫它"
        hint="一行一个，用来搜索，例如“低保”"
        rows={2}
        value={d.also}
        onValue={(also) => set({ also })}
      />
      <Lines
        label="提醒"
        hint="一行一条，写在告知单上，可以不写"
        rows={2}
        value={d.notes}
        onValue={(notes) => set({ notes })}
      />
      <TextInput
        label="依据和来源"
        hint="文件名和文号"
        value={d.source}
        max={500}
        onValue={(source) => set({ source })}
      />
      <Lines
        label="还没有核定的"
        hint="一行一条，会写明给村民看，例如“承诺期限是暂定的”"
        rows={2}
        value={d.assumed}
        onValue={(assumed) => set({ assumed })}
      />
    </section>
  )
}

const another = '·'

function Competent({ d, around, set }: PartProps) {
  const { dept, name } = d.competent
  const choose = (code: string) =>
    set({
      competent:
        code === another
          ? { name: '' }
          : code === villageItself
            ? { dept: code, name: '村民委员会' }
            : { dept: code, name: around.bureaux.find((b) => b.code === code)?.name ?? '' },
    })
  return (
    <>
      <Select
        label="负责单位"
        value={dept ?? another}
        options={[
          [villageItself, '村民委员会'],
          ...around.bureaux.map((b) => [b.code, b.name] as const),
          [another, '别的单位（只写名称）'],
        ]}
        onValue={choose}
      />
      {dept === undefined && (
        <TextInput label="单位名称" value={name} max={40} onValue={(next) => set({ competent: { name: next } })} />
      )}
    </>
  )
}
