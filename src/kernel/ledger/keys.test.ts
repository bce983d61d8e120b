import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { loadOrCreateKey, signCheckpoint } from './keys.ts'
import { emptyRoot } from './merkle.ts'
import { parseNote, parseVkey, verifyNote } from './note.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunlit-keys-'))
  return () => rm(folder, { recursive: true })
})

test('the first start makes key and name, later starts find them, whatever name they are told', async () => {
  const made = await loadOrCreateKey(folder, 'cunwu.example.cn/log')
  const found = await loadOrCreateKey(folder, 'other.example.cn/log')
  expect(found.vkey).toBe(made.vkey)
  expect(found.origin).toBe('cunwu.example.cn/log')
  expect((await stat(join(folder, 'keys/log.key'))).mode & 0o777).toBe(0o600)
  expect((await readdir(join(folder, 'keys'))).sort()).toEqual(['log.key', 'log.origin'])
  expect(verifyNote(parseNote(signCheckpoint(0, emptyRoot, found))!, parseVkey(made.vkey)!)).toBe('valid')
})

test('processes that start together agree on one key', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, (_, n) => loadOrCreateKey(folder, `log-${n}.example.cn`)))
  expect(new Set(keys.map((k) => k.vkey)).size).toBe(1)
})

test('a key from the environment is used and not stored', async () => {
  await loadOrCreateKey(folder, 'cunwu.example.cn/log')
  const pem = await readFile(join(folder, 'keys/log.key'), 'utf8')
  const elsewhere = await mkdtemp(join(folder, 'second-'))
  const key = await loadOrCreateKey(elsewhere, 'cunwu.example.cn/log', { privateKey: pem.replaceAll('\n', '\\n') })
  expect(key.vkey).toBe((await loadOrCreateKey(folder, '')).vkey)
  expect(await readdir(join(elsewhere, 'keys'))).toEqual(['log.origin'])
})

test('a damaged key or an impossible name stops the start with a sentence', async () => {
  await expect(loadOrCreateKey(folder, 'two words')).rejects.toThrow('不能有空格和加号')
  await writeFile(join(folder, 'keys/log.key'), 'nonsense')
  await expect(loadOrCreateKey(folder, 'cunwu.example.cn/log')).rejects.toThrow('不是 PEM 格式')
})
