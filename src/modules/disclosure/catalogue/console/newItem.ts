/** What a brand-new item starts from; the law's floor is found by the server. */
import type { Column, Template } from '../../../../kernel/forms/forms.schema.ts'
import type { Item as Definition } from '../catalogue.schema.ts'

/** An item as the editor takes it up: one of the catalogue, or a blank one with version 0. */
export type Start = { version: number; name: string; definition: Definition; template: Template | null }

export const firstColumn: Column = { key: 'column1', label: '内容', type: 'text', visibility: 'public', required: true }

export const blankItem: Start = {
  version: 0,
  name: '',
  template: null,
  definition: {
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
  },
}

export const blankTemplate: Template = {
  code: '',
  name: '',
  layout: 'rows',
  columns: [firstColumn],
  totals: [],
  checks: { rowChecks: [], carry: {}, cumulative: {}, across: [] },
}
