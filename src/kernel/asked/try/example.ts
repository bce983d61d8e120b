/** A form with every kind of question, to look at them all at once. Made up. */
import type { AskedForm } from '../asked.schema.ts'

export const exampleForm: AskedForm = {
  sections: [
    {
      key: 'who',
      title: '申请人',
      fields: [
        { key: 'applicant', label: '姓名', kind: 'person', required: true },
        { key: 'idNumber', label: '身份证号', kind: 'idNumber', required: true },
        { key: 'phone', label: '联系电话', kind: 'phone', required: true },
        { key: 'birth', label: '出生日期', kind: 'date', required: false },
        { key: 'portrait', label: '本人照片', kind: 'portrait', required: false },
      ],
    },
    {
      key: 'home',
      title: '家庭',
      help: '一起吃住、一起花销的人都要写上。',
      fields: [
        { key: 'householdSize', label: '家里几口人', kind: 'number', required: true, min: 1, max: 20, unit: '人' },
        { key: 'members', label: '家庭成员', kind: 'household', required: true },
        { key: 'income', label: '去年全家收入', kind: 'money', required: true },
        { key: 'land', label: '承包地面积', kind: 'landArea', required: false },
        {
          key: 'hardship',
          label: '家里有哪些困难',
          kind: 'choices',
          required: false,
          options: ['有人生大病', '有人残疾', '孩子上学', '受了灾'],
        },
      ],
    },
    {
      key: 'illness',
      title: '看病的情况',
      when: { field: 'hardship', is: ['有人生大病'] },
      fields: [
        { key: 'hospital', label: '住过院吗', kind: 'yesNo', required: true },
        {
          key: 'stays',
          label: '住院的情况',
          kind: 'table',
          required: true,
          when: { field: 'hospital', is: ['yes'] },
          rowsMost: 5,
          columns: [
            { key: 'from', label: '哪天住的院', kind: 'date', required: true },
            { key: 'place', label: '哪家医院', kind: 'text', required: true },
            { key: 'paid', label: '自己花了', kind: 'money', required: true },
          ],
        },
        { key: 'papers', label: '诊断证明', kind: 'scan', required: false, rowsMost: 4 },
      ],
    },
    {
      key: 'rest',
      title: '其他',
      fields: [
        { key: 'pay', label: '怎么领钱', kind: 'choice', required: true, options: ['打到银行账户', '别人代领'] },
        {
          key: 'account',
          label: '银行账号',
          kind: 'bankAccount',
          required: true,
          when: { field: 'pay', is: ['打到银行账户'] },
        },
        { key: 'village', label: '在哪个村住', kind: 'region', required: false },
        { key: 'where', label: '房子在哪里', kind: 'location', required: false },
        { key: 'file', label: '其他材料', kind: 'file', required: false },
        { key: 'words', label: '还想说的', kind: 'longText', required: false, maxLength: 500 },
        { key: 'signature', label: '签名', kind: 'signature', required: false },
      ],
    },
  ],
  checks: [{ rule: 'members.count = householdSize', say: '家庭成员的人数和“家里几口人”不一样，请核对。' }],
}
