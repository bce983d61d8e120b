/**
 * Rules in force, by what they change, folded until one is looked for; one row each: value, whose figure counts,
 * article, bounds. A change begins on a day from today on and is never laxer than what binds.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { Button } from '../../../console/parts/Button.tsx'
import { saveCsv } from '../../../console/parts/csv.ts'
import { FormDialog, type Field } from '../../../console/parts/FormDialog.tsx'
import { Nothing, Shown } from '../../../console/parts/State.tsx'
import { tell } from '../../../console/parts/tell.tsx'
import { sayDay, today } from '../../../console/parts/time.ts'
import { Link, setQuery, useAddress } from '../../../console/router.tsx'
import { useMe } from '../../../console/me.ts'
import { ofWhole } from '../../../console/whole.ts'
import { api } from '../client.ts'
import { ProvinceNote, RuleLaws, Won } from './RuleLaws.tsx'
import { groupOf, groups, type Group } from './ruleGroups.ts'
import { citeOf, sayGround, sayKind, sayValue, whoWon, type Rule } from './ruleWords.ts'

export function RuleList() {
  const rules = useQuery({ queryKey: ['rules'], queryFn: () => ask(api.rules.$get()) })
  return (
    <Shown query={rules} what="规则">
      {({ rules: all, province }) => (
        <>
          <ProvinceNote province={province} />
          <Grouped all={all} />
        </>
      )}
    </Shown>
  )
}

function Grouped({ all }: { all: readonly Rule[] }) {
  const { query } = useAddress()
  const find = query.get('find') ?? ''
  const [editing, setEditing] = useState<Rule>()
  const [comparing, setComparing] = useState<Rule>()
  const edits = useMe().data?.may.includes('settings.edit') === true
  const found = all.filter((r) => says(r, find.trim()))
  const shown = [...new Set([...groups, ...found.map((r) => groupOf(r.code))])]
  return (
    <>
      <div className="filters">
        <label className="grow whole-row">
          <span className="sr">找规则</span>
          <input
            type="search"
            placeholder="找规则：名称、依据、数字"
            value={find}
            maxLength={40}
            onChange={(e) => setQuery({ find: e.target.value }, { typed: true })}
          />
        </label>
        <Button size="middle" onClick={() => saveCsv('期限和规则', linesOf(found))}>
          导出表格（{found.length} 行）
        </Button>
      </div>
      {all.length === 0 && <Nothing>{ofWhole('还没有规则，请先导入县里的规则。')}</Nothing>}
      {all.length > 0 && found.length === 0 && <Nothing>没有找到“{find}”，请换个词。</Nothing>}
      {shown.map((g) => (
        <OneGroup
          key={g.name}
          group={g}
          rules={found.filter((r) => groupOf(r.code) === g)}
          open={find.trim() !== ''}
          onEdit={edits ? setEditing : undefined}
          onCompare={setComparing}
        />
      ))}
      {comparing && <RuleLaws rule={comparing} onClose={() => setComparing(undefined)} />}
      {editing && <Edit rule={editing} onClose={() => setEditing(undefined)} />}
    </>
  )
}

type GroupProps = {
  group: Group
  open: boolean
  rules: readonly Rule[]
  onEdit: ((rule: Rule) => void) | undefined
  onCompare: (rule: Rule) => void
}

function OneGroup({ group, open, rules, onEdit, onCompare }: GroupProps) {
  if (rules.length === 0) return null
  return (
    <details className="rule-group" open={open}>
      <summary>
        <span className="name">
          <h2>{group.name}</h2>
          {group.changes && <span className="quiet">改了会变：{group.changes}</span>}
        </span>
        <span className="quiet num">{rules.length} 条</span>
      </summary>
      {group.where.length > 0 && (
        <p className="quiet">
          在这里看得到：
          {group.where.map(([name, path], i) => (
            <span key={path}>
              {i > 0 && '、'}
              <Link to={path}>{name}</Link>
            </span>
          ))}
        </p>
      )}
      <ul className="rows rules">
        {rules.map((r) => (
          <li key={r.code} className="rule">
            <span className="what">
              <b>{r.name}</b>
              <span className="under quiet">
                {sayGround(r)}
                {r.note && `。${r.note}`}
                {r.effective_from > today() && `。${sayDay(r.effective_from)}起`}
              </span>
            </span>
            <span className="value">
              <b className="num">{sayValue(r)}</b>
              <span className="under">
                <Won rule={r} onOpen={() => onCompare(r)} />
                <span className="quiet">{boundsOf(r)}</span>
              </span>
            </span>
            {onEdit && (
              <Button size="middle" aria-label={`改：${r.name}`} onClick={() => onEdit(r)}>
                改
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Edit({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const queries = useQueryClient()
  const save = (v: Record<string, string>) =>
    ask(
      api.rules.$post({ json: { code: rule.code, value: valueOf(rule, v.value!), from: v.from!, note: v.note! } }),
    ).then(() => {
      tell('记好了，到生效日起按新的算。')
      return queries.invalidateQueries({ queryKey: ['rules'] })
    })
  return (
    <FormDialog
      title={`改：${rule.name}`}
      button="记下"
      onClose={onClose}
      onDone={save}
      about={
        <p className="quiet">
          现在是 {sayValue(rule)}，依据{citeOf(rule)}。{boundsOf(rule) && `${boundsOf(rule)}。`}已经开始的期限不变。
        </p>
      }
      fields={[
        valueField(rule),
        { key: 'from', label: '从哪天起', type: 'date', start: today() },
        { key: 'note', label: '说明', hint: '文件名和文号', optional: true },
      ]}
    />
  )
}

/**
 * The input that fits what the rule holds: yes or no, one of some words, a number with its bounds, a time of the day, a
 * text.
 */
function valueField(rule: Rule): Field {
  const field = { key: 'value', label: '改成', start: String(rule.value) }
  if (typeof rule.value === 'boolean')
    return {
      ...field,
      type: 'select',
      options: [
        ['true', '是'],
        ['false', '否'],
      ],
    }
  if (rule.words) return { ...field, type: 'select', options: Object.entries(rule.words) }
  if (rule.unit === 'clock') return { ...field, type: 'time' }
  return typeof rule.value === 'number'
    ? { ...field, type: 'number', hint: boundsOf(rule), max: 12 }
    : { ...field, type: 'text', max: 60 }
}

function boundsOf({ floor, ceiling }: Rule): string {
  if (floor !== null && ceiling !== null) return `可设 ${floor} 到 ${ceiling}`
  if (floor !== null) return `不得低于 ${floor}`
  return ceiling === null ? '' : `不得高于 ${ceiling}`
}

const says = (r: Rule, word: string) =>
  word === '' || [r.name, sayValue(r), citeOf(r), r.note, groupOf(r.code).name].some((t) => t.includes(word))

function linesOf(rules: readonly Rule[]): (string | number | null)[][] {
  return [
    ['分组', '规则', '现在是', '按谁的算', '性质', '依据', '不得低于', '不得高于', '生效', '说明'],
    ...rules.map((r) => [
      groupOf(r.code).name,
      r.name,
      sayValue(r),
      whoWon(r),
      sayKind(r),
      citeOf(r),
      r.floor,
      r.ceiling,
      r.effective_from,
      r.note,
    ]),
  ]
}

function valueOf(rule: Rule, text: string): number | string | boolean {
  if (typeof rule.value === 'boolean') return text === 'true'
  const number = Number(text.trim())
  if (typeof rule.value !== 'number') return text.trim()
  if (!Number.isFinite(number)) throw new Error('请填数字。')
  return number
}
