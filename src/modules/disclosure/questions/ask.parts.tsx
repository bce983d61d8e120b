/** The fields with which a visitor asks, objects or reports; what was typed is kept when something is wrong. */
import { Careful } from '../../../kernel/danger/danger.parts.tsx'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { newId } from '../../../platform/ids.ts'
import { Field, Tick, type FieldError } from '../../../web/field.tsx'

export type Typed = {
  kind: string
  text: string
  name: string
  showName: boolean
  contact: string
  key: string
  /** The ticks under the text (kernel/danger). */
  urgent?: string
  numbers?: string
}

/** An empty form with a key of its own, so that pressing twice asks once. */
export const blankAsk = (kind: string, text = ''): Typed => ({
  kind,
  text,
  name: '',
  showName: false,
  contact: '',
  key: newId(),
})

export function AskFields({
  typed,
  errors,
  textLabel,
  rules,
}: {
  rules: Pick<Rules, 'find'>
  typed: Typed
  errors: readonly FieldError[]
  textLabel: string
}) {
  const wrong = (field: string) => errors.find((e) => e.field === field)?.say
  return (
    <>
      <input type="hidden" name="key" value={typed.key} />
      <Field
        name="text"
        label={textLabel}
        rows={6}
        value={typed.text}
        error={wrong('text')}
        help="请不要写身份证号、电话和银行卡号。"
      />
      <Careful rules={rules} written={`${typed.text}\n${typed.name}`} typed={typed} />
      <Field
        name="name"
        label="您的姓名（可以不填）"
        value={typed.name}
        error={wrong('name')}
        autocomplete="name"
        help="不填姓名，只有办理的人能看到您写的话，不会公开显示。"
      />
      <Tick
        name="showName"
        label="公开显示时带上我的姓名"
        help="审核后才公开显示；不勾选，就写“一位村民”。"
        checked={typed.showName}
      />
      <Field
        name="contact"
        label="怎么联系您（可以不填）"
        value={typed.contact}
        error={wrong('contact')}
        autocomplete="tel"
        help="只给办理的人看，好把结果告诉您。"
      />
    </>
  )
}
