/**
 * Rules in force: value, whose figure counts and what nation and province say, article, kind, bounds. A change begins on a day from
 * today on and is never laxer than what binds.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { DataTable } from '../../../console/parts/DataTable.tsx'
import { FormDialog } from '../../../console/parts/FormDialog.tsx'
import { sayDay, today } from '../../../console/parts/time.ts'
import { Shown } from '../../../console/parts/State.tsx'
import { tell } from '../../../console/parts/tell.tsx'
import { citeOf, sayKind, sayValue, whoWon, type Rule } from './ruleWords.ts'
import { ProvinceNote, RuleLaws, Won } from './RuleLaws.tsx'
import { useMe } from '../../../console/me.ts'
import { ofWhole } from '../../../console/whole.ts'

export function RuleList() {
  const me = useMe()
  const queries = useQueryClient()
  const [editing, setEditing] = useState<Rule>()
  const [comparing, setComparing] = useState<Rule>()
  const rules = useQuery({ queryKey: ['rules'], queryFn: () => ask(api.rules.$get()) })
  const edits = me.data?.may.includes('settings.edit') === true
  const save = (rule: Rule) => (v: Record<string, string>) =>
    ask(
      api.rules.$post({ json: { code: rule.code, value: valueOf(rule, v.value!), from: v.from!, note: v.note! } }),
    ).then(() => {
      tell('记好了，到生效日起按新的算。')
      return queries.invalidateQueries({ queryKey: ['rules'] })
    })
  return (
    <>
      <Shown query={rules} what="规则">
        {({ rules: all, province }) => (
          <>
            <ProvinceNote province={province} />
            <DataTable
              name="期限和规则"
              rows={all}
              keyOf={(r) => r.code}
              empty={ofWhole('还没有规则，请先导入县里的规则。')}
              columns={[
                { name: '规则', value: (r) => r.name, wide: true },
                { name: '现在是', value: sayValue, wide: true },
                { name: '按谁的算', value: whoWon, show: (r) => <Won rule={r} onOpen={() => setComparing(r)} /> },
                { name: '性质', value: sayKind },
                { name: '依据', value: citeOf, wide: true },
                { name: '不得低于', value: (r) => r.floor, number: true },
                { name: '不得高于', value: (r) => r.ceiling, number: true },
                { name: '生效', value: (r) => r.effective_from, show: (r) => sayDay(r.effective_from) },
                { name: '说明', value: (r) => r.note, wide: true },
              ]}
              actions={
                edits
                  ? (r) => (
                      <button
                        type="button"
                        className="plain"
                        aria-label={`改：${r.name}`}
                        onClick={() => setEditing(r)}
                      >
                        改
                      </button>
                    )
                  : undefined
              }
            />
          </>
        )}
      </Shown>
      {comparing && <RuleLaws rule={comparing} onClose={() => setComparing(undefined)} />}
      {editing && (
        <FormDialog
          title={`改：${editing.name}`}
          button="记下"
          onClose={() => setEditing(undefined)}
          onDone={save(editing)}
          about={
            <p className="quiet">
              现在是 {sayValue(editing)}，依据{citeOf(editing)}。
              {editing.floor !== null && `不得低于 ${editing.floor}。`}
              {editing.ceiling !== null && `不得高于 ${editing.ceiling}。`}已经开始的期限不变。
            </p>
          }
          fields={[
            typeof editing.value === 'boolean'
              ? {
                  key: 'value',
                  label: '改成',
                  type: 'select',
                  options: [
                    ['true', '是'],
                    ['false', '否'],
                  ],
                  start: String(editing.value),
                }
              : editing.words
                ? {
                    key: 'value',
                    label: '改成',
                    type: 'select',
                    options: Object.entries(editing.words),
                    start: String(editing.value),
                  }
                : {
                    key: 'value',
                    label: '改成',
                    type: typeof editing.value === 'number' ? 'number' : 'text',
                    start: String(editing.value),
                    max: 60,
                  },
            { key: 'from', label: '从哪天起', type: 'date', start: today() },
            { key: 'note', label: '说明', hint: '文件名和文号', optional: true },
          ]}
        />
      )}
    </>
  )
}

function valueOf(rule: Rule, text: string): number | string | boolean {
  if (typeof rule.value === 'boolean') return text === 'true'
  const number = Number(text.trim())
  if (typeof rule.value !== 'number') return text.trim()
  if (!Number.isFinite(number)) throw new Error('请填数字。')
  return number
}
