/** Words for what happens to a case besides the moves of its procedure. */
export const eventNames: Record<string, string> = {
  open: '收到',
  add: '反映人补充',
  consult: '请人会商',
  remind: '催办',
  opinion: '会商意见',
  invite: '邀请外面的人',
  share: '告诉被请的人反映人是谁',
  answerJoint: '单位答复',
  suspend: '暂停计时',
  resume: '恢复计时',
  extend: '延长期限',
  escalate: '逾期，报上一级',
  over: '要回避，交上一级',
  overAsked: '单位要回避，改请上一级答复',
  mergedInto: '并入另一件',
  merged: '并进一件',
  split: '拆出一件',
  splitFrom: '从另一件拆出',
  assign: '指定经办人',
  note: '内部备注',
  talk: '约谈',
  circular: '通报',
  order: '督办',
  label: '登记类别和研判',
  routed: '按规则交办',
  callback: '回访',
}

/** Notes that staff write into the history without moving the case; the two last are for those above. */
export const noteKinds = { note: '内部备注', talk: '约谈', circular: '通报' } as const
export type NoteKind = keyof typeof noteKinds

/** What a case is about, for the ledger and the statistics. */
export const categories = [
  '道路交通',
  '饮水用水',
  '供电照明',
  '环境卫生',
  '住房和宅基地',
  '土地承包',
  '邻里纠纷',
  '婚姻家庭',
  '社会救助',
  '医保社保',
  '集体资产和财务',
  '工程项目',
  '农业生产',
  '治安安全',
  '干部作风',
  '其他',
] as const

export const judgements = { simple: '简单：当场能答复', ordinary: '一般：村里办', complex: '复杂：要上面协调' } as const

/** How a correction after an upheld complaint ended. */
export const correctionEnds = { corrected: '已更正公开', withdrawn: '已撤回', waived: '不用更正了' } as const
