/** Where the project's files lie, whether it runs from its sources or from the bundle. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The project's folder: the nearest one above this file that holds package.json (the same for sources and for the
 * bundle).
 */
const here = dirname(fileURLToPath(import.meta.url))
export const root = findRoot(here)

/** Whether this is the bundle that `npm start` builds, and not the sources. */
export const isBuilt = here === join(root, 'build/server')

function findRoot(dir: string): string {
  if (existsSync(join(dir, 'package.json'))) return dir
  const up = dirname(dir)
  if (up === dir) throw new Error('找不到项目文件夹（package.json）')
  return findRoot(up)
}
