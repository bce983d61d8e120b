/** Checks over several answers, chosen from lists; a rule that somebody wrote by hand is shown as it stands. */
import { Button } from '../../../../../console/parts/Button.tsx'
import type { AskedForm } from '../../../../../kernel/asked/asked.schema.ts'
import { columnsOf, isFile, isNumeric, isRows, placedFields } from '../../../../../kernel/asked/fields.ts'
import { replaced, without } from '../../../../../console/editor/edit.ts'
import { TextInput } from '../../../../../console/editor/inputs.tsx'

type Check = AskedForm['checks'][number]
type Props = { form: AskedForm; onChecks: (checks: Check[]) => void }

const compares = { '=': '等于', '!=': '不等于', '<': '小于', '<=': '不超过', '>': '大于', '>=': '不少于' } as const
/** A longer sign first, so that "<=" is not read as "<". */
const simple = /^\s*([\w.]+(?:\(\w+\))?)\s*(<=|>=|!=|[=<>])\s*([\w.]+(?:\(\w+\))?)\s*$/

export function ChecksEditor({ form, onChecks }: Props) {
  const set = (at: number, part: Partial<Check>) => onChecks(replaced<Check>(form.checks, at, part))
  const parts = countable(form)
  const first = parts[0]?.value
  return (
    <section className="sheet">
      <h2>自动核对</h2>
      <p className="quiet">几个回答要对得上，例如家庭成员的人数等于家里几口人。对不上的，申请人会看到您写的提示。</p>
      {form.checks.map((check, at) => (
        <fieldset key={at} className="plain-set asked-check">
          <legend className="label">第 {at + 1} 条</legend>
          <RuleChoice rule={check.rule} at={at} parts={parts} onRule={(rule) => set(at, { rule })} />
          <TextInput label="对不上时说什么" value={check.say} max={200} onValue={(say) => set(at, { say })} />
          <button type="button" className="plain" onClick={() => onChecks(without(form.checks, at))}>
            去掉第 {at + 1} 条
          </button>
        </fieldset>
      ))}
      {first === undefined ? (
        <p className="quiet">表里还没有能核对的数字、日期、名单。</p>
      ) : (
        <Button onClick={() => onChecks([...form.checks, { rule: `${first} >= 1`, say: '对不上，请核对。' }])}>
          加一条核对
        </Button>
      )}
    </section>
  )
}

function RuleChoice({
  rule,
  at,
  parts,
  onRule,
}: {
  rule: string
  at: number
  parts: readonly Part[]
  onRule: (rule: string) => void
}) {
  const [, left, compare, right] = simple.exec(rule) ?? []
  const known = (text: string | undefined) => text !== undefined && parts.some((p) => p.value === text)
  const number = right !== undefined && /^\d+(\.\d+)?$/.test(right)
  if (!known(left) || !(number || known(right)))
    return <TextInput label="规则" hint="手写的规则" value={rule} max={200} onValue={onRule} />
  return (
    <div className="side-by-side">
      <PartChoice
        label={`第 ${at + 1} 条核对什么`}
        value={left!}
        parts={parts}
        onValue={(value) => onRule(`${value} ${compare} ${right}`)}
      />
      <select
        className="plain-input"
        aria-label={`第 ${at + 1} 条怎么比`}
        value={compare}
        onChange={(e) => onRule(`${left} ${e.target.value} ${right}`)}
      >
        {Object.entries(compares).map(([sign, name]) => (
          <option key={sign} value={sign}>
            {name}
          </option>
        ))}
      </select>
      <PartChoice
        label={`第 ${at + 1} 条和什么比`}
        value={number ? '' : right!}
        parts={parts}
        other="一个数"
        onValue={(value) => onRule(`${left} ${compare} ${value === '' ? '1' : value}`)}
      />
      {number && (
        <input
          className="plain-input"
          inputMode="decimal"
          aria-label={`第 ${at + 1} 条的数`}
          value={right}
          onChange={(e) => onRule(`${left} ${compare} ${/^\d+(\.\d+)?$/.test(e.target.value) ? e.target.value : '0'}`)}
        />
      )}
    </div>
  )
}

function PartChoice({
  label,
  value,
  parts,
  other,
  onValue,
}: {
  label: string
  value: string
  parts: readonly Part[]
  other?: string
  onValue: (value: string) => void
}) {
  return (
    <select className="plain-input" aria-label={label} value={value} onChange={(e) => onValue(e.target.value)}>
      {other && <option value="">{other}</option>}
      {parts.map((p) => (
        <option key={p.value} value={p.value}>
          {p.name}
        </option>
      ))}
    </select>
  )
}

type Part = { value: string; name: string }

/** What can be compared: numbers, dates, how many rows or files, sums of columns. */
function countable(form: AskedForm): Part[] {
  return placedFields(form).flatMap(({ field: f }): Part[] => {
    if (isNumeric(f.kind) || f.kind === 'date') return [{ value: f.key, name: f.label }]
    if (!isRows(f.kind) && !isFile(f.kind) && f.kind !== 'choices') return []
    const sums = isRows(f.kind)
      ? columnsOf(f)
          .filter((c) => isNumeric(c.kind))
          .map((c) => ({ value: `${f.key}.sum(${c.key})`, name: `“${f.label}”里“${c.label}”的合计` }))
      : []
    return [
      {
        value: `${f.key}.count`,
        name: `“${f.label}”有几${f.kind === 'household' ? '个人' : isRows(f.kind) ? '行' : '个'}`,
      },
      ...sums,
    ]
  })
}
