/**
 * `npm run fake-wechat -- [http://localhost:3000] [8099]`: a WeChat on that port for the server there. What to enter in the
 * console (微信公众号) is printed.
 */
import { FakeWechat } from './fake.ts'
import { serve } from './server.ts'

const site = (process.argv[2] ?? 'http://localhost:3000').replace(/\/$/, '')
const port = Number(process.argv[3] ?? 8099)
const account = {
  appId: 'wx5823bf96d3bd56c7',
  originalId: 'gh_7f083739789a',
  secret: '0123456789abcdef0123456789abcdef',
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}
const fake = new FakeWechat({ ...account, callback: `${site}/wechat/callback` })
const templates = {
  village: { id: 'VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc', lasting: true, fields: ['thing1', 'thing2', 'number3'] },
  matter: { id: '9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI', lasting: true, fields: ['thing1', 'character_string2'] },
}
for (const t of Object.values(templates)) fake.templates.set(t.id, t)
const served = await serve(fake, port)
console.log(`仿真微信：${served.url}，对着 ${site}
在办公台“微信公众号”里填：
  AppID ${account.appId}
  原始 ID ${account.originalId}
  AppSecret ${account.secret}
  令牌 ${account.token}
  消息加解密密钥 ${account.aesKey}（安全模式）
  微信接口的网址和授权的网址 ${served.url}
在“微信通知”里填（都是长期订阅）：
  关注的村有新公开 ${templates.village.id}：村名 thing1，公开的哪一项 thing2，共几项 number3
  反映、申请有进展 ${templates.matter.id}：进展 thing1，编号 character_string2
Ctrl+C 结束。`)
