/**
 * Tencent Cloud's short messages (sms 2021-01-11, SendSms), signed with TC3-HMAC-SHA256 as its documentation describes.
 */
import { createHash, createHmac } from 'node:crypto'
import { postTo, Refused, type Driver } from './drivers.ts'
import type { Carrier } from './aliyun.driver.ts'
import { messageOf } from './templates.ts'

export function tencentDriver(carrier: Carrier & { appId: string; region: string }): Driver {
  const host = carrier.endpoint ?? 'sms.tencentcloudapi.com'
  return {
    name: 'tencent',
    async send(m) {
      const templateId = m.carrierCode || carrier.templateIds[m.template]
      if (!templateId) throw new Refused(`no template ${m.template}`)
      const body = JSON.stringify({
        PhoneNumberSet: [`+86${m.to}`],
        SmsSdkAppId: carrier.appId,
        SignName: carrier.signName,
        TemplateId: templateId,
        TemplateParamSet: messageOf(m.template).params.map((p) => m.params[p] ?? ''),
        SessionContext: m.id,
      })
      const timestamp = Math.floor(m.now.getTime() / 1000)
      const authorization = signTc3(
        {
          host,
          service: 'sms',
          timestamp,
          body,
          headers: { 'content-type': 'application/json; charset=utf-8', host, 'x-tc-action': 'sendsms' },
        },
        carrier,
      )
      const answer = (await postTo(`https://${host}/`, {
        headers: {
          authorization,
          'content-type': 'application/json; charset=utf-8',
          'x-tc-action': 'SendSms',
          'x-tc-timestamp': String(timestamp),
          'x-tc-version': '2021-01-11',
          'x-tc-region': carrier.region,
        },
        body,
      })) as TencentAnswer
      const failure = answer.Response?.Error?.Code
      const status = answer.Response?.SendStatusSet?.[0]
      if (failure !== undefined)
        throw /^(InternalError|RequestLimitExceeded)/.test(failure) ? new Error(failure) : new Refused(failure)
      if (status?.Code !== 'Ok') throw new Refused(status?.Code ?? 'no status')
      return status.SerialNo ?? ''
    },
  }
}

type TencentAnswer = { Response?: { Error?: { Code: string }; SendStatusSet?: { Code: string; SerialNo?: string }[] } }
/** `headers`: lower-case names with the values as they are signed. */
export type Tc3Request = {
  host: string
  service: string
  timestamp: number
  body: string
  headers: Record<string, string>
}

/**
 * TC3-HMAC-SHA256 of a POST to "/": the signing key follows from the secret by day, service and the word tc3_request.
 * Returns the Authorization header.
 */
export function signTc3(r: Tc3Request, key: { keyId: string; keySecret: string }): string {
  const day = new Date(r.timestamp * 1000).toISOString().slice(0, 10)
  const names = Object.keys(r.headers).sort()
  const canonical = [
    'POST',
    '/',
    '',
    ...names.map((n) => `${n}:${r.headers[n]}`),
    '',
    names.join(';'),
    sha256(r.body),
  ].join('\n')
  const scope = `${day}/${r.service}/tc3_request`
  const signingKey = hmac(hmac(hmac(Buffer.from(`TC3${key.keySecret}`), day), r.service), 'tc3_request')
  const signature = hmac(signingKey, `TC3-HMAC-SHA256\n${r.timestamp}\n${scope}\n${sha256(canonical)}`).toString('hex')
  return `TC3-HMAC-SHA256 Credential=${key.keyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
