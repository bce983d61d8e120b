import { expect, test } from 'vitest'
import { alike, metresBetween, wordsOf } from './similar.ts'

const pipe = {
  kind: 'trouble',
  title: '三组水管破裂',
  text: '三组路口的自来水管破了，水流了一地',
  lng: 114.1,
  lat: 32.1,
}
const telling = (text: string, more: object = {}) => ({
  kind: 'trouble',
  text,
  spot: '',
  lng: undefined,
  lat: undefined,
  ...more,
})

test('words that tell nothing do not make two reports alike; two words of the matter do', () => {
  expect(wordsOf('现在已经好几天没有人，请问怎么办').has('怎么办')).toBe(false)
  expect(alike(telling('路口自来水管破了好几天'), pipe, 300)).toBeGreaterThan(0)
  expect(alike(telling('村里的路灯没有人修，希望修一下'), pipe, 300)).toBe(0)
})

test('close by, one word or the same kind is enough; far away it is not; without a position only words count', () => {
  const [near, far] = [
    { lng: 114.1015, lat: 32.1012 },
    { lng: 114.13, lat: 32.1 },
  ]
  expect(metresBetween(pipe, near)).toBeLessThan(300)
  expect(metresBetween(pipe, far)).toBeGreaterThan(2_500)
  expect(alike(telling('', near), pipe, 300)).toBeGreaterThan(0)
  expect(alike(telling('', { ...near, kind: 'suggestion' }), pipe, 300)).toBe(0)
  expect(alike(telling('路口积水', { ...near, kind: 'danger' }), pipe, 300)).toBeGreaterThan(0)
  expect(alike(telling('路口积水', far), pipe, 300)).toBe(0)
})
