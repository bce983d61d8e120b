/** A file sent in pieces (tus 1.0.0, core protocol and creation): after a cut it goes on where it stopped. */
const piece = 256 * 1024
const version = { 'tus-resumable': '1.0.0' }

/** What the server does not take, in its own words. */
export class Refused extends Error {}

/** The server is there and cannot take it now, in its own words. */
export class NotNow extends Error {}

/** Sends a file. `metadata`: the form's key, the file's name and what else the server asks for; `address`: of an earlier try; `began` hears the address, `moved` the bytes that have arrived. Throws `Refused`, `NotNow`, or anything else for a lost connection. */
export async function sendPieces(
  file: Blob,
  metadata: Readonly<Record<string, string>>,
  address: string | undefined,
  began: (address: string) => Promise<void>,
  moved: (sent: number) => void,
): Promise<void> {
  let [at, offset] = await known(address)
  if (at === undefined) {
    at = await begin(file, metadata)
    offset = 0
    await began(at)
  }
  while (offset < file.size) {
    const answer = await fetch(at, {
      method: 'PATCH',
      headers: { ...version, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      body: file.slice(offset, offset + piece),
    })
    if (answer.status === 409) [, offset] = await known(at)
    else {
      await refuse(answer)
      offset = Number(answer.headers.get('upload-offset'))
    }
    moved(offset)
  }
}

async function known(address: string | undefined): Promise<[string | undefined, number]> {
  if (address === undefined) return [undefined, 0]
  const answer = await fetch(address, { method: 'HEAD', headers: version })
  return answer.ok ? [address, Number(answer.headers.get('upload-offset') ?? 0)] : [undefined, 0]
}

async function begin(file: Blob, metadata: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch('/uploads', {
    method: 'POST',
    headers: {
      ...version,
      'upload-length': String(file.size),
      'upload-metadata': Object.entries(metadata)
        .map(([name, value]) => `${name} ${encoded(value)}`)
        .join(','),
    },
  })
  await refuse(answer)
  return new URL(answer.headers.get('location')!, location.origin).pathname
}

/** 4xx is the server's last word about this file; 5xx and 429 are tried again later. */
async function refuse(answer: Response) {
  if (answer.ok) return
  const say = await answer.text()
  if (answer.status >= 500 || answer.status === 429 || answer.status === 423)
    throw new NotNow(/\p{Script=Han}/u.test(say) ? say : '')
  throw new Refused(/\p{Script=Han}/u.test(say) ? say : '这个文件没有传上去，请去掉后重新选。')
}

const encoded = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
