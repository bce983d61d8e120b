/** What a voice recording or a video is, by its first bytes, never by its name. */
export type Medium = { kind: 'voice' | 'video'; type: string; ending: string }

/** Sound and pictures that phones record; `undefined` for anything else. A container of both kinds counts as video when it names a picture track. */
export function mediumOf(bytes: Uint8Array): Medium | undefined {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (head.startsWith('\x1aE\xdf\xa3')) return pictureTracks.some((t) => holds(bytes, t)) ? { kind: 'video', type: 'video/webm', ending: 'webm' } : { kind: 'voice', type: 'audio/webm', ending: 'webm' }
  if (head.startsWith('OggS')) return { kind: 'voice', type: 'audio/ogg', ending: 'ogg' }
  if (head.slice(4, 8) === 'ftyp' && !/^(?:hei|hev|mif1|msf1|avif)/.test(head.slice(8, 12))) {
    return holds(bytes, 'vide') ? { kind: 'video', type: 'video/mp4', ending: 'mp4' } : { kind: 'voice', type: 'audio/mp4', ending: 'm4a' }
  }
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE') return { kind: 'voice', type: 'audio/wav', ending: 'wav' }
  if (head.startsWith('#!AMR')) return { kind: 'voice', type: 'audio/amr', ending: 'amr' }
  if (head.startsWith('ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)) return { kind: 'voice', type: 'audio/mpeg', ending: 'mp3' }
  return undefined
}

/** Codec names of picture tracks in Matroska and WebM: whole enough that no sound holds one by chance. */
const pictureTracks = ['V_VP8', 'V_VP9', 'V_AV1', 'V_MPEG', 'V_THEORA']

/** Track names stand near the beginning or the end of a file. */
function holds(bytes: Uint8Array, mark: string): boolean {
  const near = 2 * 1024 * 1024
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return whole.subarray(0, near).includes(mark, 0, 'latin1') || whole.subarray(-near).includes(mark, 0, 'latin1')
}
