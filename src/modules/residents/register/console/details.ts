/** The fields of a person, as a clerk enters and corrects them. */
import type { Field } from '../../../../console/parts/FormDialog.tsx'

type Known = { name: string; relation: string; sex: string; born_on: string | null; party: boolean }

export const detailFields = (p?: Known): readonly Field[] => [
  { key: 'name', label: '姓名', start: p?.name ?? '', max: 40 },
  { key: 'relation', label: '与户主关系', start: p?.relation ?? '', optional: true, max: 20 },
  {
    key: 'idNumber',
    label: '身份证号',
    hint: p ? '加密保存；空着就是不改' : '加密保存；没有就空着',
    optional: true,
    max: 24,
  },
  {
    key: 'sex',
    label: '性别',
    type: 'select',
    options: [
      ['男', '男'],
      ['女', '女'],
    ],
    start: p?.sex ?? '',
    optional: true,
    hint: '填了身份证号的不用选',
  },
  {
    key: 'bornOn',
    label: '出生日期',
    type: 'date',
    start: p?.born_on ?? '',
    optional: true,
    hint: '填了身份证号的不用填',
  },
  { key: 'party', label: '是党员', type: 'check', start: p?.party ? '1' : '' },
]

export const detailsOf = (v: Record<string, string>) => ({
  name: v['name']!,
  relation: v['relation']!,
  idNumber: v['idNumber']!,
  sex: v['sex'] as '' | '男' | '女',
  bornOn: v['bornOn']!,
  party: v['party'] === '1',
})
