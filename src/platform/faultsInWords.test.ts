/** Whatever a schema refuses is told in a person's words. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import './faultsInWords.ts'

const form = z.strictObject({
  reason: z.string().min(1).max(5),
  days: z.int().min(15).max(60),
  ids: z.array(z.uuid()).min(1),
  on: z.iso.date().optional(),
  kind: z.enum(['a', 'b']),
  also: z.union([z.literal(1), z.boolean()]).optional(),
})
const good = { reason: '出差', days: 20, ids: ['01a22745-35a5-7343-b58c-2208e87c3ed0'], kind: 'a' }
const told = (change: object): string[] => form.safeParse({ ...good, ...change }).error!.issues.map((i) => i.message)

test.each<[object, string]>([
  [{ reason: undefined }, '理由没有填，请补上'],
  [{ reason: '' }, '理由不能空着'],
  [{ reason: '一二三四五六' }, '理由最多写 5 个字'],
  [{ reason: 3 }, '理由要填文字'],
  [{ days: 14 }, '天数不能小于 15'],
  [{ days: 61 }, '天数不能大于 60'],
  [{ days: 20.5 }, '天数要填整数'],
  [{ days: '20' }, '天数要填数字'],
  [{ ids: [] }, '至少要有一项'],
  [{ ids: ['x'] }, '找不到，请回到列表重新打开'],
  [{ on: '2026-02-30' }, '日期要写成 2026-01-31 这样的日期'],
  [{ kind: 'c' }, '种类没有这个选项，请重新选'],
  [{ also: 'x' }, '填得不对，请检查'],
  [{ more: 1 }, '有这里没有的项目，请刷新页面再试'],
])('%o', (change, sentence) => expect(told(change)).toEqual([sentence]))
