/**
 * E-mail for offices over SMTP (RFC 5321): TLS from the start (smtps) or STARTTLS, AUTH PLAIN or LOGIN, one short plain
 * message per connection.
 */
import { once } from 'node:events'
import { connect as connectPlain, type Socket } from 'node:net'
import { hostname } from 'node:os'
import { connect as connectTls } from 'node:tls'
import { Refused, Unanswered, type Driver } from './drivers.ts'

const answerMs = 15_000

/**
 * `url`: smtps://user:password@host:465, or smtp://host:25 (then encrypted as soon as the server offers it; without
 * that no password is sent).
 */
export function smtpDriver(url: string, from: string): Driver {
  const server = new URL(url)
  return {
    name: 'smtp',
    async send(m) {
      if (/[\r\n<>]/.test(m.to + from)) throw new Refused('address')
      const talk = await Talk.open(server)
      try {
        await talk.say(undefined, 220)
        const offered = await talk.greet(server)
        if (server.username !== '') {
          if (!talk.secure) throw new Refused('no TLS')
          await signIn(talk, offered, decodeURIComponent(server.username), decodeURIComponent(server.password))
        }
        await talk.say(`MAIL FROM:<${from}>`, 250)
        await talk.say(`RCPT TO:<${m.to}>`, 250)
        await talk.say('DATA', 354)
        const receipt = await talk.say(`${messageOf(m, from)}\r\n.`, 250).catch((error: unknown) => {
          throw error instanceof Error && /^SMTP \d/.test(error.message) ? error : new Unanswered('SMTP closed')
        })
        talk.end()
        return receipt.slice(4, 100)
      } catch (error) {
        talk.end()
        throw error
      }
    },
  }
}

/** AUTH PLAIN (RFC 4616), or LOGIN where that is all a server knows. */
async function signIn(talk: Talk, offered: string, user: string, password: string): Promise<void> {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const ways = /^250[ -]AUTH[ =](.*)$/im.exec(offered)?.[1]?.toUpperCase() ?? ''
  if (/\bPLAIN\b/.test(ways)) return void (await talk.say(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, 235))
  if (!/\bLOGIN\b/.test(ways)) throw new Refused('no AUTH PLAIN or LOGIN')
  await talk.say('AUTH LOGIN', 334)
  await talk.say(base64(user), 334)
  await talk.say(base64(password), 235)
}

/** Headers and body in base 64, so that no line is too long and none begins with a dot. */
export function messageOf(m: { id: string; to: string; words: string; now: Date }, from: string): string {
  const lines =
    Buffer.from(m.words)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  const subject = `=?UTF-8?B?${Buffer.from('阳光村务').toString('base64')}?=`
  return [
    `From: <${from}>`,
    `To: <${m.to}>`,
    `Subject: ${subject}`,
    `Date: ${m.now.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${m.id}@${from.split('@')[1] ?? 'localhost'}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    'Auto-Submitted: auto-generated',
    '',
    ...lines,
  ].join('\r\n')
}

class Talk {
  private heard = ''
  private socket: Socket
  public secure: boolean

  private constructor(socket: Socket, secure: boolean) {
    this.socket = socket
    this.secure = secure
    this.listen()
  }

  static async open(server: URL): Promise<Talk> {
    const tls = server.protocol === 'smtps:'
    const port = Number(server.port || (tls ? 465 : 25))
    const socket = tls
      ? connectTls({ host: server.hostname, port, servername: server.hostname })
      : connectPlain({ host: server.hostname, port })
    // Who waits for an answer hears of a broken line; afterwards nobody has to.
    socket.on('error', () => undefined)
    socket.setTimeout(answerMs, () => socket.destroy(new Error('timeout')))
    await once(socket, tls ? 'secureConnect' : 'connect')
    return new Talk(socket, tls)
  }

  /** EHLO, and STARTTLS where it is offered; returns what the server offers. */
  async greet(server: URL): Promise<string> {
    const offered = await this.say(`EHLO ${hostname() || 'localhost'}`, 250)
    if (this.secure || !/STARTTLS/i.test(offered)) return offered
    await this.say('STARTTLS', 220)
    this.socket.removeAllListeners('data')
    const socket = connectTls({ socket: this.socket, servername: server.hostname })
    socket.on('error', () => undefined)
    await once(socket, 'secureConnect')
    this.socket = socket
    this.secure = true
    this.listen()
    return this.say(`EHLO ${hostname() || 'localhost'}`, 250)
  }

  /** Says a line and waits for the whole answer. A 5xx is a refusal. */
  async say(line: string | undefined, expected: number): Promise<string> {
    if (line !== undefined) this.socket.write(`${line}\r\n`)
    while (!/^\d{3}(?: .*)?\r\n/m.test(this.heard))
      await Promise.race([
        once(this.socket, 'heard'),
        once(this.socket, 'close').then(() => {
          throw new Error('SMTP closed')
        }),
      ])
    const answer = this.heard
    this.heard = ''
    const code = Number(/^(\d{3})(?: .*)?\r\n/m.exec(answer)![1])
    if (code === expected) return answer
    throw code >= 500 ? new Refused(`SMTP ${code}`) : new Error(`SMTP ${code}`)
  }

  end() {
    this.socket.end('QUIT\r\n')
  }

  private listen() {
    this.socket.on('data', (bytes: Buffer) => {
      this.heard += bytes.toString('utf8')
      this.socket.emit('heard')
    })
  }
}
