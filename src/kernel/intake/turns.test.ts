/** One sender with many slow files, and everybody else. */
import { expect, test } from 'vitest'
import { sender, Turns } from './turns.ts'

/** Work that ends when it is told to; `began` in order. */
function desk(limits = { atOnce: 2, waitingOfOne: 4, waiting: 6 }) {
  const turns = new Turns(limits)
  const began: string[] = []
  const ends = new Map<string, () => void>()
  const send = (who: string, file: string) =>
    sender.run(who, () =>
      turns.take(() => {
        began.push(file)
        return new Promise<void>((end) => ends.set(file, end))
      }),
    )
  const end = async (file: string) => {
    ends.get(file)!()
    await new Promise((r) => setImmediate(r))
  }
  return { began, send, end }
}

test('a sender with five slow files holds one place; another’s file begins at once', async () => {
  const { began, send, end } = desk()
  for (const n of [1, 2, 3, 4, 5]) void send('hostile', `slow ${n}`)
  void send('clerk', 'sheet')
  await new Promise((r) => setImmediate(r))
  expect(began).toEqual(['slow 1', 'sheet'])
  void send('villager', 'photo')
  await end('sheet')
  // Who has waited longest would be the hostile one again, who has a place already.
  expect(began).toEqual(['slow 1', 'sheet', 'photo'])
  await end('slow 1')
  expect(began.at(-1)).toBe('slow 2')
})

test('whoever has too many waiting is told, and so is everybody when all places are taken', async () => {
  const { send } = desk()
  for (const n of [1, 2, 3, 4, 5]) void send('a', `${n}`)
  await expect(send('a', '6')).rejects.toThrow(/查完再传/)
  void send('b', 'b1')
  void send('c', 'c1')
  void send('d', 'd1')
  await expect(send('e', 'e1')).rejects.toThrow(/过一两分钟/)
})

test('a file that fails gives its place back', async () => {
  const turns = new Turns({ atOnce: 1, waitingOfOne: 1, waiting: 1 })
  await expect(sender.run('a', () => turns.take(() => Promise.reject(new Error('broken'))))).rejects.toThrow('broken')
  expect(await sender.run('a', () => turns.take(() => Promise.resolve('next')))).toBe('next')
})
