/**
 * A WeChat to try the official account against: followers who say things, and the server's interfaces with their rules
 * and errors, as the published documents have them. It knows nothing of our own code: its signatures and ciphers are
 * written a second time, so that one mistake is not made on both sides.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

export type Config = {
  appId: string
  originalId: string
  secret: string
  token: string
  /** 43 characters: messages are encrypted. */
  aesKey?: string | undefined
  /** Where messages are delivered. */
  callback: string
  /** Seconds since 1970. */
  clock?: () => number
  deliver?: (url: string, init: RequestInit) => Promise<Response>
}

/** One line of a chat, as the person sees it. */
export type Line = { from: 'account' | 'person'; text: string; at: number }
export type Follower = { openid: string; name: string; follows: boolean; spokeAt: number; chat: Line[] }
/** A template of 订阅通知: its fields, and whether one yes is good for all. */
export type Template = { id: string; lasting: boolean; fields: readonly string[] }
export type Answer = { status: number; text: string }
export type Api = { status: number; body: unknown; type?: string }

const fiveSeconds = 5_000
const tries = 3
const customerWindow = 48 * 3600

export class FakeWechat {
  readonly followers = new Map<string, Follower>()
  readonly media = new Map<string, { bytes: Uint8Array; type: string }>()
  /** Every request to the interfaces, newest last. */
  readonly asked: { path: string; code: number }[] = []
  readonly templates = new Map<string, Template>()
  /** How many notices a person still takes, by template; Infinity where one yes is good for all. */
  readonly consents = new Map<string, number>()
  /** Notices that arrived. */
  readonly notices: { to: string; template: string; page: string; values: Record<string, string> }[] = []
  /** Errors that the next questions get, by path, first one first. */
  readonly failing: { path: string; code: number }[] = []
  /** What pages are signed with. */
  readonly ticket = randomBytes(43).toString('base64url')
  menu: unknown
  config: Config
  private codes = new Map<string, { openid: string; until: number }>()
  private tokens: { value: string; until: number }[] = []
  private nextId = 1

  constructor(config: Config) {
    this.config = config
  }

  now(): number {
    return this.config.clock?.() ?? Math.floor(Date.now() / 1000)
  }

  person(name: string): Follower {
    const openid = `o${createHash('sha256').update(name).digest('base64url').slice(0, 27)}`
    const known = this.followers.get(openid)
    if (known) return known
    const made: Follower = { openid, name, follows: false, spokeAt: 0, chat: [] }
    this.followers.set(openid, made)
    return made
  }

  // What a person does.

  say(who: Follower, text: string): Promise<Answer> {
    this.note(who, 'person', text)
    return this.tell(who, { MsgType: 'text', Content: text, MsgId: this.id() })
  }

  send(who: Follower, type: 'image' | 'voice' | 'video', bytes: Uint8Array, mime: string): Promise<Answer> {
    const mediaId = randomBytes(24).toString('base64url')
    this.media.set(mediaId, { bytes, type: mime })
    this.note(who, 'person', `[${type}]`)
    return this.tell(who, {
      MsgType: type,
      MediaId: mediaId,
      MsgId: this.id(),
      ...(type === 'voice' ? { Format: 'amr' } : { PicUrl: 'http://mmbiz.example/picture' }),
    })
  }

  standAt(who: Follower, lat: number, lng: number, label: string): Promise<Answer> {
    this.note(who, 'person', `[location] ${label}`)
    return this.tell(who, {
      MsgType: 'location',
      Location_X: String(lat),
      Location_Y: String(lng),
      Scale: '20',
      Label: label,
      MsgId: this.id(),
    })
  }

  follow(who: Follower, scene?: string): Promise<Answer> {
    who.follows = true
    return this.tell(who, {
      MsgType: 'event',
      Event: 'subscribe',
      EventKey: scene === undefined ? '' : `qrscene_${scene}`,
      ...(scene === undefined ? {} : { Ticket: 'fake-ticket' }),
    })
  }

  scan(who: Follower, scene: string): Promise<Answer> {
    return who.follows ? this.event(who, 'SCAN', scene) : this.follow(who, scene)
  }

  leave(who: Follower): Promise<Answer> {
    who.follows = false
    return this.event(who, 'unsubscribe', '')
  }

  press(who: Follower, key: string): Promise<Answer> {
    return this.event(who, 'CLICK', key)
  }

  /** Presses 同意 or 取消 in the window that offers notices. */
  agreeTo(who: Follower, choices: readonly { id: string; yes: boolean }[]): Promise<Answer> {
    for (const { id, yes } of choices) if (yes) this.allow(who, id)
    return this.choices(who, 'subscribe_msg_popup_event', 'SubscribeMsgPopupEvent', choices, '<PopupScene>1</PopupScene>')
  }

  /** Turns a kind of notice off in WeChat's own list; `told` false: the event is lost on its way. */
  turnOff(who: Follower, id: string, told = true): Promise<Answer> {
    this.consents.delete(`${who.openid} ${id}`)
    const none = Promise.resolve({ status: 0, text: '' })
    return told
      ? this.choices(who, 'subscribe_msg_change_event', 'SubscribeMsgChangeEvent', [{ id, yes: false }], '')
      : none
  }

  /** Whether a page may use the JSSDK: signed for its address with the ticket. */
  isSigned(q: URLSearchParams): boolean {
    const said = (name: string) => q.get(name) ?? ''
    const text = `jsapi_ticket=${this.ticket}&noncestr=${said('nonceStr')}&timestamp=${said('timestamp')}&url=${said('url')}`
    return said('appId') === this.config.appId && createHash('sha1').update(text).digest('hex') === said('signature')
  }

  private allow(who: Follower, id: string) {
    const key = `${who.openid} ${id}`
    this.consents.set(key, this.templates.get(id)?.lasting ? Infinity : (this.consents.get(key) ?? 0) + 1)
  }

  private choices(
    who: Follower,
    event: string,
    outer: string,
    choices: readonly { id: string; yes: boolean }[],
    more: string,
  ): Promise<Answer> {
    const lists = choices.map(
      ({ id, yes }) =>
        `<List><TemplateId><![CDATA[${id}]]></TemplateId><SubscribeStatusString><![CDATA[${yes ? 'accept' : 'reject'}]]>` +
        `</SubscribeStatusString>${more}</List>`,
    )
    return this.tell(who, { MsgType: 'event', Event: event }, `<${outer}>${lists.join('')}</${outer}>`)
  }

  event(who: Follower, event: string, key: string): Promise<Answer> {
    return this.tell(who, { MsgType: 'event', Event: event, EventKey: key })
  }

  /** Delivers a message up to three times, as WeChat does where no answer comes. */
  async tell(who: Follower, said: Record<string, string>, inside = ''): Promise<Answer> {
    who.spokeAt = this.now()
    const fields = {
      ToUserName: this.config.originalId,
      FromUserName: who.openid,
      CreateTime: String(this.now()),
      ...said,
    }
    let last: Answer = { status: 0, text: '' }
    for (let n = 0; n < tries; n++) {
      last = await this.deliver(fields, {}, inside).catch(() => ({ status: 0, text: '' }))
      if (last.status === 200) break
    }
    const shown = last.status === 200 ? this.shown(last.text) : '该公众号提供的服务出现故障，请稍后再试'
    if (shown !== '') this.note(who, 'account', shown)
    return last
  }

  /** One delivery; `more` overrides what is signed with, for trying wrong ones. */
  async deliver(fields: Record<string, string>, more: Partial<Signing> = {}, inside = ''): Promise<Answer> {
    const { url, body } = this.letter(xmlOf(fields, inside), more)
    const deliver = this.config.deliver ?? fetch
    const answer = await deliver(url, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body,
      signal: AbortSignal.timeout(fiveSeconds),
    })
    return { status: answer.status, text: await answer.text() }
  }

  /** Asks whether the address is the account's. */
  async prove(echo: string): Promise<Answer> {
    const { timestamp, nonce, token } = this.signing({})
    const signature = sign([token, timestamp, nonce])
    const query = new URLSearchParams({ signature, timestamp, nonce, echostr: echo })
    const answer = await (this.config.deliver ?? fetch)(`${this.config.callback}?${query}`, {})
    return { status: answer.status, text: await answer.text() }
  }

  private signing(more: Partial<Signing>): Signing {
    return {
      token: more.token ?? this.config.token,
      aesKey: 'aesKey' in more ? more.aesKey : this.config.aesKey,
      timestamp: more.timestamp ?? String(this.now()),
      nonce: more.nonce ?? String(randomBytes(4).readUInt32BE(0)),
      appId: more.appId ?? this.config.appId,
    }
  }

  private letter(xml: string, more: Partial<Signing>): { url: string; body: string } {
    const { token, aesKey, timestamp, nonce, appId } = this.signing(more)
    const query = new URLSearchParams({ signature: sign([token, timestamp, nonce]), timestamp, nonce })
    if (aesKey === undefined) return { url: `${this.config.callback}?${query}`, body: xml }
    const sealed = encrypt(aesKey, appId, xml)
    query.set('encrypt_type', 'aes')
    query.set('msg_signature', sign([token, timestamp, nonce, sealed]))
    const to = `<ToUserName><![CDATA[${this.config.originalId}]]></ToUserName>`
    return {
      url: `${this.config.callback}?${query}`,
      body: `<xml>${to}<Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`,
    }
  }

  /** What the person sees of an answer. @throws Error where it is not signed as it must be. */
  private shown(answer: string): string {
    if (answer === 'success' || answer === '') return ''
    let xml = answer
    if (this.config.aesKey !== undefined) {
      const [sealed, signature] = [part(answer, 'Encrypt'), part(answer, 'MsgSignature')]
      const [timestamp, nonce] = [part(answer, 'TimeStamp'), part(answer, 'Nonce')]
      if (sign([this.config.token, timestamp, nonce, sealed]) !== signature) throw new Error('the answer is not signed')
      xml = decrypt(this.config.aesKey, sealed)
    }
    return part(xml, 'Content') || part(xml, 'Title')
  }

  // What the account's server asks.

  api(method: string, path: string, query: URLSearchParams, body: Record<string, unknown>): Api {
    const answer = this.answerApi(path, query, body)
    const code = (answer.body as { errcode?: number } | undefined)?.errcode ?? 0
    this.asked.push({ path, code })
    return answer
  }

  private answerApi(path: string, query: URLSearchParams, body: Record<string, unknown>): Api {
    const fails = this.failing.findIndex((f) => f.path === path)
    if (fails >= 0) return failed(this.failing.splice(fails, 1)[0]!.code)
    if (path === '/cgi-bin/stable_token') return this.stableToken(body)
    if (path === '/sns/oauth2/access_token') return this.oauth(query)
    const token = this.tokens.find((t) => t.value === query.get('access_token'))
    if (!token) return failed(40001)
    if (token.until <= this.now()) return failed(42001)
    if (path === '/cgi-bin/media/get') return this.mediaGet(query.get('media_id') ?? '')
    if (path === '/cgi-bin/message/custom/send') return this.customSend(body)
    if (path === '/cgi-bin/ticket/getticket')
      return { status: 200, body: { errcode: 0, errmsg: 'ok', ticket: this.ticket, expires_in: 7200 } }
    if (path === '/cgi-bin/message/subscribe/bizsend') return this.noticeSend(body)
    if (path === '/cgi-bin/menu/create') return this.menuCreate(body)
    if (path === '/cgi-bin/qrcode/create') return this.qrCreate(body)
    return failed(40066)
  }

  private stableToken(body: Record<string, unknown>): Api {
    if (body['appid'] !== this.config.appId) return failed(40013)
    if (body['secret'] !== this.config.secret) return failed(40125)
    const [good] = this.tokens.filter((t) => t.until > this.now())
    if (good && body['force_refresh'] !== true)
      return { status: 200, body: { access_token: good.value, expires_in: good.until - this.now() } }
    // The one before stays good for five minutes.
    if (good) good.until = Math.min(good.until, this.now() + 300)
    const made = { value: randomBytes(64).toString('base64url'), until: this.now() + 7200 }
    this.tokens.unshift(made)
    return { status: 200, body: { access_token: made.value, expires_in: 7200 } }
  }

  /** All tokens are good no more. */
  expire() {
    for (const t of this.tokens) t.until = 0
  }

  /** Where a person who agreed is sent back to: the address that was asked for, with a code for five minutes. */
  agree(who: Follower, asked: URLSearchParams): string {
    const code = randomBytes(16).toString('hex')
    this.codes.set(code, { openid: who.openid, until: this.now() + 300 })
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('code', code)
    back.searchParams.set('state', asked.get('state') ?? '')
    return back.href
  }

  private oauth(query: URLSearchParams): Api {
    if (query.get('appid') !== this.config.appId) return failed(40013)
    if (query.get('secret') !== this.config.secret) return failed(40125)
    const code = query.get('code') ?? ''
    const found = this.codes.get(code)
    if (!found || found.until <= this.now()) return failed(found ? 40029 : 40163)
    this.codes.delete(code)
    return { status: 200, body: { access_token: randomBytes(32).toString('hex'), expires_in: 7200, openid: found.openid } }
  }

  private mediaGet(id: string): Api {
    const found = this.media.get(id)
    return found ? { status: 200, body: found.bytes, type: found.type } : failed(40007)
  }

  private customSend(body: Record<string, unknown>): Api {
    const who = this.followers.get(String(body['touser']))
    if (!who) return failed(40003)
    if (!who.follows || who.spokeAt + customerWindow < this.now()) return failed(45015)
    this.note(who, 'account', String((body['text'] as { content?: string } | undefined)?.content ?? ''))
    return { status: 200, body: { errcode: 0, errmsg: 'ok' } }
  }

  private noticeSend(body: Record<string, unknown>): Api {
    const who = this.followers.get(String(body['touser']))
    const template = this.templates.get(String(body['template_id']))
    if (!who) return failed(40003)
    if (!template) return failed(40037)
    const data = (body['data'] ?? {}) as Record<string, { value?: string }>
    const values = Object.fromEntries(Object.entries(data).map(([field, d]) => [field, String(d.value ?? '')]))
    const wrong = template.fields.find((f) => !fits(f, values[f])) ?? Object.keys(values).find((f) => !template.fields.includes(f))
    if (wrong !== undefined) return failed(47003)
    const key = `${who.openid} ${template.id}`
    const left = this.consents.get(key) ?? 0
    if (left <= 0) return failed(43101)
    this.consents.set(key, left - 1)
    this.notices.push({ to: who.openid, template: template.id, page: String(body['page'] ?? ''), values })
    this.note(who, 'account', `[通知] ${Object.values(values).join(' · ')}`)
    return { status: 200, body: { errcode: 0, errmsg: 'ok', msgid: this.notices.length } }
  }

  private menuCreate(body: Record<string, unknown>): Api {
    const buttons = body['button'] as { name: string; sub_button?: unknown[] }[] | undefined
    if (!buttons || buttons.length < 1 || buttons.length > 3) return failed(40016)
    if (buttons.some((b) => Buffer.byteLength(b.name) > 16)) return failed(40018)
    if (buttons.some((b) => (b.sub_button?.length ?? 0) > 5)) return failed(40023)
    this.menu = body
    return { status: 200, body: { errcode: 0, errmsg: 'ok' } }
  }

  private qrCreate(body: Record<string, unknown>): Api {
    const { scene } = (body['action_info'] ?? {}) as { scene?: { scene_str?: string } }
    const name = scene?.scene_str ?? ''
    if (body['action_name'] !== 'QR_LIMIT_STR_SCENE' || name.length < 1 || name.length > 64) return failed(40129)
    const ticket = createHash('sha256').update(name).digest('base64url')
    return { status: 200, body: { ticket, url: `http://weixin.qq.com/q/${ticket.slice(0, 22)}` } }
  }

  private note(who: Follower, from: Line['from'], text: string) {
    who.chat.push({ from, text, at: this.now() })
  }

  private id(): string {
    return String(6_054_768_590_064_713_000n + BigInt(this.nextId++))
  }
}

type Signing = { token: string; aesKey: string | undefined; timestamp: string; nonce: string; appId: string }

/** What a field takes: `thing` 20 signs, `phrase` 5, numbers digits only; nothing empty. */
function fits(field: string, value: string | undefined): boolean {
  if (value === undefined || value === '') return false
  const signs = [...value].length
  switch (field.replace(/\d+$/, '')) {
    case 'thing':
      return signs <= 20
    case 'phrase':
      return signs <= 5
    case 'number':
      return /^\d{1,32}(\.\d+)?$/.test(value)
    case 'character_string':
      return /^[\x20-\x7e]{1,32}$/.test(value)
    default:
      return signs <= 32
  }
}

const failed = (errcode: number): Api => ({ status: 200, body: { errcode, errmsg: `fake ${errcode}` } })

const sign = (parts: string[]) => createHash('sha1').update([...parts].sort().join('')).digest('hex')

/** `inside`: what stands deeper, as XML. */
const xmlOf = (fields: Record<string, string>, inside: string) =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`)
    .join('\n')}${inside}</xml>`

/** The text of an element in what is sent back: a section, or plain. */
function part(xml: string, name: string): string {
  const found = new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^]*?)(?:\\]\\]>)?</${name}>`).exec(xml)?.[1] ?? ''
  return found.replaceAll(']]]]><![CDATA[>', ']]>')
}

function encrypt(aesKey: string, appId: string, text: string): string {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const size = Buffer.alloc(4)
  size.writeUInt32BE(Buffer.byteLength(text))
  const clear = Buffer.concat([randomBytes(16), size, Buffer.from(text), Buffer.from(appId)])
  const pad = 32 - (clear.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16))
  cipher.setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([clear, Buffer.alloc(pad, pad)])), cipher.final()]).toString('base64')
}

function decrypt(aesKey: string, sealed: string): string {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16))
  decipher.setAutoPadding(false)
  const clear = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()])
  return clear.subarray(20, 20 + clear.readUInt32BE(16)).toString('utf8')
}
