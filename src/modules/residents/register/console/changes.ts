/** What one change to a person of the register did, in words: "姓名：沈梅 → 沈小梅". */
import { stateNames } from './residentWords.ts'

type Face = Record<string, unknown> | null

const names: Record<string, string> = {
  home: '户',
  name: '姓名',
  relation: '与户主关系',
  sex: '性别',
  born_on: '出生日期',
  party: '党员',
  state: '状态',
}

/** Empty where nothing that history keeps has changed (a number, a telephone, an address). */
export function differencesOf({ before, after }: { before: Face; after: Face }): string[] {
  if (!before || !after) return []
  return Object.keys(names)
    .filter((k) => said(k, before[k]) !== said(k, after[k]))
    .map((k) => `${names[k]}：${said(k, before[k])} → ${said(k, after[k])}`)
}

function said(key: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '没有登记'
  if (key === 'state') return stateNames[String(value)] ?? String(value)
  return key === 'party' ? (value ? '是' : '不是') : String(value)
}
