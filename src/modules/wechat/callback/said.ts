/** What WeChat tells of a person, read once: words, files, places, presses. */
import { createHash } from 'node:crypto'
import type { Fields } from './envelope.ts'

export type Said =
  | { kind: 'words'; words: string }
  | { kind: 'file'; what: 'picture' | 'voice' | 'video'; mediaId: string }
  | { kind: 'place'; lat: number; lng: number; label: string }
  | { kind: 'follows'; scene: string | undefined }
  | { kind: 'scans'; scene: string }
  | { kind: 'leaves' }
  | { kind: 'presses'; key: string }
  /** Pressed yes or no to kinds of notices: in a window of ours, or for good in WeChat's own list. */
  | { kind: 'consents'; given: readonly { templateId: string; yes: boolean }[]; everywhere: boolean }
  /** Nothing that anybody waits for: a page was opened, the phone told where it is, a kind not known yet. */
  | { kind: 'nothing' }

const files: Readonly<Record<string, 'picture' | 'voice' | 'video'>> = {
  image: 'picture',
  voice: 'voice',
  video: 'video',
  shortvideo: 'video',
}

/** `MsgType` and `Event` as WeChat writes them; what is not known is `nothing`. `list`: what comes several times. */
export function readSaid(f: Fields, list: readonly Fields[] = []): Said {
  const type = f['MsgType'] ?? ''
  const what = files[type]
  if (type === 'text') return { kind: 'words', words: (f['Content'] ?? '').trim() }
  if (what && f['MediaId']) return { kind: 'file', what, mediaId: f['MediaId'] }
  if (type === 'location') return placeIn(f)
  return type === 'event' ? eventIn(f, list) : { kind: 'nothing' }
}

/** `Location_X` is the latitude. Without sensible figures it is nothing. */
function placeIn(f: Fields): Said {
  const [lat, lng] = [Number(f['Location_X'] || NaN), Number(f['Location_Y'] || NaN)]
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lng) <= 180)) return { kind: 'nothing' }
  return { kind: 'place', lat, lng, label: (f['Label'] ?? '').slice(0, 100) }
}

function eventIn(f: Fields, list: readonly Fields[]): Said {
  const key = f['EventKey'] ?? ''
  switch (f['Event']) {
    case 'subscribe':
      return { kind: 'follows', scene: key.startsWith('qrscene_') ? key.slice('qrscene_'.length) : undefined }
    case 'unsubscribe':
      return { kind: 'leaves' }
    case 'SCAN':
      return { kind: 'scans', scene: key }
    case 'CLICK':
      return { kind: 'presses', key }
    case 'subscribe_msg_popup_event':
    case 'subscribe_msg_change_event':
      return {
        kind: 'consents',
        given: list.flatMap(consentIn),
        everywhere: f['Event'] === 'subscribe_msg_change_event',
      }
    default:
      return { kind: 'nothing' }
  }
}

function consentIn(f: Fields): { templateId: string; yes: boolean }[] {
  const [templateId, said] = [f['TemplateId'] ?? '', f['SubscribeStatusString']]
  return templateId === '' ? [] : [{ templateId, yes: said === 'accept' }]
}

/**
 * Under which a message is one, however often it comes: WeChat's own advice (`MsgId`; of events sender and time) falls
 * together for several people of one second, so all of it goes in.
 */
export const keyOf = (f: Fields, list: readonly Fields[] = []): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        f['ToUserName'],
        f['FromUserName'],
        f['CreateTime'],
        f['MsgId'] ?? [f['Event'], f['EventKey'] ?? '', ...list.map((one) => Object.values(one))],
      ]),
    )
    .digest('base64url')
