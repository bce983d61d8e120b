/** Takes metadata (EXIF with GPS, XMP, IPTC, comments) out of JPEG and PNG bytes without touching the picture. */

/** JPEG (ITU-T T.81 Annex B): segments APP1 to APP13 and COM go; APP0, APP2 (colour profile) and APP14 (Adobe) stay. */
export function stripJpeg(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xda) break
    const next = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
    const isPrivate = marker === 0xfe || marker === 0xe1 || (marker >= 0xe3 && marker <= 0xed)
    if (!isPrivate) kept.push(bytes.subarray(at, next))
    at = next
  }
  return Buffer.concat([...kept, bytes.subarray(at)])
}

const textChunks = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'])

/** PNG (W3C PNG, section 11.3): text, EXIF and time chunks go. */
function stripPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length; ) {
    const next = at + 12 + view.getUint32(at)
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (!textChunks.has(type)) kept.push(bytes.subarray(at, next))
    at = next
  }
  return Buffer.concat(kept)
}

export function stripImage(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return stripJpeg(bytes)
  return bytes[0] === 0x89 && bytes[1] === 0x50 ? stripPng(bytes) : bytes
}
