/** Services as open data, described for programs. */
import { bytes, fields, inPath, listOf, read, type OpenPaths, type Parameter } from '../../../kernel/site/openPaths.ts'
import { columns } from './open.routes.ts'

const serviceCode = inPath('code', '事项编码，在“便民服务事项”里查', 'SV001')
const filters: Parameter[] = [
  ['nature', '只要这一类：approval 行政审批，convenience 便民服务；不写就是全部', 'approval'] as const,
  ['atOnce', 'true 只要即办的，false 只要不是即办的；不写就是全部', 'true'] as const,
].map(([name, description, example]) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string' },
  example,
}))
const serviceFields = [
  ['code', '事项编码'],
  ['version', '第几版'],
  ['name', '名称'],
  ['also', '别的叫法'],
  ['who', '谁可以办'],
  ['materials', '要带的材料：样子、有效期、什么情况要带'],
  ['steps', '步骤：哪一级、由谁办、几天'],
  ['handling', '办理方式'],
  ['nature', '类别：approval 行政审批，convenience 便民服务；没有写的是便民服务'],
  ['atOnce', '是不是即办：当天办完'],
  ['promised', '承诺期限和凭什么'],
  ['legal', '法定期限和依据'],
  ['fee', '收费'],
  ['result', '办好得到什么'],
  ['notice', '公示'],
  ['publish', '结果公开哪几列'],
  ['joint', '联审部门'],
  ['form', '填的表'],
  ['competent', '负责单位'],
  ['source', '依据和来源'],
  ['assumed', '还没有核定的'],
] as const
export const openServices: OpenPaths = Object.fromEntries([
  [
    '/open/services.json',
    read(
      '便民服务',
      '便民服务事项（JSON）',
      '现在在办的全部事项，每项是完整的定义，和网页同一份。',
      filters,
      'application/json',
      listOf(fields(serviceFields)),
    ),
  ],
  [
    '/open/services.csv',
    read(
      '便民服务',
      '便民服务事项（CSV 表格）',
      '一行一项，只有一格放得下的内容。',
      filters,
      'text/csv',
      listOf(fields(columns.map(([name]) => [name, ''] as const))),
    ),
  ],
  [
    '/services/{code}/form.schema.json',
    read(
      '便民服务',
      '一个事项要填的表（JSON Schema）',
      '按 JSON Schema 2020-12，含什么时候要填的条件。',
      [serviceCode],
      'application/schema+json',
      { type: 'object' },
    ),
  ],
  [
    '/services/{code}/notice.pdf',
    read(
      '便民服务',
      '一个事项的一次性告知单（PDF）',
      '一张 A4，字体在文件里；村里的在 /v/{slug}/services/{code}/notice.pdf。',
      [serviceCode],
      'application/pdf',
      bytes,
    ),
  ],
])
