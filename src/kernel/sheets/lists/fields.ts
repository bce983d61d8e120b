/** The kinds of lists a county brings along, and under which words their columns go in such lists. */

export type Field = { key: string; label: string; words: readonly string[]; required: boolean; hint: string }
export const listKinds = ['villages', 'people', 'categories', 'items', 'history'] as const
export type ListKindName = (typeof listKinds)[number]

const field = (key: string, label: string, words: readonly string[], hint = '', required = false): Field => ({
  key,
  label,
  words: [label, ...words],
  required,
  hint,
})
const needed = (key: string, label: string, words: readonly string[], hint = '') => field(key, label, words, hint, true)

export const listNames: Record<ListKindName, string> = {
  villages: '村（社区）名单',
  people: '干部和岗位',
  categories: '公开类别',
  items: '公开目录',
  history: '历史资料',
}

export const listFields: Record<ListKindName, readonly Field[]> = {
  villages: [
    needed('name', '名称', ['村名', '村（社区）名称', '村社区', '行政村', '单位名称', '村居名称', '村', '社区']),
    needed(
      'parent',
      '所属乡镇',
      ['乡镇', '镇', '街道', '乡镇（街道）', '上级', '上级单位', '上级编码'],
      '写名称或者编码；村民小组写所属的村',
    ),
    field('kind', '类别', ['类型', '村或社区'], '村、社区或村民小组；不写就按名称判断'),
    field('fullName', '全称', ['单位全称']),
    field('code', '编码', ['单位编码', '代码']),
    field('statCode', '统计用区划代码', ['区划代码', '行政区划代码', '统计代码']),
    field('households', '户数', ['总户数']),
    field('population', '人口', ['人口数', '总人口', '人数']),
    field('chain', '公开流程', ['流程', '发布方式'], '村级自办、乡镇代传或三级审核'),
  ],
  people: [
    needed('name', '姓名', ['人员姓名', '干部姓名']),
    needed('place', '单位', ['所在单位', '村', '村名', '所在村', '单位名称', '单位编码', '村（社区）']),
    needed('post', '岗位', ['职务', '职位', '现任职务', '岗位名称', '岗位编码'], '与岗位表里的名称或编码一致'),
    field('parent', '所属乡镇', ['乡镇', '镇', '街道'], '有同名的村时用来分清'),
    field('from', '任职起', ['任职时间', '任职日期', '任现职时间', '起始日期'], '不写就从今天起'),
    field('officePhone', '办公电话', ['电话', '联系电话'], '会公开，请写办公电话，不要写手机号'),
  ],
  categories: [
    needed('name', '类别名称', ['类别', '公开类别', '分类', '类目', '名称']),
    field('code', '编码', ['类别编码', '序号', '编号', '代码'], '不写就接着往下编'),
  ],
  items: [
    needed('code', '编码', ['事项编码', '序号', '编号']),
    needed('name', '公开事项', ['事项', '事项名称', '公开内容', '名称']),
    needed('category', '类别', ['公开类别', '分类', '类目'], '写名称或者编码'),
    needed('frequency', '公开频次', ['频次', '公开时间', '公开周期', '时限'], '长期、每月、每季度、每半年、每年、及时'),
    field('day', '几日前', ['截止日', '截止日期', '公开截止日'], '按期公开的：到期月份的几日前'),
    field('days', '几天内', ['公开时限（天）', '天数'], '及时公开的：发生后几天内'),
    needed('dept', '责任部门', ['指导责任单位', '责任单位', '指导部门', '部门'], '写名称或者编码'),
    field('template', '公开表格', ['表格', '模板', '表格编码'], '写表格编码；不写就是文字材料'),
    field('displayDays', '公布天数', ['公布期限', '公示天数', '公示期'], '至少 15 天'),
    field('note', '说明', ['备注']),
  ],
  history: [
    needed('place', '单位', ['村', '村名', '所在村', '村（社区）', '单位名称', '公开单位', '单位编码']),
    needed('title', '标题', ['名称', '题目', '公开内容', '文件标题']),
    needed('on', '原公开日期', ['日期', '公开日期', '公开时间', '发布日期', '时间']),
    field('parent', '所属乡镇', ['乡镇', '镇', '街道'], '有同名的村时用来分清'),
    field('kind', '类别', ['分类', '公开类别', '类型']),
    field('note', '说明', ['备注', '摘要']),
    field('files', '文件名', ['附件', '文件', '附件名称'], '多个文件名用顿号或分号分开，文件另外上传'),
  ],
}
