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
const served = await serve(new FakeWechat({ ...account, callback: `${site}/wechat/callback` }), port)
console.log(`仿真微信：${served.url}，对着 ${site}
在办公台“微信公众号”里填：
  AppID ${account.appId}
  原始 ID ${account.originalId}
  AppSecret ${account.secret}
  令牌 ${account.token}
  消息加解密密钥 ${account.aesKey}（安全模式）
  微信接口的网址和授权的网址 ${served.url}
Ctrl+C 结束。`)
