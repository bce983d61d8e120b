/**
 * Where WeChat's servers call: `GET` proves that the address is ours, `POST` brings what people say. Never 5xx and
 * within five seconds; what takes longer is answered afterwards.
 */
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { transact } from '../../../platform/db.ts'
import { UserError } from '../../../platform/errors.ts'
import { errorFields, log } from '../../../platform/log.ts'
import { FileRefused } from '../../../kernel/files/refused.ts'
import { visitOf, type Site } from '../site.ts'
import { readAccount, type Account } from '../account.ts'
import { sayLater } from '../asking/sayLater.ts'
import { answerTo } from '../talk/talk.ts'
import { text } from '../talk/words.ts'
import { NotForUs, openMessage, sealMessage } from './cipher.ts'
import { mostBytes, readFields, readList, writeReply, writeSealed, type Fields, type Reply } from './envelope.ts'
import { keyOf, readSaid } from './said.ts'
import { isFresh, isSigned, signatureOf } from './signature.ts'
import { onceFor, SignedBefore } from './taken.ts'

/** What WeChat takes for "nothing to say". */
const nothing = 'success'

export function callbackRoutes(app: Hono, site: Site) {
  const limited = bodyLimit({
    maxSize: mostBytes,
    onError: () => {
      throw new UserError(413, '消息太大。')
    },
  })
  app.get('/wechat/callback', async (c) => {
    const account = await accountHere(site)
    const asked = queryOf(c)
    if (!signedPlain(account, asked, site.office.now())) return refused(c)
    return c.text(asked.echostr)
  })
  app.post('/wechat/callback', limited, async (c) => {
    const account = await accountHere(site)
    try {
      return await take(site, c, account)
    } catch (error) {
      if (error instanceof NotForUs || error instanceof FileRefused || error instanceof SignedBefore) return refused(c)
      if (error instanceof UserError) throw error
      // WeChat would tell the person that the account is out of order, and send it twice more.
      log.error('request failed', { path: '/wechat/callback', ...errorFields(error) })
      return c.text(nothing)
    }
  })
}

async function take(site: Site, c: Context, account: Account): Promise<Response> {
  const asked = queryOf(c)
  const now = site.office.now()
  const opened = open(account, asked, await c.req.text(), now)
  if (!opened) return refused(c)
  const { fields, list, key } = opened
  const [us, them] = [fields['ToUserName'] ?? '', fields['FromUserName'] ?? '']
  if (us !== account.originalId || !/^[\w-]{6,64}$/.test(them)) return refused(c)
  const visit = await visitOf(site, c)
  const work = transact(site.office.db, (tx) =>
    onceFor(
      tx,
      site.office.secret,
      { key: keyOf(fields, list), sentWith: `${asked.timestamp} ${asked.nonce}` },
      now,
      async () => {
        const said = await answerTo(tx, site, visit, them, readSaid(fields, list), now)
        return said && JSON.stringify(said)
      },
    ),
  ).catch(failed)
  const done = await inTime(work)
  if (done === 'late') {
    void work.then(
      ({ reply, isNew }) =>
        isNew && reply ? sayLater(site.office, account, them, JSON.parse(reply) as Reply) : undefined,
      // Signed for another message: there is nobody to tell.
      () => undefined,
    )
    return c.text(nothing)
  }
  const { reply } = done
  return reply === undefined
    ? c.text(nothing)
    : sent(c, account, JSON.parse(reply) as Reply, { us, them, key, asked }, now)
}

/** Nothing was kept: the person is asked to send it again, which is more than WeChat's "out of order" says. */
function failed(error: unknown): { reply: string; isNew: boolean } {
  if (error instanceof SignedBefore) throw error
  log.error('request failed', { path: '/wechat/callback', ...errorFields(error) })
  return { reply: JSON.stringify(text(['刚才没有收好，请过一分钟再发一次。'])), isNew: true }
}

/** WeChat waits five seconds, and then sends it again. */
export const answersWithin = { ms: 4_000 }

async function inTime<T>(work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((done) => {
    timer = setTimeout(() => done('late'), answersWithin.ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

type Query = {
  signature: string
  msgSignature: string
  timestamp: string
  nonce: string
  echostr: string
  sealed: boolean
}

function queryOf(c: Context): Query {
  const said = (name: string) => (c.req.query(name) ?? '').slice(0, 200)
  return {
    signature: said('signature'),
    msgSignature: said('msg_signature'),
    timestamp: said('timestamp'),
    nonce: said('nonce'),
    echostr: said('echostr'),
    sealed: said('encrypt_type') === 'aes',
  }
}

const signedPlain = (account: Account, q: Query, now: Date): boolean =>
  isFresh(q.timestamp, now) && account.tokens.some((token) => isSigned(q.signature, [token, q.timestamp, q.nonce]))

type Opened = { fields: Fields; list: readonly Fields[]; key?: string }

/**
 * The message, and the key under which it came; undefined where nobody signed it. An account with keys takes no plain
 * ones: they would be a way around the key.
 */
function open(account: Account, q: Query, body: string, now: Date): Opened | undefined {
  if (account.keys.length === 0)
    return signedPlain(account, q, now) && !q.sealed ? { fields: readFields(body), list: readList(body) } : undefined
  if (!q.sealed || !isFresh(q.timestamp, now)) return undefined
  const sealed = readFields(body)['Encrypt'] ?? ''
  if (!account.tokens.some((token) => isSigned(q.msgSignature, [token, q.timestamp, q.nonce, sealed]))) return undefined
  const { text, key } = openMessage(account.keys, account.appId, sealed)
  return { fields: readFields(text), list: readList(text), key }
}

type Letter = { us: string; them: string; key: string | undefined; asked: Query }

function sent(c: Context, account: Account, reply: Reply, { us, them, key, asked }: Letter, now: Date): Response {
  const at = Math.floor(now.getTime() / 1000)
  const xml = writeReply(reply, us, them, at)
  const headers = { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'no-store' }
  if (key === undefined) return c.body(xml, 200, headers)
  const sealed = sealMessage(key, account.appId, xml)
  const signature = signatureOf([account.tokens[0]!, String(at), asked.nonce, sealed])
  return c.body(writeSealed(sealed, signature, String(at), asked.nonce), 200, headers)
}

async function accountHere({ office }: Site): Promise<Account> {
  const account = await readAccount(office.db, office.secret)
  if (!account?.inUse) throw new UserError(404, '这里没有公众号。')
  return account
}

const refused = (c: Context): Response => c.text('403', 403)
