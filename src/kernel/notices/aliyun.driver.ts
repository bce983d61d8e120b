/**
 * Aliyun's short messages (Dysmsapi 2017-05-25, SendSms), signed with ACS3-HMAC-SHA256 as its documentation describes
 * the V3 signature.
 */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { postTo, Refused, type Driver } from './drivers.ts'

export type Carrier = {
  keyId: string
  keySecret: string
  signName: string
  templateIds: Readonly<Record<string, string>>
  endpoint?: string | undefined
}

export function aliyunDriver(carrier: Carrier): Driver {
  const host = carrier.endpoint ?? 'dysmsapi.aliyuncs.com'
  return {
    name: 'aliyun',
    async send(m) {
      const templateCode = m.carrierCode || carrier.templateIds[m.template]
      if (!templateCode) throw new Refused(`no template ${m.template}`)
      const query = {
        PhoneNumbers: m.to,
        SignName: carrier.signName,
        TemplateCode: templateCode,
        TemplateParam: JSON.stringify(m.params),
        OutId: m.id,
      }
      const signed = signAcs3(
        {
          method: 'POST',
          host,
          path: '/',
          query,
          action: 'SendSms',
          version: '2017-05-25',
          date: `${m.now.toISOString().slice(0, 19)}Z`,
          nonce: randomUUID(),
          body: '',
        },
        carrier,
      )
      const answer = (await postTo(`https://${host}/?${signed.query}`, { headers: signed.headers, body: '' })) as {
        Code?: string
        BizId?: string
      }
      if (answer.Code !== 'OK')
        throw /^isv\.BUSINESS_LIMIT|SERVER|Throttling/i.test(answer.Code ?? '')
          ? new Error(answer.Code)
          : new Refused(answer.Code ?? 'no code')
      return answer.BizId ?? ''
    },
  }
}

export type AcsRequest = {
  method: string
  host: string
  path: string
  query: Record<string, string>
  action: string
  version: string
  date: string
  nonce: string
  body: string
}

/**
 * ACS3-HMAC-SHA256: the canonical request is method, path, sorted query, sorted headers (host, content-type, x-acs-*),
 * their names, and the body's SHA-256; signed is "ACS3-HMAC-SHA256\n" and its SHA-256, with the key's secret, as hex.
 */
export function signAcs3(
  r: AcsRequest,
  key: { keyId: string; keySecret: string },
): { headers: Record<string, string>; query: string } {
  const bodyHash = sha256(r.body)
  const headers: Record<string, string> = {
    host: r.host,
    'x-acs-action': r.action,
    'x-acs-content-sha256': bodyHash,
    'x-acs-date': r.date,
    'x-acs-signature-nonce': r.nonce,
    'x-acs-version': r.version,
  }
  const names = Object.keys(headers).sort()
  const query = Object.entries(r.query)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${encode(k)}=${encode(v)}`)
    .join('&')
  const canonical = [
    r.method,
    r.path,
    query,
    ...names.map((n) => `${n}:${headers[n]!.trim()}`),
    '',
    names.join(';'),
    bodyHash,
  ].join('\n')
  const signature = createHmac('sha256', key.keySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex')
  return {
    query,
    headers: {
      ...headers,
      authorization: `ACS3-HMAC-SHA256 Credential=${key.keyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
    },
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
/** RFC 3986: only letters, digits, "-_.~" stay. */
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
