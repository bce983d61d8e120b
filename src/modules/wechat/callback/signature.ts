/**
 * How WeChat's servers prove themselves: SHA-1 over the sorted words that both sides know, in hexadecimal
 * (developers.weixin.qq.com, "消息推送": token, timestamp, nonce; with encrypted messages the ciphertext too).
 */
import { createHash } from 'node:crypto'
import { isSameText } from '../../../platform/sameText.ts'

/** 40 digits of hexadecimal over `parts`, sorted by their characters. */
export const signatureOf = (parts: readonly string[]): string =>
  createHash('sha1').update(parts.toSorted().join('')).digest('hex')

/** Whether `claimed` signs `parts`; takes as long for a wrong one as for a right one. */
export const isSigned = (claimed: string, parts: readonly string[]): boolean => isSameText(claimed, signatureOf(parts))

/** How far WeChat's clock and ours may lie apart; an older request is an old one sent again. */
const apartSeconds = 600

/** Whether a `timestamp` of seconds is of now. */
export function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) <= apartSeconds
}
