/** The list of powers and its runs as open data, described for programs. */
import { code, fields, inPath, listOf, read, slug, text, type OpenPaths } from '../../../kernel/site/openPaths.ts'
import { columns as powerColumns } from './open.routes.ts'

export const openPowers: OpenPaths = Object.fromEntries([
  [
    '/open/powers.json',
    read(
      '权力清单',
      '村级权力清单（JSON）',
      '现行的全部权力，每项是完整的定义，和网页同一份。',
      [],
      'application/json',
      listOf(
        fields([
          ['version', '第几版'],
          ['code', '编码'],
          ['name', '名称'],
          ['aspect', '哪个方面'],
          ['basis', '依据'],
          ['responsible', '谁负责'],
          ['amount', '金额和限额'],
          ['steps', '每一步：谁办、期限、材料、要记的、风险、要公开的事项'],
        ]),
      ),
    ),
  ],
  [
    '/open/powers.csv',
    read(
      '权力清单',
      '村级权力清单（CSV 表格）',
      '一行一步。',
      [],
      'text/csv',
      listOf(fields(powerColumns.map(([name]) => [name, ''] as const))),
    ),
  ],
  [
    '/v/{slug}/powers/runs/{code}/record.json',
    read(
      '权力清单',
      '一次办理的记录（JSON）',
      '每一步的内容、防猜测的随机数、在存证的第几条：内容的规范化 JSON 前面接上随机数，算 SHA-256，就是存证里的承诺。',
      [slug, code],
      'application/json',
      fields([
        ['run', '编号'],
        ['page', '网页'],
        ['steps', '每一步'],
      ]),
    ),
  ],
  [
    '/v/{slug}/powers/runs/{code}/{step}.tlog-proof',
    read(
      '权力清单',
      '一步的存证凭据',
      '格式见 c2sp.org/tlog-proof；步骤的编号在办理页面的链接里。',
      [slug, code, inPath('step', '步骤的编号', '01a20349-b6ac-7259-a4a1-b188aaf3b6fa')],
      'text/plain',
      text,
    ),
  ],
])
