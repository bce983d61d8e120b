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
  /** Nothing that anybody waits for: a page was opened, the phone told where it is, a kind not known yet. */
  | { kind: 'nothing' }

const files: Readonly<Record<string, 'picture' | 'voice' | 'video'>> = {
  image: 'picture',
  voice: 'voice',
  video: 'video',
  shortvideo: 'video',
}

/** `MsgType` and `Event` as WeChat writes them; what is not known is `nothing`. */
export function readSaid(f: Fields): Said {
  const type = f['MsgType'] ?? ''
  const what = files[type]
  if (type === 'text') return { kind: 'words', words: (f['Content'] ?? '').trim() }
  if (what && f['MediaId']) return { kind: 'file', what, mediaId: f['MediaId'] }
  if (type === 'location') return placeIn(f)
  return type === 'event' ? eventIn(f) : { kind: 'nothing' }
}

/** `Location_X` is the latitude. Without sensible figures it is nothing. */
function placeIn(f: Fields): Said {
  const [lat, lng] = [Number(f['Location_X'] || NaN), Number(f['Location_Y'] || NaN)]
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lng) <= 180)) return { kind: 'nothing' }
  return { kind: 'place', lat, lng, label: (f['Label'] ?? '').slice(0, 100) }
}

function eventIn(f: Fields): Said {
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
    default:
      return { kind: 'nothing' }
  }
}

/**
 * Under which a message is one, however often it comes: WeChat's own advice (`MsgId`; of events sender and time) falls
 * together for several people of one second, so all of it goes in.
 */
export const keyOf = (f: Fields): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        f['ToUserName'],
        f['FromUserName'],
        f['CreateTime'],
        f['MsgId'] ?? [f['Event'], f['EventKey'] ?? ''],
      ]),
    )
    .digest('base64url')
