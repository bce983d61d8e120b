/** What the catalogue's choices are called on staff's screens and in its history. */
import type { Column } from '../../../kernel/forms/forms.schema.ts'
import type { Deadline, Item } from './catalogue.schema.ts'

export const frequencyNames: Record<Item['frequency'], string> = {
  standing: '长期公开',
  monthly: '每月',
  quarterly: '每季度',
  halfYearly: '每半年',
  yearly: '每年',
  onEvent: '有事就公开',
  perStage: '按阶段',
}
export const audienceNames: Record<Item['audience'], string> = {
  everyone: '所有人',
  countyResidents: '本地居民',
  villageResidents: '本村居民',
  partyMembers: '党员',
  handlers: '经办人',
}
export const chainNames: Record<Item['chain'], string> = {
  jiedong: '村里编制，村务监督委员会审查，书记签字',
  yanshan: '村里上交，乡镇核对上传',
  huangchuan: '村、站、镇纪委三审',
  townshipReview: '村务监督委员会编制，乡镇审查',
  office: '机关起草，领导签发',
}
export const privacyNames: Record<Item['privacyLevel'], string> = {
  public: '不涉及个人',
  namedPersons: '写到具体的人',
  aggregateOnly: '只公布人数和金额',
  anonymised: '隐去姓名',
  reviewed: '逐件看过再公开',
}
export const deadlineNames: Record<Deadline['rule'], string> = {
  dayOfNextMonth: '下月几日前',
  dayOfSameMonth: '当月几日前',
  dayOfFirstMonthAfterQuarter: '季后首月几日前',
  dayOfFirstMonthAfterHalfYear: '半年后首月几日前',
  dateOfSameYear: '当年几月几日前',
  dateOfNextYear: '次年几月几日前',
  daysAfterEvent: '事情发生后几天内',
  daysAfterReceipt: '收到后几天内',
  daysAfterChange: '变动后几天内',
  daysAfterFormation: '形成后几天内',
  daysAfterStage: '到一个阶段后几天内',
  daysAfterObjection: '异议后几天内',
}
export const reviewNames: Record<Item['reviewBy'], string> = {
  chair: '村务监督委员会主任',
  majority: '村务监督委员会过半数',
}
export const signNames: Record<Item['signBy'], string> = { secretary: '村党组织书记', director: '村委会主任' }
export const typeNames: Record<Column['type'], string> = {
  text: '文字',
  longtext: '长文字',
  int: '整数',
  decimal: '小数',
  money: '金额',
  ratio: '百分比',
  area: '面积',
  date: '日期',
  month: '月份',
  datetime: '日期和时间',
  daterange: '起止日期',
  period: '期间',
  enum: '从选项里选',
  bool: '是或否',
  person: '姓名',
  phone: '电话',
  idcard: '身份证号',
  bankcard: '银行账号',
  address: '地址',
  image: '图片',
  files: '附件',
  region: '地方',
}
export const visibilityNames: Record<Column['visibility'], string> = {
  public: '公开',
  masked: '隐去一部分后公开',
  internal: '不公开',
}
