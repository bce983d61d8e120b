/** WeChat's published examples (developers.weixin.qq.com "消息推送"; Tencent's sample of WXBizMsgCrypt; JSSDK appendix). */
import { expect, it } from 'vitest'
import fc from 'fast-check'
import { NotForUs, openMessage, sealMessage } from './cipher.ts'
import { readFields, readList, writeReply } from './envelope.ts'
import { readSaid } from './said.ts'
import { signPage } from '../jssdk/signature.ts'
import { isFresh, isSigned, signatureOf } from './signature.ts'

const docs = {
  token: 'AAAAA',
  key: 'A'.repeat(43),
  appId: 'wxba5fad812f8e6fb9',
  sealed:
    '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR' +
    '8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km3' +
    '2IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=',
}
const sample = {
  token: 'QDG6eK',
  key: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  appId: 'wx5823bf96d3bd56c7',
  echo: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  sealed:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3' +
    'TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gs' +
    'ijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUa' +
    'x5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIG' +
    'HBZZIs2pDBS8R07+qN+E7Q==',
}

it('signs as the published examples do', () => {
  expect(signatureOf([docs.token, '1714036504', '1514711492'])).toBe('f464b24fc39322e44b38aa78f5edd27bd1441696')
  expect(signatureOf([docs.token, '1714037059', '486452656'])).toBe('899cf89e464efb63f54ddac96b0a0a235f53aa78')
  expect(signatureOf([docs.token, '1714112445', '415670741', docs.sealed])).toBe(
    '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
  )
  expect(signatureOf([sample.token, '1409659589', '263014780', sample.echo])).toBe(
    '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  )
  expect(signatureOf([sample.token, '1409659813', '1372623149', sample.sealed])).toBe(
    '477715d11cdb4164915debcba66cb864d751f3e6',
  )
  expect(isSigned('899cf89e464efb63f54ddac96b0a0a235f53aa79', [docs.token, '1714037059', '486452656'])).toBe(false)
  expect(isSigned('', [docs.token])).toBe(false)
})

it('opens what the published examples sealed', () => {
  expect(openMessage([sample.key], sample.appId, sample.echo).text).toBe('1616140317555161061')
  expect(readFields(openMessage([sample.key], sample.appId, sample.sealed).text)).toMatchObject({
    FromUserName: 'mycreate',
    Content: 'hello',
    MsgId: '4561255354251345929',
  })
  expect(JSON.parse(openMessage([docs.key], docs.appId, docs.sealed).text)).toMatchObject({ Event: 'debug_demo' })
})

it('opens under the key before the present one, and says under which', () => {
  const fresh = 'B'.repeat(43)
  expect(openMessage([fresh, sample.key], sample.appId, sample.echo).key).toBe(sample.key)
  expect(() => openMessage([fresh], sample.appId, sample.echo)).toThrow(NotForUs)
  expect(() => openMessage([sample.key], 'wx0000000000000000', sample.echo)).toThrow(NotForUs)
})

it('any text comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const whole = text.toWellFormed()
      expect(openMessage([sample.key], sample.appId, sealMessage(sample.key, sample.appId, whole)).text).toBe(whole)
    }),
  )
})

it('refuses any ciphertext that is not ours without another fault than that', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(() => openMessage([sample.key], sample.appId, Buffer.from(bytes).toString('base64'))).toThrow(NotForUs)
    }),
  )
})

it('writes what it reads, with the end of a section in the words', () => {
  const xml = writeReply({ kind: 'text', text: '账目]]>&<a>"\u0007𬭚' }, 'gh_1', 'o1', 1_714_037_059)
  expect(readFields(xml)).toMatchObject({ Content: '账目]]>&<a>"𬭚', ToUserName: 'o1', CreateTime: '1714037059' })
})

it('reads no entities, no document types, no half of a message', () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><Content>&b;</Content></xml>'
  for (const xml of [bomb, '<xml><Content>&b;</Content></xml>', '<xml><Content>a', 'nothing'])
    expect(() => readFields(xml)).toThrow()
})

it('knows the names that lie deeper', () => {
  const scan =
    '<xml><Event><![CDATA[scancode_waitmsg]]></Event><ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType>' +
    '<ScanResult><![CDATA[1]]></ScanResult></ScanCodeInfo></xml>'
  expect(readFields(scan)).toMatchObject({ Event: 'scancode_waitmsg', ScanResult: '1' })
})

it('takes ten minutes either way, no more', () => {
  const now = new Date('2026-12-01T00:00:00Z')
  const at = (seconds: number) => String(now.getTime() / 1000 + seconds)
  expect([at(-600), at(0), at(600)].map((t) => isFresh(t, now))).toEqual([true, true, true])
  expect([at(-601), at(601), '', 'x', '-1', '9'.repeat(13)].map((t) => isFresh(t, now))).toEqual(Array(6).fill(false))
})

it('a page’s signature: the example of WeChat’s documentation', () => {
  const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg'
  const page = { ticket, nonce: 'Wm3WZYTPz0wzccnW', timestamp: 1414587457, url: 'http://mp.weixin.qq.com?params=value' }
  expect(signPage(page)).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
})

it('yes and no to notices: the example of WeChat’s documentation', () => {
  const one = (id: string, said: string) =>
    `<List>\n<TemplateId><![CDATA[${id}]]></TemplateId>\n<SubscribeStatusString><![CDATA[${said}]]></SubscribeStatusString>\n<PopupScene>2</PopupScene>\n</List>`
  const [a, b] = ['VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc', '9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI']
  const xml = `<xml>
<ToUserName><![CDATA[gh_123456789abc]]></ToUserName>
<FromUserName><![CDATA[otFpruAK8D-E6EfStSYonYSBZ8_4]]></FromUserName>
<CreateTime>1610969440</CreateTime>
<MsgType><![CDATA[event]]></MsgType>
<Event><![CDATA[subscribe_msg_popup_event]]></Event>
<SubscribeMsgPopupEvent>
${one(a!, 'accept')}
${one(b!, 'reject')}
</SubscribeMsgPopupEvent>
</xml>`
  expect(readSaid(readFields(xml), readList(xml))).toEqual({
    kind: 'consents',
    everywhere: false,
    given: [
      { templateId: a, yes: true },
      { templateId: b, yes: false },
    ],
  })
})
