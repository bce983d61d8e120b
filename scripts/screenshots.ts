/** `npm run manual`: makes the manual's pictures anew from a server of its own with the small demo. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolder, remove, startServer } from '../e2e/server.ts'
import { root } from '../src/platform/root.ts'
import { launch } from './manual/camera.ts'
import { publicPictures } from './manual/public.ts'
import { residentPictures } from './manual/residents.ts'
import { servicePictures } from './manual/services.ts'
import { staffPictures } from './manual/staff.ts'

mkdirSync(join(root, 'docs/manual/images'), { recursive: true })
const data = dataFolder()
const server = await startServer(data)
if (server.child.exitCode !== null)
  throw new Error(`服务没有启动，请先运行 node start.mjs --build-only。\n${server.output()}`)
const browser = await launch()
try {
  await publicPictures(browser, server.url)
  await staffPictures(browser, server.url)
  await residentPictures(browser, server.url)
  await servicePictures(browser, server.url)
} finally {
  await browser.close()
  await server.stop()
  remove(data)
}
