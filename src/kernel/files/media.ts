/** What a voice recording or a video is, by its first bytes, never by its name. */
export type Medium = { kind: 'voice' | 'video'; type: string; ending: string }

/**
 * Sound and pictures that phones record; `undefined` for anything else. A container of both kinds counts as video when
 * it names a picture track.
 */
export function mediumOf(bytes: Uint8Array): Medium | undefined {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (head.startsWith('\x1aE\xdf\xa3'))
    return /V_(?:VP8|VP9|AV1|MPEG|MS\/|THEORA)/.test(ends(bytes))
      ? { kind: 'video', type: 'video/webm', ending: 'webm' }
      : { kind: 'voice', type: 'audio/webm', ending: 'webm' }
  if (head.startsWith('OggS')) return { kind: 'voice', type: 'audio/ogg', ending: 'ogg' }
  if (head.slice(4, 8) === 'ftyp' && !/^(?:hei|hev|mif1|msf1|avif)/.test(head.slice(8, 12))) {
    return /hdlr[^]{8}vide/.test(ends(bytes))
      ? { kind: 'video', type: 'video/mp4', ending: 'mp4' }
      : { kind: 'voice', type: 'audio/mp4', ending: 'm4a' }
  }
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE')
    return { kind: 'voice', type: 'audio/wav', ending: 'wav' }
  if (head.startsWith('#!AMR')) return { kind: 'voice', type: 'audio/amr', ending: 'amr' }
  if (head.startsWith('ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0))
    return { kind: 'voice', type: 'audio/mpeg', ending: 'mp3' }
  return undefined
}

/**
 * Track names stand near the beginning or the end of a file. Short marks would stand in sound by chance: whole ones are
 * looked for.
 */
function ends(bytes: Uint8Array): string {
  const near = 2 * 1024 * 1024
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return (
    whole.subarray(0, near).toString('latin1') +
    (bytes.byteLength > near ? whole.subarray(-near).toString('latin1') : '')
  )
}
