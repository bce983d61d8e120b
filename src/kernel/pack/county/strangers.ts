/** Files and folders of a pack that no part reads: what is in them would be left out in silence. */
import { readdir } from 'node:fs/promises'
import { join, posix } from 'node:path'
import type { Fault } from '../fault.ts'
import { likely } from '../likely.ts'

/**
 * `meant`: what the parts read, `rules/*.json` among them; `present`: what of it is there. Notes for people (README,
 * *.md) and hidden files are nobody's lists.
 */
export async function strangersIn(
  folder: string,
  meant: readonly string[],
  present: ReadonlySet<string>,
): Promise<Fault[]> {
  const folders = [...new Set(meant.map((file) => posix.dirname(file)))].filter((at) => at !== '.')
  const faults: Fault[] = []
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry
    if (isNote(name) || present.has(name)) continue
    if (!entry.isDirectory()) {
      const near = likely(name, meant)
      if (near !== undefined || isList(name)) faults.push(ofFile(name, near, meant))
      continue
    }
    const inside = await readdir(join(folder, name)).catch(() => [])
    if (folders.includes(name)) {
      const own = meant.filter((file) => posix.dirname(file) === name)
      for (const file of inside.sort())
        if (!isNote(file) && !present.has(`${name}/${file}`)) faults.push(ofFile(`${name}/${file}`, undefined, own))
      continue
    }
    const near = likely(name, folders)
    if (near !== undefined || inside.some(isList)) faults.push(ofFolder(name, near, folders))
  }
  return faults
}

const isNote = (name: string) => /^\.|^readme|\.md$|^(?:desktop\.ini|thumbs\.db)$/i.test(name)
const isList = (name: string) => /\.(?:csv|jsonc?|xlsx?|et|txt)$/i.test(name)

const ofFile = (file: string, near: string | undefined, meant: readonly string[]): Fault => ({
  file,
  line: 0,
  field: '',
  say: '没有叫这个名字的资料，里面的内容不会装进去。',
  remedy: near
    ? `是不是想写“${near}”？是的请改名；用不到的请移出这个文件夹。`
    : `认得的文件：${meant.join('、')}。名字写错了的请改正；用不到的请移出这个文件夹。`,
})

const ofFolder = (name: string, near: string | undefined, folders: readonly string[]): Fault => ({
  file: `${name}/`,
  line: 0,
  field: '',
  say: '没有叫这个名字的文件夹，里面的内容不会装进去。',
  remedy: near
    ? `是不是想写“${near}”？是的请改名；用不到的请移出去。`
    : `认得的文件夹：${folders.join('、')}。名字写错了的请改正；用不到的请移出去。`,
})
