/**
 * The kinds of reports as Open311 services. Complaints about people or lists do not go through other programs: their
 * ways are guarded.
 */
import { pastTheVillage, reportKinds, type ReportKind } from '../reports.schema.ts'
import type { Fields } from './format.ts'

const hints: Partial<Record<ReportKind, string>> = {
  suggestion: '对村里、乡镇、县里工作的建议',
  question: '问政策、问办事',
  trouble: '生活中的困难，公共设施坏了、路灯不亮、垃圾没人收等',
  danger: '可能伤人的隐患。着火、有人受伤请先打 119、110、120',
  dispute: '邻里、土地、家庭等矛盾，请村里调解',
}

export const serviceKinds = (Object.keys(reportKinds) as ReportKind[]).filter((k) => !pastTheVillage.includes(k))
export const isService = (code: string): code is ReportKind => (serviceKinds as string[]).includes(code)

export function servicesList(): Fields[] {
  return serviceKinds.map((code) => ({
    service_code: code,
    service_name: reportKinds[code],
    description: hints[code] ?? '',
    metadata: true,
    type: 'realtime',
    keywords: reportKinds[code],
    group: '民情反映',
  }))
}

/** The village, where no coordinates are given; and that numbers of people's own are meant to be told. */
export function serviceDefinition(code: ReportKind): Fields {
  return {
    service_code: code,
    attributes: [
      {
        variable: true,
        code: 'village',
        datatype: 'string',
        required: false,
        datatype_description: '村的网址名，例如 liuwan；不写就按经纬度找最近的村',
        order: 1,
        description: '哪个村',
      },
      {
        variable: true,
        code: 'numbers',
        datatype: 'string',
        required: false,
        datatype_description: '写到证件号、银行卡号会被退回；反映人确实要写的，填 seen',
        order: 2,
        description: '证件号、卡号确实要写',
      },
    ],
  }
}
