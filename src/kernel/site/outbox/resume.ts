/** A file sent in pieces (tus 1.0.0, core protocol and creation): after a cut it goes on where it stopped. */
const piece = 256 * 1024
const version = { 'tus-resumable': '1.0.0', accept: 'application/json' }

/** What the server does not take, in its own words. */
export class Refused extends Error {}

/** The server is there and cannot take it now, in its own words. */
export class NotNow extends Error {}

/** A network that answers in the server's stead: a sign-in page of a Wi-Fi, a proxy that knows no such request. */
export const stranger =
  '现在的网络替网站回了话（可能要先登录 Wi-Fi，也可能不让传文件）。请换成手机流量，或者先打开别的网页登录网络。只有文件传不上去的，可以先去掉文件交文字，以后再补。'

/**
 * Sends a file. `metadata`: the form's key, the file's name and what else the server asks for; `address`: of an earlier
 * try; `began` hears the address, `moved` the bytes that have arrived. Throws `Refused`, `NotNow`, or anything else for
 * a lost connection.
 */
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
    const answer = await asked(at, 'PATCH', {
      headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
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
  const answer = await asked(address, 'HEAD', {})
  return answer.ok ? [address, Number(answer.headers.get('upload-offset'))] : [undefined, 0]
}

/** Some networks let only GET and POST through: the same once more as a POST that says what it means. */
async function asked(
  address: string,
  method: 'PATCH' | 'HEAD',
  { headers = {}, ...more }: RequestInit,
): Promise<Response> {
  const plain = await fetch(address, { ...more, method, headers: { ...version, ...headers } })
  if (!isStrangers(plain, 'upload-offset')) return plain
  const again = await fetch(address, {
    ...more,
    method: 'POST',
    headers: { ...version, 'x-http-method-override': method, ...headers },
  })
  if (isStrangers(again, 'upload-offset')) throw new NotNow(stranger)
  return again
}

/** Our server never answers here with a page, and names `header` whenever it agrees. */
const isStrangers = (answer: Response, header: string): boolean =>
  (answer.ok && !answer.headers.has(header)) ||
  [405, 501, 511].includes(answer.status) ||
  (answer.headers.get('content-type') ?? '').includes('html')

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
  if (isStrangers(answer, 'location')) throw new NotNow(stranger)
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
