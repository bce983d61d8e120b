/** What a new power begins with. */
import type { Power, PowerStep } from '../powers.schema.ts'
import { ofWhole } from '../../../../console/whole.ts'

export const blankStep = (key: string): PowerStep => ({
  key,
  name: '',
  who: '',
  hands: ['drafter'],
  people: 1,
  apart: [],
  limit: null,
  papers: [],
  facts: [],
  risk: '',
  control: '',
  notices: [],
  bands: [],
})

export const blankPower: Power = {
  code: '',
  name: '',
  also: [],
  aspect: '',
  kind: 'collective',
  basis: { text: '', kind: 'law' },
  responsible: { words: '', hand: 'director' },
  person: false,
  where: 'run',
  amount: null,
  steps: [blankStep('step1')],
  source: ofWhole('本县规定'),
  assumed: [],
}
