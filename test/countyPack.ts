/** The pack of a county that is no demo, as its centre has filled it in: what a production server is given. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, dayOf } from '../src/platform/clock.ts'
import { root } from '../src/platform/root.ts'

/** A folder of its own. `goLive`: in a month where left out. */
export function filledInPack(goLive = addDays(dayOf(new Date()), 30)): string {
  const folder = mkdtempSync(join(tmpdir(), 'sunlit-county-'))
  cpSync(join(root, 'counties/yanshan-4-29'), folder, { recursive: true })
  for (const file of ['county.json', 'regions.csv']) {
    const text = readFileSync(join(folder, file), 'utf8')
      .replace(/"goLive": "[^"]*"/, `"goLive": "${goLive}"`)
      .replaceAll('请改成本县名称', '晴河县')
      .replaceAll('请填主办单位', '晴河县民政局')
      .replaceAll('请填承办单位', '晴河县村务公开中心')
      .replaceAll('my-county', 'qinghe')
      .replaceAll('示例镇', '白石镇')
      .replaceAll('示例村', '河西村')
    writeFileSync(join(folder, file), text)
  }
  return folder
}
