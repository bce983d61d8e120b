/** WeChat's errors in words that say what to do (developers.weixin.qq.com, 全局返回码). */
import { WechatError } from './ask.ts'

const words: Readonly<Record<number, string>> = {
  40001: 'AppSecret 不对，或者刚在微信那边换过。请重新填 AppSecret。',
  40013: '没有这个 AppID。请到公众平台“开发接口管理”里核对。',
  40125: 'AppSecret 不对。请到公众平台重置后再填。',
  40164: '这台服务器的网络地址不在公众号的 IP 白名单里。请在公众平台加上。',
  40018: '菜单的名字太长。',
  40027: '菜单里的网址微信不认。',
  45009: '今天问微信的次数用完了，明天再试。',
  48001: '这个公众号没有这项权限，要先认证。',
  50002: '这个公众号被微信限制了，请到公众平台看通知。',
  61024: '公众号由第三方平台管理，请在那里改。',
}

/** What an administrator is told of a failed question to WeChat. */
export function saidBy(error: unknown): string {
  if (!(error instanceof WechatError)) return '连不上微信。请检查服务器能不能上网，接口地址填得对不对。'
  return words[error.code] ?? `微信没有答应（代码 ${error.code}）。请到公众平台查这个代码。`
}
