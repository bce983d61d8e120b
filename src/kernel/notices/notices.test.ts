/**
 * Messages that leave the house: signed as the carriers document it, quiet at night, once per event, tried again,
 * nothing kept in clear.
 */
import { createServer } from 'node:http'
import { createServer as createTcp, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setLogLevel } from '../../platform/log.ts'
import { rows, sql, transact } from '../../platform/db.ts'
import { testDb, type TestDb } from '../../../test/db.ts'
import { addMissingRules } from '../rules/defaults.ts'
import { Rules, type Rule } from '../rules/rules.ts'
import { signAcs3 } from './aliyun.driver.ts'
import { afterQuiet, deliverDue, notify, type NewDelivery } from './deliver.ts'
import { outbox, Refused, Unanswered, type Channels, type Driver, type Outgoing } from './drivers.ts'
import { httpDriver } from './http.driver.ts'
import { messageOf, smtpDriver } from './smtp.driver.ts'
import { messageNames, messageOf as declared } from './templates.ts'
import { signTc3 } from './tencent.driver.ts'

// One worker runs many files: what is set here is set back.
beforeAll(() => setLogLevel('silent'))
afterAll(() => setLogLevel('info'))
const secret = 'a secret of the tests, long enough for all'
const day = new Date('2026-10-05T10:00:00+08:00')
const rules = new Rules(
  [
    ['notice.quietFrom', 22],
    ['notice.quietUntil', 7],
    ['notice.fallbackMinutes', 30],
  ].map(([code, value]) => ({ code, value }) as Rule),
)
const driver = (name: string, send: Driver['send'], repeatable = false): Driver => ({ name, repeatable, send })
const later = (minutes: number) => new Date(day.getTime() + minutes * 60_000)
const message: Outgoing = {
  id: 'm1',
  to: '13912345678',
  template: 'reportAnswered',
  params: { code: 'ABC' },
  words: '您反映的事有了答复。',
  carrierCode: '',
  now: day,
}

describe('signatures', () => {
  test('ACS3-HMAC-SHA256: the example of Aliyun’s documentation', () => {
    const { headers } = signAcs3(
      {
        method: 'POST',
        host: 'ecs.cn-shanghai.aliyuncs.com',
        path: '/',
        query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
        action: 'RunInstances',
        version: '2014-05-26',
        date: '2023-10-26T10:22:32Z',
        nonce: '3156853299f313e23d1673dc12e1703d',
        body: '',
      },
      { keyId: 'YourAccessKeyId', keySecret: 'YourAccessKeySecret' },
    )
    expect(headers['authorization']).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    )
  })

  test('TC3-HMAC-SHA256: the example of Tencent Cloud’s documentation', () => {
    const body = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    const stars = '*'.repeat(32)
    const header = signTc3(
      {
        host: 'cvm.tencentcloudapi.com',
        service: 'cvm',
        timestamp: 1551113065,
        body,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          host: 'cvm.tencentcloudapi.com',
          'x-tc-action': 'describeinstances',
        },
      },
      { keyId: `AKID${stars}`, keySecret: stars },
    )
    expect(header).toBe(
      `TC3-HMAC-SHA256 Credential=AKID${stars}/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f`,
    )
  })
})

test('quiet hours: over midnight, at their edges, and none', () => {
  const at = (t: string) => new Date(`2026-10-05T${t}:00+08:00`)
  expect(afterQuiet(at('21:59'), 22, 7)).toEqual(at('21:59'))
  expect(afterQuiet(at('22:00'), 22, 7)).toEqual(new Date('2026-10-06T07:00:00+08:00'))
  expect(afterQuiet(at('03:30'), 22, 7)).toEqual(at('07:00'))
  expect(afterQuiet(at('07:00'), 22, 7)).toEqual(at('07:00'))
  expect(afterQuiet(at('12:30'), 12, 14)).toEqual(at('14:00'))
  expect(afterQuiet(at('03:30'), 0, 0)).toEqual(at('03:30'))
})

test('no message but the code for signing in holds anything that must not be read by others', () => {
  for (const t of messageNames().map(declared))
    expect(
      t.params.filter((p) => !(['code', 'minutes', 'count'] as string[]).includes(p)),
      t.name,
    ).toEqual([])
})

describe('the outbox', () => {
  let t: TestDb
  beforeAll(async () => {
    t = await testDb()
    await transact(t.db, (tx) => addMissingRules(tx, day))
  })
  afterAll(() => t.close())
  const put = (d: Partial<NewDelivery>, now = day) =>
    transact(t.db, (tx) =>
      notify(
        tx,
        secret,
        [
          {
            event: 'answer 1',
            channel: 'sms',
            to: '13912345678',
            template: 'reportAnswered',
            params: { code: 'ABC' },
            ...d,
          },
        ],
        rules,
        now,
      ),
    )
  const run = (sms: Driver, now: Date) => deliverDue(t.db, secret, { sms, email: outbox }, now)
  const state = async (event: string) =>
    (
      await rows(
        t.db,
        sql`
          SELECT state, tries, driver, error, address IS NULL AS erased
          FROM notice_deliveries
          WHERE event = ${event}`,
      )
    )[0]

  test('one event reaches one person once; nothing of it is kept in clear, and nothing at all once it is sent', async () => {
    expect((await put({})).length + (await put({})).length).toBe(1)
    const before = JSON.stringify(
      await rows(
        t.db,
        sql`SELECT encode(address, 'escape') AS a, encode(params, 'escape') AS p, d.* FROM notice_deliveries d`,
      ),
    )
    expect(before).not.toContain('13912345678')
    expect(before).toContain('139****5678')
    const sent: Outgoing[] = []
    const keep = driver('keep', (m) => {
      sent.push(m)
      return Promise.resolve('r1')
    })
    expect([await run(keep, later(0)), await run(keep, later(10))]).toEqual([1, 0])
    expect(sent).toMatchObject([{ to: '13912345678', words: '您反映的事（编号 ABC）有了答复。请用回执查看和评价。' }])
    expect(await state('answer 1')).toEqual({ state: 'sent', tries: 1, driver: 'keep', error: '', erased: true })
  })

  test('a carrier that is away is tried again with growing pauses, then given up; one that refuses is not', async () => {
    await put({ event: 'answer 2' })
    const away = driver('away', () => Promise.reject(new Error('HTTP 502')))
    const tried = []
    for (const m of [0, 0.5, 1, 3, 6, 40, 170, 700, 2_000]) tried.push(await run(away, later(m)))
    expect(tried).toEqual([1, 0, 1, 0, 1, 1, 1, 1, 0])
    expect(await state('answer 2')).toMatchObject({ state: 'failed', tries: 6, error: 'HTTP 502', erased: true })
    await put({ event: 'answer 3' })
    await run(
      driver('no', () => Promise.reject(new Refused('isv.MOBILE_NUMBER_ILLEGAL'))),
      later(0),
    )
    expect(await state('answer 3')).toMatchObject({ state: 'failed', tries: 1, error: 'isv.MOBILE_NUMBER_ILLEGAL' })
  })

  test('at night only a code goes out', async () => {
    const night = new Date('2026-10-05T23:00:00+08:00')
    await put({ event: 'answer 4' }, night)
    await put({ event: 'sign-in 1', template: 'signInCode', params: { code: '123456', minutes: '5' } }, night)
    expect(await run(outbox, night)).toBe(1)
    expect(await state('answer 4')).toMatchObject({ state: 'waiting' })
    expect(await run(outbox, new Date('2026-10-06T07:00:00+08:00'))).toBe(1)
  })

  /** A process that is killed while it waits for the carrier: what it began is never ended. */
  const killedIn = (carrier: Driver, now: Date) => {
    const dead = driver(carrier.name, (m) => carrier.send(m).then(() => new Promise<string>(() => undefined)))
    void deliverDue(t.db, secret, { sms: { ...dead, repeatable: carrier.repeatable }, email: outbox }, now)
    return expect.poll(() => taken.at(-1)).toBeDefined()
  }
  const taken: string[] = []
  const carrier = (name: string, repeatable: boolean) =>
    driver(
      name,
      (m) => {
        if (!(repeatable && taken.includes(m.id))) taken.push(m.id)
        return Promise.resolve('')
      },
      repeatable,
    )

  test('killed while it sends: a carrier that knows ids gets it again as the same one', async () => {
    taken.length = 0
    const knows = carrier('knows', true)
    await put({ event: 'answer 5' })
    await killedIn(knows, later(0))
    expect(await run(knows, later(0.5))).toBe(0)
    expect(await run(knows, later(2))).toBe(1)
    expect(await state('answer 5')).toMatchObject({ state: 'sent', tries: 2 })
    expect(taken.length).toBe(1)
  })

  test('killed while it sends: any other carrier does not, and the message is counted apart', async () => {
    taken.length = 0
    const forgets = carrier('forgets', false)
    await put({ event: 'answer 6', otherwise: [{ channel: 'email', to: 'a@example.cn' }] })
    await killedIn(forgets, later(0))
    for (const m of [2, 16, 60, 600]) await run(forgets, later(m))
    expect(await state('answer 6')).toEqual({
      state: 'unsure',
      tries: 1,
      driver: 'forgets',
      error: 'no answer',
      erased: true,
    })
    expect(taken.length).toBe(1)
  })

  test('a line that breaks in the middle is settled by the same rule', async () => {
    const broken = (repeatable: boolean) =>
      driver('broken', () => Promise.reject(new Unanswered('ECONNRESET')), repeatable)
    await put({ event: 'answer 7' })
    await run(broken(false), later(0))
    expect(await state('answer 7')).toMatchObject({ state: 'unsure', tries: 1, error: 'ECONNRESET' })
    await put({ event: 'answer 8' })
    await run(broken(true), later(0))
    expect(await state('answer 8')).toMatchObject({ state: 'waiting', tries: 1 })
    for (const m of [1, 6, 36, 156, 636]) await run(broken(true), later(m))
    expect(await state('answer 8')).toMatchObject({ state: 'unsure', tries: 6 })
  })

  test('where one way can not bring it the next one does, and only one', async () => {
    const told: string[] = []
    const way = (name: string, fails?: () => Error) =>
      driver(name, (m) => {
        if (fails) return Promise.reject(fails())
        told.push(`${name} ${m.to}`)
        return Promise.resolve('')
      })
    const go = (channels: Channels, now: Date) => deliverDue(t.db, secret, channels, now)
    const ways = (event: string) =>
      put({ event, channel: 'wechat', to: 'openid-1', otherwise: [{ channel: 'sms', to: '13912345678' }] })
    const states = (event: string) =>
      rows(
        t.db,
        sql`SELECT channel, state, shown_address FROM notice_deliveries WHERE event = ${event} ORDER BY channel DESC`,
      )
    const down = { sms: way('sms'), email: outbox, wechat: way('wechat', () => new Error('HTTP 502')) }
    const refuses = { ...down, wechat: way('wechat', () => new Refused('43101')) }

    await ways('news 1')
    await go({ ...down, wechat: way('wechat') }, later(0))
    await ways('news 2')
    await go(refuses, later(0))
    await go(refuses, later(0))
    await ways('news 3')
    for (const m of [0, 1, 6, 29]) await go(down, later(m))
    expect(await states('news 3')).toMatchObject([{ channel: 'wechat', state: 'waiting' }])
    for (const m of [36, 36]) await go(down, later(m))
    expect(told).toEqual(['wechat openid-1', 'sms 13912345678', 'sms 13912345678'])
    const onward = [
      { channel: 'wechat', state: 'failed', shown_address: '微信' },
      { channel: 'sms', state: 'sent', shown_address: '139****5678' },
    ]
    expect(await states('news 2')).toEqual(onward)
    expect(await states('news 3')).toEqual(onward)
  })
})

test('the generic driver posts one JSON body with a bearer token; a refusal is told apart from a failure', async () => {
  const seen: { body: string; token: string | undefined }[] = []
  let status = 200
  const server = createServer((req, res) => {
    let body = ''
    req
      .on('data', (d: Buffer) => {
        body += d.toString()
      })
      .on('end', () => {
        seen.push({ body, token: req.headers.authorization })
        if (status === 0) return void req.socket.destroy()
        res.writeHead(status, { 'content-type': 'application/json' }).end('{"id":"77"}')
      })
  }).listen(0)
  const gateway = httpDriver(`http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`, 'key', {
    reportAnswered: 'T9',
  })
  try {
    expect(await gateway.send(message)).toBe('77')
    expect(seen[0]!.token).toBe('Bearer key')
    expect(JSON.parse(seen[0]!.body)).toEqual({
      id: 'm1',
      to: '13912345678',
      template: 'reportAnswered',
      templateId: 'T9',
      params: { code: 'ABC' },
      text: message.words,
    })
    status = 400
    await expect(gateway.send(message)).rejects.toBeInstanceOf(Refused)
    status = 502
    await expect(gateway.send(message)).rejects.not.toBeInstanceOf(Refused)
    // Taken, and the line breaks before the answer.
    status = 0
    await expect(gateway.send(message)).rejects.toBeInstanceOf(Unanswered)
  } finally {
    server.close()
  }
  // Nobody is there: nothing can have arrived.
  await expect(gateway.send(message)).rejects.not.toBeInstanceOf(Unanswered)
})

test('the mail driver speaks SMTP, sends no password without TLS, and takes a refusal as one', async () => {
  const heard: string[] = []
  const server = createTcp((socket) => {
    let data = false
    socket.write('220 mail\r\n')
    socket.on('data', (bytes: Buffer) => {
      for (const line of bytes
        .toString()
        .split('\r\n')
        .filter((l) => l !== '')) {
        heard.push(line)
        if (data && line !== '.') continue
        if (line === 'DATA') {
          data = true
          socket.write('354 go\r\n')
          continue
        }
        if (line === '.') {
          data = false
          socket.write('250 2.0.0 queued as 9\r\n')
          continue
        }
        socket.write(
          line.startsWith('EHLO')
            ? '250-mail\r\n250 SIZE\r\n'
            : line === 'RCPT TO:<nobody@example.cn>'
              ? '550 no such user\r\n'
              : line === 'QUIT'
                ? '221 bye\r\n'
                : '250 ok\r\n',
        )
      }
    })
  }).listen(0)
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    expect(
      await smtpDriver(`smtp://${host}`, 'sunlit@example.cn').send({ ...message, to: 'clerk@example.cn' }),
    ).toContain('queued as 9')
    expect(heard).toContain('RCPT TO:<clerk@example.cn>')
    expect(
      Buffer.from(
        messageOf({ ...message, to: 'a@b.cn' }, 'sunlit@example.cn').split('\r\n\r\n')[1]!,
        'base64',
      ).toString(),
    ).toBe(message.words)
    await expect(
      smtpDriver(`smtp://${host}`, 'sunlit@example.cn').send({ ...message, to: 'nobody@example.cn' }),
    ).rejects.toBeInstanceOf(Refused)
    await expect(
      smtpDriver(`smtp://me:word@${host}`, 'sunlit@example.cn').send({ ...message, to: 'clerk@example.cn' }),
    ).rejects.toThrow('no TLS')
    expect(heard.some((l) => l.startsWith('AUTH'))).toBe(false)
    await expect(
      smtpDriver(`smtp://${host}`, 'sunlit@example.cn').send({ ...message, to: 'a@b.cn>\r\nDATA' }),
    ).rejects.toBeInstanceOf(Refused)
  } finally {
    server.close()
  }
})
