/**
 * The mail driver before a mail server that speaks TLS: STARTTLS, TLS from the start, both ways of signing in, and
 * certificates that nobody vouches for.
 */
import { createServer as createTcp, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTls, getCACertificates, setDefaultCACertificates, TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCert, testKey } from './fixtures/mail.pem.ts'
import { Refused, type Outgoing } from './drivers.ts'
import { smtpDriver } from './smtp.driver.ts'

const message: Outgoing = {
  id: 'm1',
  to: 'clerk@example.cn',
  template: 'officeMessage',
  params: {},
  words: '办公台有新消息。',
  carrierCode: '',
  now: new Date('2026-10-05T10:00:00+08:00'),
}
const trusted = getCACertificates('default')
const tls = { key: testKey, cert: testCert }
const user = 'sunlit%40example.cn:p%C3%A4ss'

/** A mail server of one way of signing in; `heard` says what it heard, and whether that was encrypted. */
function mailServer(auth: 'PLAIN' | 'LOGIN', secureFrom: 'start' | 'starttls' | 'never') {
  const heard: string[] = []
  const talk = (socket: Socket, secure: boolean, greet: boolean) => {
    const say = (text: string) => socket.write(`${text}\r\n`)
    let data = false
    let asked = 0
    socket.on('error', () => undefined)
    if (greet) say('220 mail')
    socket.on('data', (bytes: Buffer) => {
      for (const line of bytes
        .toString()
        .split('\r\n')
        .filter((l) => l !== '')) {
        heard.push(`${secure ? 'tls' : 'clear'} ${line}`)
        if (data) {
          if (line === '.') {
            data = false
            say('250 queued as 9')
          }
        } else if (asked > 0) say(--asked === 1 ? '334 UGFzc3dvcmQ6' : '235 in')
        else if (line.startsWith('EHLO'))
          say(`250-mail\r\n${!secure && secureFrom === 'starttls' ? '250-STARTTLS\r\n' : ''}250 AUTH ${auth}`)
        else if (line === 'STARTTLS') {
          say('220 go')
          socket.removeAllListeners('data')
          talk(new TLSSocket(socket, { isServer: true, ...tls }), true, false)
        } else if (line === 'AUTH LOGIN') {
          asked = 2
          say('334 VXNlcm5hbWU6')
        } else if (line.startsWith('AUTH PLAIN')) say('235 in')
        else if (line === 'DATA') {
          data = true
          say('354 go')
        } else say(line === 'QUIT' ? '221 bye' : '250 ok')
      }
    })
  }
  const server =
    secureFrom === 'start' ? createTls(tls, (s) => talk(s, true, true)) : createTcp((s) => talk(s, false, true))
  server.listen(0)
  return { heard, port: () => (server.address() as AddressInfo).port, close: () => server.close() }
}

beforeAll(() => setDefaultCACertificates([...trusted, testCert]))
afterAll(() => setDefaultCACertificates(trusted))

for (const [auth, from, scheme] of [
  ['PLAIN', 'starttls', 'smtp'],
  ['LOGIN', 'starttls', 'smtp'],
  ['PLAIN', 'start', 'smtps'],
  ['LOGIN', 'start', 'smtps'],
] as const) {
  test(`${scheme} with AUTH ${auth}: the password and the letter go through TLS only`, async () => {
    const server = mailServer(auth, from)
    try {
      expect(
        await smtpDriver(`${scheme}://${user}@localhost:${server.port()}`, 'sunlit@example.cn').send(message),
      ).toContain('queued as 9')
      const secret = server.heard.findIndex((l) => l.includes('AUTH'))
      expect(secret).toBeGreaterThan(-1)
      expect(server.heard.slice(secret).every((l) => l.startsWith('tls '))).toBe(true)
      const base64 = (text: string) => Buffer.from(text).toString('base64')
      for (const l of auth === 'PLAIN'
        ? [`AUTH PLAIN ${base64('\0sunlit@example.cn\0päss')}`]
        : [base64('sunlit@example.cn'), base64('päss')])
        expect(server.heard).toContain(`tls ${l}`)
      expect(server.heard.filter((l) => l.startsWith('clear ')).map((l) => l.split(' ')[1])).toEqual(
        from === 'starttls' ? ['EHLO', 'STARTTLS'] : [],
      )
    } finally {
      server.close()
    }
  })
}

test('a server without TLS gets no password; one whose certificate nobody vouches for gets nothing', async () => {
  const open = mailServer('PLAIN', 'never')
  const strange = mailServer('PLAIN', 'start')
  try {
    await expect(
      smtpDriver(`smtp://${user}@localhost:${open.port()}`, 'sunlit@example.cn').send(message),
    ).rejects.toBeInstanceOf(Refused)
    setDefaultCACertificates(trusted)
    await expect(
      smtpDriver(`smtps://${user}@localhost:${strange.port()}`, 'sunlit@example.cn').send(message),
    ).rejects.toThrow(/certificate/)
    expect([...open.heard, ...strange.heard].filter((l) => /AUTH|RCPT|DATA/.test(l))).toEqual([])
  } finally {
    setDefaultCACertificates([...trusted, testCert])
    open.close()
    strange.close()
  }
})
