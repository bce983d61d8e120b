/** The county's administrator: another institution's witness, and settings that stand on every page. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cosignatureLine, cosignedMessage } from '../../kernel/ledger/cosignature.ts'
import { formatVkey, signatureTypes, verifierKey } from '../../kernel/ledger/note.ts'
import { handsOf, open, publish } from '../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../test/world.ts'

let w: World
let admin: Person
beforeAll(async () => {
  w = await makeWorld()
  admin = await w.signIn('admin')
  const hands = await handsOf(w)
  await publish(hands, await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09'))
  await w.seal()
})
afterAll(() => w.close())

const page = async (path: string) => (await w.app.request(`http://localhost${path}`)).text()

describe('the county library watches the log', () => {
  const pair = generateKeyPairSync('ed25519')
  const witness = verifierKey(
    'library.example.org',
    signatureTypes.cosignature,
    new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)),
  )
  const answerTo = (checkpoint: string) => {
    const text = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1)
    const seconds = 1_791_190_000
    return cosignatureLine(witness, { seconds, signature: sign(null, cosignedMessage(text, seconds), pair.privateKey) })
  }

  test('a signature over something else is refused and nothing is kept', async () => {
    const refused = await admin.post('/log/cosignatures', {
      size: 1,
      vkey: formatVkey(witness),
      answer: answerTo('localhost/test-log\n1\nsomething else\n\n'),
    })
    expect(refused.status).toBe(422)
    expect(refused.body.message).toContain('见证签名与检查点或公钥不符')
    expect(
      (
        await admin.post('/log/cosignatures', {
          size: 99,
          vkey: formatVkey(witness),
          answer: answerTo(await page('/log/checkpoint')),
        })
      ).body.message,
    ).toContain('没有签发过第 99 条')
    expect(
      (
        await admin.post('/log/cosignatures', {
          size: 1,
          vkey: 'library.example.org+nonsense',
          answer: answerTo(await page('/log/checkpoint')),
        })
      ).body.message,
    ).toContain('公钥写法不对')
    expect(await page('/log')).toContain('还没有别的单位见证')
  })

  test('its real signature is taken in, served with the checkpoint and shown', async () => {
    const line = answerTo(await page('/log/checkpoint'))
    expect((await admin.post('/log/cosignatures', { size: 1, vkey: formatVkey(witness), answer: line })).status).toBe(
      200,
    )
    await w.cache.refresh()
    expect(await page('/log/checkpoint')).toContain(line)
    expect(await page('/log')).toContain('library.example.org：')
  })
})

test('a new footer is on a village page that was kept before', async () => {
  expect(await page('/v/liuwan')).not.toContain('晴川县新主办单位')
  expect((await admin.post('/settings/footer', { sponsor: '晴川县新主办单位' })).status).toBe(200)
  await w.cache.refresh()
  expect(await page('/v/liuwan')).toContain('晴川县新主办单位')
})
