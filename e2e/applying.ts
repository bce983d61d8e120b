/** An application as a browser without scripts sends it: the whole form with its papers in one request. */
import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { wholeForm } from '../src/modules/services/applying/wholeForm.ts'
import { fillIn } from '../test/fillIn.ts'

type Shipped = { services: (Parameters<typeof wholeForm>[0] & { code: string })[] }
export type Posted = {
  path: string
  headers: Record<string, string>
  body: Buffer
  /** How many papers go along. */
  papers: number
}

/** SV011 asks village, township, county, and no public notice: a leader has it after three presses. */
const code = 'SV011'
const edge = 'sunlitapplication'
const tiny = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#777' } })
  .jpeg()
  .toBuffer()

/**
 * `large`: the first papers are this picture, so many of them; the rest are small. Each is another file. `from`: the
 * sender's address behind the proxy.
 */
export function applicationOf(
  url: string,
  name: string,
  key: string,
  from: string,
  large: { photo: Buffer; papers: number },
): Posted {
  const form = wholeForm(
    (JSON.parse(readFileSync('counties/demo/services.json', 'utf8')) as Shipped).services.find((s) => s.code === code)!,
  )
  const parts: Buffer[] = []
  const text = (field: string, value: string) =>
    parts.push(Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`))
  let papers = 0
  for (const [field, answer] of Object.entries(fillIn(form, () => 'FILE', { name }))) {
    if (answer === 'FILE' || (Array.isArray(answer) && answer[0] === 'FILE')) {
      papers += 1
      const bytes = papers <= large.papers ? Buffer.concat([large.photo, Buffer.from(`${key} ${field}`)]) : tiny
      parts.push(
        Buffer.from(
          `--${edge}\r\ncontent-disposition: form-data; name="${field}"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
        ),
        bytes,
        Buffer.from('\r\n'),
      )
    } else if (typeof answer === 'string') text(field, answer)
    else
      for (const [n, line] of answer.entries())
        if (typeof line !== 'string')
          for (const [column, cell] of Object.entries(line)) text(`${field}.${n}.${column}`, cell)
  }
  text('key', key)
  text('do', 'send')
  parts.push(Buffer.from(`--${edge}--\r\n`))
  return {
    path: `/v/liuwan/services/${code}/apply`,
    body: Buffer.concat(parts),
    papers,
    headers: {
      origin: url,
      'sec-fetch-site': 'same-origin',
      accept: 'application/json',
      'x-forwarded-for': from,
      'content-type': `multipart/form-data; boundary=${edge}`,
    },
  }
}

/** As a phone's camera gives it. */
export function photoOf(width: number, height: number): Promise<Buffer> {
  return sharp({
    create: { width, height, channels: 3, background: '#777', noise: { type: 'gaussian', mean: 128, sigma: 28 } },
  })
    .jpeg({ quality: 78 })
    .toBuffer()
}
