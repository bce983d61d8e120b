/** Columns of a county's register of households, and under which words they go there. */
import type { Field } from '../../../kernel/sheets/lists/fields.ts'

const field = (key: string, label: string, words: readonly string[], hint = '', required = false): Field => ({
  key,
  label,
  words: [label, ...words],
  required,
  hint,
})

export const registerFields: readonly Field[] = [
  field('name', '姓名', ['村民姓名', '人员姓名', '家庭成员姓名'], '', true),
  field(
    'village',
    '村',
    ['村名', '所在村', '行政村', '村（社区）', '村居', '村委会', '单位编码'],
    '写名称或者编码',
    true,
  ),
  field(
    'household',
    '户号',
    ['户编号', '户主编号', '家庭编号', '户籍号', '户主姓名', '户主'],
    '同一户写同一个号；没有户号的可以选户主姓名那一列',
    true,
  ),
  field('township', '乡镇', ['镇', '街道', '所属乡镇', '乡镇（街道）'], '有同名的村时用来分清'),
  field('group', '村民小组', ['组', '小组', '组别', '所在组']),
  field('relation', '与户主关系', ['关系', '家庭关系', '户主关系']),
  field(
    'idNumber',
    '身份证号',
    ['身份证号码', '公民身份号码', '身份证', '证件号码'],
    '加密保存，只用来核对是不是同一个人',
  ),
  field('phone', '手机号', ['联系电话', '电话', '手机', '手机号码', '联系方式'], '加密保存，用来登录'),
  field('sex', '性别', []),
  field('born', '出生日期', ['出生年月', '生日'], '有身份证号的不用写'),
  field('party', '是否党员', ['党员', '政治面貌']),
  field('address', '住址', ['家庭住址', '详细地址', '地址', '门牌号'], '加密保存'),
  field('state', '状态', ['人员状态', '户籍状态', '备注状态'], '在村、迁出、死亡；不写就是在村'),
  field('stateOn', '变动日期', ['迁出日期', '死亡日期', '变更日期']),
]
