/** The signature with which a page may use WeChat's JSSDK (developers.weixin.qq.com, JS-SDK 使用权限签名算法). */
import { createHash } from 'node:crypto'

export type ToSign = { ticket: string; nonce: string; timestamp: number; url: string }

/** `url`: of the page as the browser has it, without what stands behind "#". */
export const signPage = ({ ticket, nonce, timestamp, url }: ToSign): string =>
  createHash('sha1').update(`jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${url}`).digest('hex')
