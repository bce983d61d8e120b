/** The ways out of the house that the settings name. */
import type { Env } from '../platform/env.ts'
import { StartError } from '../platform/errors.ts'
import { aliyunDriver } from '../kernel/notices/aliyun.driver.ts'
import { outbox, type Channels, type Driver } from '../kernel/notices/drivers.ts'
import { httpDriver } from '../kernel/notices/http.driver.ts'
import { smtpDriver } from '../kernel/notices/smtp.driver.ts'
import { httpIdentity, testIdentity, type Identity } from '../kernel/identity.ts'
import { httpSpeech, type Speech } from '../kernel/speech.ts'
import { tencentDriver } from '../kernel/notices/tencent.driver.ts'

/** Throws `StartError` where the chosen carrier lacks a setting. */
export function channelsOf(env: Env): Channels {
  return { sms: smsOf(env), email: env.mail.url ? smtpDriver(env.mail.url, env.mail.from) : outbox }
}

/** Speech to text, where the settings name a service. */
export const identityOf = ({ identity }: Env, demo: boolean): Identity | undefined =>
  identity.url === undefined
    ? demo
      ? testIdentity
      : undefined
    : httpIdentity(identity.url, identity.key, identity.name)

export const speechOf = ({ speech }: Env): Speech | undefined =>
  speech.url === undefined ? undefined : httpSpeech(speech.url, speech.key, speech.model)

function smsOf({ sms }: Env): Driver {
  const carrier = { keyId: sms.keyId, keySecret: sms.keySecret, signName: sms.sign, templateIds: sms.templates }
  const need = (...names: [string, string][]) => {
    const missing = names.filter(([, value]) => value === '').map(([name]) => name)
    if (missing.length > 0)
      throw new StartError(`短信的设置不全：缺 ${missing.join('、')}。`, '请补上，或者把 SMS_DRIVER 设为 outbox。')
  }
  if (sms.driver === 'http') {
    need(['SMS_URL', sms.url])
    return httpDriver(sms.url, sms.keySecret, sms.templates)
  }
  if (sms.driver === 'outbox') return outbox
  need(
    ['SMS_KEY_ID', sms.keyId],
    ['SMS_KEY_SECRET', sms.keySecret],
    ['SMS_SIGN', sms.sign],
    ['SMS_TEMPLATES', Object.keys(sms.templates).join()],
  )
  if (sms.driver === 'aliyun') return aliyunDriver(carrier)
  need(['SMS_APP_ID', sms.appId])
  return tencentDriver({ ...carrier, appId: sms.appId, region: sms.region })
}
