/** A county with ClamAV: a double of the daemon speaks its published protocol on a real socket. */
import { mkdtempSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, expect, test } from 'vitest'
import { UserError } from '../../platform/errors.ts'
import { clamd } from './clamd.ts'
import { prepareFile } from '../intake/prepare.ts'
import { FileRefused } from './refused.ts'
import { notScanned, scanned, scanWith } from './scanner.ts'

/**
 * The harmless test signature of the European Institute for Computer Antivirus Research, in two parts lest scanners
 * stop at this file.
 */
const eicar = new TextEncoder().encode(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
)
const most = 1_000_000
const servers: Server[] = []

/**
 * clamd(8): reads pieces until an empty one, then gives its verdict, the end marked by a zero byte; over the limit it
 * says so and closes.
 */
async function daemon(at: number | string): Promise<Server> {
  const server = createServer((socket) => {
    let all = Buffer.alloc(0)
    let told = false
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      all = Buffer.concat([all, data])
      const command = 'zINSTREAM\0'
      if (told || all.length < command.length) return
      const say = (text: string) => {
        told = true
        socket.end(`${text}\0`)
      }
      if (all.subarray(0, command.length).toString() !== command) return say('UNKNOWN COMMAND')
      const parts: Buffer[] = []
      for (let i = command.length; i + 4 <= all.length; ) {
        const length = all.readUInt32BE(i)
        if (length === 0)
          return say(
            Buffer.concat(parts).includes('EICAR-STANDARD') ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK',
          )
        parts.push(all.subarray(i + 4, i + 4 + length))
        i += 4 + length
        if (parts.reduce((sum, p) => sum + p.length, 0) > most) return say('INSTREAM size limit exceeded. ERROR')
      }
    })
  })
  await new Promise<void>((open) => server.listen(at, open))
  servers.push(server)
  return server
}

afterEach(async () => {
  scanWith(undefined)
  await Promise.all(servers.splice(0).map((s) => new Promise((closed) => s.close(closed))))
})

const photo = () =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer()

test('over TCP and over a unix socket: clean files pass, an infected one is refused before anything opens it', async () => {
  const tcp = await daemon(0)
  const path = join(mkdtempSync(join(tmpdir(), 'sunlit-clamd-')), 'clamd.ctl')
  await daemon(path)
  for (const address of [`tcp://127.0.0.1:${(tcp.address() as AddressInfo).port}`, `unix:${path}`]) {
    scanWith({ scanner: clamd(address), required: true })
    expect(await scanned(new Uint8Array(200_000).fill(7))).toBe(true)
    expect((await prepareFile(new Uint8Array(await photo()), '照片.jpg')).notes).not.toContain(notScanned)
    await expect(prepareFile(eicar, '材料.jpg')).rejects.toThrow(/查出了病毒/)
    await expect(scanned(eicar)).rejects.toThrow(FileRefused)
  }
})

test('a scanner that is away or has no verdict: refused for now where the county demands it, else taken in with a note for staff', async () => {
  const server = await daemon(0)
  const { port } = server.address() as AddressInfo
  scanWith({ scanner: clamd(`tcp://127.0.0.1:${port}`), required: true })
  const tooLarge = await scanned(new Uint8Array(most * 3)).catch((error: unknown) => error)
  expect(tooLarge).toBeInstanceOf(UserError)
  await new Promise((closed) => servers.pop()!.close(closed))
  const refused = await scanned(eicar).catch((error: unknown) => error)
  expect(refused).toMatchObject({ status: 503, message: expect.stringContaining('过一会儿再传') })
  scanWith({ scanner: clamd(`tcp://127.0.0.1:${port}`), required: false })
  expect((await prepareFile(new Uint8Array(await photo()), '照片.jpg')).notes).toContain(notScanned)
})

test('a county without a scanner is told so by no error and no claim', async () => {
  expect(await scanned(eicar)).toBe(false)
})
