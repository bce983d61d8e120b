/** Messages from and to WeChat as XML: one level of names with texts, and what lies deeper under its own name. */
import { readXml } from '../../../kernel/files/xml.ts'

/** As much as a message may have; WeChat's own are below 4 KiB. */
export const mostBytes = 64 * 1024

/** What stands in a message, by name; of a name that comes twice the first. */
export type Fields = Readonly<Record<string, string>>

/** @throws FileRefused where it is no plain XML. */
export function readFields(xml: string): Fields {
  const fields = new Map<string, string>()
  const open: string[] = []
  let text = ''
  const reader = () => ({
    open(name: string) {
      open.push(name)
      text = ''
    },
    text(piece: string) {
      text += piece
    },
    close(name: string) {
      open.pop()
      if (open.length > 0 && !fields.has(name)) fields.set(name, text)
      text = ''
    },
  })
  for (const _ of readXml<never>([Buffer.from(xml, 'utf8')], reader)) void _
  return Object.fromEntries(fields)
}

/** Each `<List>` of a message, with what stands in it. @throws FileRefused where it is no plain XML. */
export function readList(xml: string): Fields[] {
  const all: Record<string, string>[] = []
  const open: string[] = []
  let text = ''
  const reader = () => ({
    open(name: string) {
      if (name === 'List') all.push({})
      open.push(name)
      text = ''
    },
    text(piece: string) {
      text += piece
    },
    close(name: string) {
      open.pop()
      if (open.at(-1) === 'List') all.at(-1)![name] = text
    },
  })
  for (const _ of readXml<never>([Buffer.from(xml, 'utf8')], reader)) void _
  return all
}

/** What is answered at once. Up to eight articles by WeChat's rules, one in answer to a text: the first is shown. */
export type Reply =
  | { kind: 'text'; text: string }
  | { kind: 'news'; articles: readonly { title: string; description: string; picture?: string; url: string }[] }

/** The XML of a reply from the account (`from`) to a follower (`to`); `at` in seconds. */
export function writeReply(reply: Reply, from: string, to: string, at: number): string {
  const head = `<ToUserName>${cdata(to)}</ToUserName><FromUserName>${cdata(from)}</FromUserName><CreateTime>${at}</CreateTime>`
  if (reply.kind === 'text')
    return `<xml>${head}<MsgType>${cdata('text')}</MsgType><Content>${cdata(reply.text)}</Content></xml>`
  const items = reply.articles.map(
    (a) =>
      `<item><Title>${cdata(a.title)}</Title><Description>${cdata(a.description)}</Description>` +
      `<PicUrl>${cdata(a.picture ?? '')}</PicUrl><Url>${cdata(a.url)}</Url></item>`,
  )
  return (
    `<xml>${head}<MsgType>${cdata('news')}</MsgType><ArticleCount>${items.length}</ArticleCount>` +
    `<Articles>${items.join('')}</Articles></xml>`
  )
}

/** The XML around an encrypted reply. */
export const writeSealed = (sealed: string, signature: string, timestamp: string, nonce: string): string =>
  `<xml><Encrypt>${cdata(sealed)}</Encrypt><MsgSignature>${cdata(signature)}</MsgSignature>` +
  `<TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`

/** Any text, `]]>` in it too; without the characters that XML knows none of. */
const cdata = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  `<![CDATA[${text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
