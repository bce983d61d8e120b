/** What a new power begins with. */
import type { Power } from '../powers.schema.ts'

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
  steps: [
    {
      key: 'step1',
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
    },
  ],
  source: '本县规定',
  assumed: [],
}
