/** Writes docs/operate/settings.md from the schema that reads the environment: one home for every setting. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { settingsList } from '../src/platform/env.ts'
import { root } from '../src/platform/root.ts'

const lines = settingsList().map(
  (s) => `| \`${s.name}\` | ${s.initial === '' ? '' : `\`${s.initial}\``} | ${s.description} |`,
)
writeFileSync(
  join(root, 'docs/operate/settings.md'),
  `# 设置\n\n都用环境变量。由 \`node start.mjs --run scripts/settings.ts\` 生成。\n\n| 名称 | 默认 | 说明 |\n|---|---|---|\n${lines.join('\n')}\n`,
)
