/**
 * The form of a service with its papers: one definition for phone, counter, reviewer, paper, sheet and other programs.
 * Pure.
 */
import type { Answers, AskedField, AskedForm } from '../../../kernel/asked/asked.schema.ts'
import { placedFields } from '../../../kernel/asked/fields.ts'
import { derived } from './followsId.ts'
import type { Material, Service } from '../list/services.schema.ts'

/** "idCard" → "paperIdCard": a paper's field among the form's own; of one with two sides, that of its front. */
export const paperField = (key: string) => `paper${key[0]!.toUpperCase()}${key.slice(1)}`
const backField = (key: string) => `${paperField(key)}Back`

/** The fields of a paper: one, or one for each side. */
export const paperFields = (m: Pick<Material, 'key' | 'twoSides'>): string[] =>
  m.twoSides ? [paperField(m.key), backField(m.key)] : [paperField(m.key)]

/**
 * The form followed by a section with a field for each paper, asked under the paper's own condition. What follows from
 * the ID number need not be filled in.
 */
export function wholeForm(service: Pick<Service, 'form' | 'materials'>): AskedForm {
  const follows = derived(service.form)
  const once = (f: AskedField) =>
    follows.has(f.key) ? { ...f, required: false, help: '不用填，照身份证号算。没有身份证号的（如护照）请填。' } : f
  return {
    ...service.form,
    sections: [
      ...service.form.sections.map((s) => ({ ...s, fields: s.fields.map(once) })),
      {
        key: 'papersOfService',
        title: '要交的材料',
        help: '拍清楚、四个角都在里面就行。以前交过、没有过期的可以再用。',
        fields: service.materials.flatMap(fieldsOf),
      },
    ],
  }
}

function fieldsOf(m: Material): AskedField[] {
  const names = paperFields(m)
  return names.map((key, side) => ({
    key,
    label: names.length === 1 ? m.name : `${m.name}${side === 0 ? '正面' : '反面'}`,
    kind: m.takes,
    required: m.required,
    help: m.looks,
    rowsMost: m.takes === 'portrait' ? undefined : Math.ceil(m.pages / names.length),
    ...(m.when ? { when: m.when } : {}),
  }))
}

/** The answers that say who applies: fields that the register could fill. */
export function applicantOf(
  form: AskedForm,
  answers: Answers,
): { name: string; idNumber: string; phone: string; group: string; address: string } {
  const said = (from: AskedField['from']) => {
    const answer = placedFields(form)
      .map((p) => p.field)
      .filter((f) => f.from === from)
      .map((f) => answers[f.key])
      .find((a) => typeof a === 'string' && a !== '')
    return typeof answer === 'string' ? answer : ''
  }
  return {
    name: said('name'),
    idNumber: said('idNumber'),
    phone: said('phone'),
    group: said('group'),
    address: said('address'),
  }
}

/** Names in the lists of household members, for the conflict guard and the reviewer's aids. */
export function membersOf(form: AskedForm, answers: Answers): { name: string; idNumber: string; relation: string }[] {
  return placedFields(form)
    .filter((p) => p.field.kind === 'household')
    .flatMap(({ field }) => {
      const rows = answers[field.key]
      return Array.isArray(rows)
        ? rows
            .filter((r) => typeof r !== 'string')
            .map((r) => ({ name: r['name'] ?? '', idNumber: r['idNumber'] ?? '', relation: r['relation'] ?? '' }))
        : []
    })
}
