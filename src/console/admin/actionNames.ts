/** Actions of the audit trail in words; the first part of a name finds all of its kind. */
export const actionNames: readonly (readonly [string, string])[] = [
  ['sign-in', '登录'], ['sign-in.failed', '登录失败'], ['sign-out', '退出'], ['password.changed', '换密码'], ['second-factor.enrolled', '设动态码'], ['account.reset', '重设账号'], ['accounts.bulk', '批量建账号'],
  ['notice', '公开事项'], ['notice.submit', '送审'], ['notice.approve', '同意'], ['notice.return', '退回'], ['notice.sign', '签字'], ['notice.file', '备案'], ['notice.demand', '要求更正'], ['notice.correct', '更正'], ['notice.withdraw', '撤回'], ['notice.takedown', '下架'], ['notice.recall', '收回'],
  ['urge', '催办'], ['card.lift', '销牌'], ['event.report', '登记事项'], ['question', '提问'], ['question.answer', '答复'],
  ['people', '人员岗位'], ['people.appoint', '任命'], ['people.end', '离任'], ['people.hand-over', '交接'], ['people.hand-over-bulk', '换届交接'], ['people.deputy', '代理'], ['people.deputy-end', '结束代理'],
  ['region', '区划'], ['region.create', '新设单位'], ['region.rename', '更名'], ['region.merge', '合并'], ['region.split', '拆分'], ['region.move', '划转'], ['region.dissolve', '撤销单位'], ['region.live', '上线安排'], ['item.live', '事项上线安排'],
  ['rule.set', '改规则'], ['settings.footer', '改页脚'], ['calendar', '改日历'], ['catalogue.version', '改目录'], ['log.cosignature', '添加存证见证'], ['import', '名单导入'],
  ['residents', '村民名册'], ['residents.searched', '查名册'], ['residents.looked', '看一个村民'], ['residents.import', '导入名册'], ['residents.import.undo', '撤销名册导入'], ['residents.slips', '打印邀请条'], ['residents.here', '登记回村'], ['residents.left', '登记迁出'], ['residents.dead', '登记去世'], ['residents.moved', '换户换村'], ['residents.merged', '合并重复的人'], ['residents.checked', '核对身份证'], ['residents.phone', '登记手机号'], ['residents.added', '登记一个村民'], ['residents.edited', '改村民资料'], ['residents.household', '改一户'], ['residents.accompanied', '陪村民看公开'], ['accusation.key', '启用举报钥匙'], ['accusation.key-end', '停收网上举报'], ['address', '单位邮箱'], ['address.set', '填单位邮箱'], ['address.dropped', '去掉单位邮箱'], ['message', '短信和邮件'], ['message.text', '改短信内容'], ['apikey', '接口密钥'], ['apikey.given', '发接口密钥'], ['apikey.ended', '停接口密钥'], ['service', '服务事项'], ['service.version', '改服务事项'], ['service.end', '停办服务事项'], ['service.hall', '改办事大厅'], ['service.frame', '改办事菜单'],
]

const names = new Map(actionNames)
export const sayAction = (action: string): string => names.get(action) ?? action
