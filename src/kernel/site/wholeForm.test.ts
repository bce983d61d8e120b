import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { UserError } from '../../platform/errors.ts'
import { wholeForm } from './wholeForm.ts'

const mb = 1024 * 1024

test('large forms wait for one another: too large, or too many at once, is told, and small ones pass all the while', async () => {
  let open = () => {}
  const gate = new Promise<void>((done) => {
    open = done
  })
  const app = new Hono()
  app.onError((error, c) => (error instanceof UserError ? c.text(error.message, error.status) : c.text('500', 500)))
  app.post('/', wholeForm('写的没有丢。'), async (c) => {
    if (c.req.query('waits')) await gate
    return c.text('ok')
  })
  const post = (bytes: number, path = '/') =>
    app.request(path, { method: 'POST', headers: { 'content-length': String(bytes) }, body: 'x' })
  const tooLarge = await post(65 * mb)
  expect([tooLarge.status, await tooLarge.text()]).toEqual([
    413,
    '照片和视频加起来超过 64 MB，请少选几个，或把视频拍短一点。写的没有丢。',
  ])
  const four = [1, 2, 3, 4].map(() => post(63 * mb, '/?waits=1'))
  const fifth = await post(63 * mb)
  expect([fifth.status, await fifth.text()]).toEqual([503, '现在传照片和视频的人多，请过一会儿再按一次。写的没有丢。'])
  expect((await post(100_000)).status).toBe(200)
  open()
  expect((await Promise.all(four)).map((a) => a.status)).toEqual([200, 200, 200, 200])
  expect((await post(63 * mb)).status).toBe(200)
})
