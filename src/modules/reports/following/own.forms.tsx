/** What a reporter can do with the receipt in hand: rate, have it taken up again, add. */
import { Choices, Field } from '../../../web/field.tsx'
import { newId } from '../../../platform/ids.ts'
import { Careful } from '../../../kernel/danger/danger.parts.tsx'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { ratings } from '../reports.schema.ts'
import { Meant } from '../sending/named.parts.tsx'
import type { Own } from './own.read.ts'
import type { Refused } from './own.pages.tsx'

type Props = { own: Own; refused: Refused; rules: Pick<Rules, 'find'> }
const wrong = (refused: Refused, field: string) => refused.errors.find((e) => e.field === field)?.say

export function RateForm({ own, refused, rules }: Props) {
  if (own.c.step !== 'answered' || own.rated) return null
  const before = own.history.some((e) => e.action === 'again')
  return (
    <form method="post" action={`/reports/${own.report.code}/rate`} class="panel" data-own>
      <h2>办得怎么样</h2>
      <Choices
        name="rating"
        legend="您的评价"
        value={refused.typed['rating'] ?? ''}
        error={wrong(refused, 'rating-satisfied')}
        choices={[
          { value: 'satisfied', text: ratings.satisfied },
          { value: 'basic', text: ratings.basic },
          {
            value: 'unsatisfied',
            text: ratings.unsatisfied,
            help: before ? '第二次不满意就办结，意见会记下' : '会请上一级再办一次',
          },
        ]}
      />
      <Field
        name="reason"
        label="不满意请写明哪里没有办好"
        rows={3}
        value={refused.typed['reason'] ?? ''}
        error={wrong(refused, 'reason')}
      />
      <Careful rules={rules} form="rate" written={refused.typed['reason'] ?? ''} typed={refused.typed} />
      <p role="status" />
      <p class="do">
        <button class="press" type="submit">
          提交评价
        </button>
      </p>
    </form>
  )
}

export function ReopenForm({ own, refused, rules }: Props) {
  if (!own.reopenable) return null
  return (
    <details open={['again', 'urgent-reopen', 'numbers-reopen'].some((f) => wrong(refused, f) !== undefined)}>
      <summary>又出现了，要求重新办理</summary>
      <form method="post" action={`/reports/${own.report.code}/reopen`} data-own>
        <p>办结后 {own.days.reopen} 天内可以要求重新办理，由上一级接着办。</p>
        <Field
          name="again"
          label="为什么要重新办"
          rows={3}
          value={refused.typed['again'] ?? ''}
          error={wrong(refused, 'again')}
        />
        <Careful rules={rules} form="reopen" written={refused.typed['again'] ?? ''} typed={refused.typed} />
        <p role="status" />
        <p class="do">
          <button class="press second" type="submit">
            要求重新办理
          </button>
        </p>
      </form>
    </details>
  )
}

export function AddForm({ own, refused, rules }: Props) {
  if (own.at.closed_at !== null || own.party !== 'reporter') return null
  return (
    <details
      open={
        own.asked !== undefined ||
        ['more', 'files', 'meant', 'urgent-add', 'numbers-add'].some((field) => wrong(refused, field) !== undefined)
      }
    >
      <summary>补充情况</summary>
      <form method="post" enctype="multipart/form-data" action={`/reports/${own.report.code}/add`} data-own>
        <input type="hidden" name="key" value={refused.typed['key'] ?? newId()} />
        <Field
          name="more"
          label="要补充什么"
          rows={4}
          value={refused.typed['more'] ?? ''}
          error={wrong(refused, 'more')}
          help="补充不会让期限重新算。"
        />
        <Careful rules={rules} form="add" written={refused.typed['more'] ?? ''} typed={refused.typed} />
        <div class={wrong(refused, 'files') ? 'field bad' : 'field'}>
          <label for="files">照片、录音、视频（可以不传）</label>
          {wrong(refused, 'files') && <p class="wrong">{wrong(refused, 'files')}</p>}
          <input type="file" id="files" name="files" multiple accept="image/*,audio/*,video/*" />
        </div>
        <Meant value={refused.typed['meant'] ?? ''} error={wrong(refused, 'meant')} />
        <p role="status" />
        <p class="do">
          <button class="press second" type="submit">
            补充
          </button>
        </p>
      </form>
    </details>
  )
}
