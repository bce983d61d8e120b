/** What a brand-new item starts from; the law's floor is found by the server. */
import type { Column, Template } from '../../../../kernel/forms/forms.schema.ts'
import type { WholeItem } from '../catalogue.schema.ts'

export const firstColumn: Column = { key: 'column1', label: '内容', type: 'text', visibility: 'public', required: true }

export const blankTemplate: Template = {
  code: '',
  name: '',
  layout: 'rows',
  columns: [firstColumn],
  totals: [],
  checks: { rowChecks: [], carry: {}, cumulative: {}, across: [] },
}

export const blankItem: WholeItem = {
  code: '',
  name: '',
  category: '',
  frequency: 'quarterly',
  deadline: { rule: 'dayOfFirstMonthAfterQuarter', day: 15, unit: 'calendarDay', basis: '' },
  levels: ['village'],
  exceptKinds: [],
  minDisplayDays: 15,
  noticeWindowDays: null,
  displayMode: 'form',
  fields: [],
  dept: '',
  publisher: '村民委员会',
  privacyLevel: 'public',
  stages: [],
  group: '村务',
  chain: 'jiedong',
  reviewBy: 'chair',
  signBy: 'secretary',
  derived: null,
  audience: 'everyone',
  whileBenefitLasts: false,
  retention: { years: 10, basis: '' },
  note: null,
  source: '',
  assumed: [],
  table: blankTemplate,
}
