/** One question of any kind but a list. */
import { Choices, Field, FileField, Select, Ticks } from '../../../web/field.tsx'
import type { Answer, AskedColumn, AskedField } from '../asked.schema.ts'
import { daysOf, isFile, mostOf, options } from '../fields.ts'
import type { AskContext } from '../one.ts'
import { showText } from '../show.ts'

type Props = {
  field: AskedField | AskedColumn
  name: string
  answer: Answer | undefined
  error?: string
  ctx?: AskContext
  fileNames?: Readonly<Record<string, string>>
  /** Within a row: less room. */
  inRow?: boolean
}

/** More than these are easier found in a list that opens. */
const shownAtOnce = { alone: 8, inRow: 3 }

export function OneField({ field, name, answer, error, ctx, fileNames, inRow = false }: Props) {
  const text = typeof answer === 'string' ? answer : ''
  const list = Array.isArray(answer)
    ? answer.filter((part) => typeof part === 'string')
    : text === ''
      ? []
      : text.split('、')
  const label = labelOf(field)
  const shared = { name, help: helpOf(field), error }
  const choices = options(field).map((o) => ({ value: o, text: showText(o, field) }))
  if (isFile(field.kind))
    return (
      <Files
        {...shared}
        field={field as AskedField}
        label={label}
        ids={typeof answer === 'string' ? [answer].filter(Boolean) : list}
        fileNames={fileNames}
      />
    )
  switch (field.kind) {
    case 'yesNo':
      return <Choices {...shared} legend={label} choices={choices} value={text} />
    case 'choice':
      return choices.length <= shownAtOnce[inRow ? 'inRow' : 'alone'] ? (
        <Choices {...shared} legend={label} choices={choices} value={text} />
      ) : (
        <Select {...shared} label={label} value={text} empty="请选择" groups={[{ label: '', options: choices }]} />
      )
    case 'choices':
      return <Ticks {...shared} legend={label} choices={choices} values={list} />
    case 'region':
      return ctx?.regions ? (
        <Select {...shared} label={label} value={text} empty="请选择" groups={[{ label: '', options: ctx.regions }]} />
      ) : (
        <Field {...shared} label={label} value={text} maxLength={200} />
      )
    case 'longText':
      return <Field {...shared} label={label} value={text} rows={4} maxLength={field.maxLength ?? 2_000} />
    case 'idNumber':
      return (
        <div data-id-number>
          <Field {...shared} label={label} value={text} maxLength={40} autocomplete="off" />
        </div>
      )
    case 'location':
      return (
        <div data-location>
          <Field {...shared} label={label} value={text} maxLength={240} autocomplete="off" />
        </div>
      )
    default:
      return (
        <Field
          {...shared}
          label={label}
          value={text}
          maxLength={field.maxLength ?? 200}
          inputmode={keyboards[field.kind]}
          autocomplete={fills[field.kind]}
        />
      )
  }
}

const keyboards: Partial<Record<AskedField['kind'], 'numeric' | 'decimal' | 'tel'>> = {
  number: 'decimal',
  money: 'decimal',
  landArea: 'decimal',
  date: 'numeric',
  phone: 'tel',
  bankAccount: 'numeric',
}
// An agent fills in for others: a browser must not put the agent's own name there.
const fills: Partial<Record<AskedField['kind'], string>> = { person: 'off', phone: 'off', bankAccount: 'off' }

/** The unit and "need not be filled in" stand with the label, where they are read aloud too. */
export function labelOf(field: AskedField | AskedColumn): string {
  const unit = field.unit ?? (field.kind === 'money' ? '元' : field.kind === 'landArea' ? '亩' : undefined)
  const more = [unit && !field.label.includes(unit) ? unit : undefined, field.required ? undefined : '选填'].filter(
    Boolean,
  )
  return more.length === 0 ? field.label : `${field.label}（${more.join('，')}）`
}

const usual: Partial<Record<AskedField['kind'], string>> = {
  date: '例如 19580302，或 1958年3月2日',
  idNumber: '18 位，最后一位可能是 X；外国人写永久居留证或护照的号码',
  location: '写清楚在哪里，例如：村东水塘边',
  portrait: '正面、不戴帽子，脸要清楚',
  scan: '拍清楚整张纸，四个角都要在里面；可以选几张',
  signature: '在白纸上签好名字，拍下来',
}

function helpOf(field: AskedField | AskedColumn): string | undefined {
  const days = { past: '今天或者以前的日子', future: '今天或者以后的日子' }[daysOf(field) ?? ('' as 'past')]
  // Nobody needs to be told of a birth date that it has been.
  const told = 'from' in field && field.from === 'birth' ? undefined : days
  return [field.help?.replace(/。$/, ''), told, usual[field.kind]].filter(Boolean).join('。') || undefined
}

function Files({
  field,
  label,
  ids,
  fileNames,
  ...shared
}: {
  field: AskedField
  label: string
  ids: readonly string[]
  fileNames?: Readonly<Record<string, string>>
  name: string
  help?: string
  error?: string
}) {
  const picture = field.kind !== 'file'
  return (
    <FileField
      {...shared}
      label={label}
      accept={picture ? 'image/*' : '.pdf,.doc,.docx,.xls,.xlsx,image/*'}
      multiple={mostOf(field) > 1}
      takes={field.kind as 'file' | 'portrait' | 'scan' | 'signature'}
      most={mostOf(field)}
      capture={field.kind === 'portrait' ? 'user' : undefined}
      kept={ids.map((id, at) => ({ id, name: fileNames?.[id] ?? `第 ${at + 1} 个` }))}
    />
  )
}
