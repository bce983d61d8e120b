/** ClamAV's daemon as the scanner: the INSTREAM command of clamd's protocol (clamd(8)), over TCP or a unix socket. */
import { connect } from 'node:net'
import type { Scanner } from './scanner.ts'

const piece = 64 * 1024
const patience = 30_000

/** `address`: `tcp://host:port` or `unix:/path`. */
export function clamd(address: string): Scanner {
  const place = placeOf(address)
  return async (bytes) => verdict(await answerOf(place, bytes))
}

function placeOf(address: string): { host: string; port: number } | { path: string } {
  if (address.startsWith('unix:')) return { path: address.slice('unix:'.length) }
  const { hostname, port } = new URL(address)
  return { host: hostname, port: Number(port || 3310) }
}

/**
 * Sends `zINSTREAM`, the file in pieces behind their length (four bytes, big-endian), a length of nothing; the answer
 * ends with a zero byte.
 */
function answerOf(place: { host: string; port: number } | { path: string }, bytes: Uint8Array): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(place)
    let told = ''
    let refused: Error | undefined
    socket.setTimeout(patience, () => socket.destroy(new Error('clamd does not answer')))
    // clamd closes at once when a file is over its limit; its word may still lie in the line.
    socket.on('error', (error) => {
      refused = error
    })
    socket.on('data', (data) => {
      told += data.toString('utf8')
    })
    socket.on('close', () => {
      if (told.includes('\0') || told.includes('\n')) done(told.replace(/[\0\n][^]*$/, ''))
      else fail(refused ?? new Error('clamd closed without an answer'))
    })
    socket.write('zINSTREAM\0')
    for (let at = 0; at < bytes.length; at += piece) {
      const part = bytes.subarray(at, at + piece)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.length)
      socket.write(length)
      socket.write(part)
    }
    socket.write(Buffer.alloc(4))
  })
}

/** `stream: OK`, `stream: NAME FOUND`; all else (`INSTREAM size limit exceeded. ERROR`) is no verdict. */
function verdict(answer: string): { found?: string } {
  const found = /^stream: (.+) FOUND$/.exec(answer)?.[1]
  if (found !== undefined) return { found }
  if (answer === 'stream: OK') return {}
  throw new Error(`clamd: ${answer.slice(0, 200)}`)
}
