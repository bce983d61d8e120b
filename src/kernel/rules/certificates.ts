/**
 * Certificates that villages must not issue: first list of twenty, 民发〔2020〕20号. They cannot be set up as services;
 * whoever asks is told who is competent. A county may refuse more (`refused` in services.json), never fewer.
 */
import { plainText } from '../../platform/plainText.ts'
/** `also`: other ways in which it is asked for. */
export type Refused = { name: string; competent: string; how: string; also?: readonly string[] }

export const refusedCitation =
  '民政部等六部门《关于改进和规范基层群众性自治组织出具证明工作的指导意见》（民发〔2020〕20号）'

export const refusedCertificates: readonly Refused[] = [
  {
    name: '亲属关系证明',
    also: [
      '亲属证明',
      '家庭关系证明',
      '父子关系证明',
      '父女关系证明',
      '母子关系证明',
      '母女关系证明',
      '兄弟关系证明',
      '姐妹关系证明',
      '祖孙关系证明',
    ],
    competent: '公安派出所、公证处',
    how: '户口簿或者户籍档案能看出关系的，不用再开；看不出的，到派出所查户籍档案，或者到公证处办亲属关系公证。',
  },
  {
    name: '居民身份信息证明',
    competent: '公安派出所',
    how: '用居民身份证或者户口簿；丢了的，到派出所开临时身份证明。',
  },
  {
    name: '户口登记项目内容变更申请证明',
    also: ['户口变更证明'],
    competent: '公安派出所',
    how: '带户口簿直接到派出所申请变更。',
  },
  {
    name: '居民养犬证明',
    also: ['养狗证明'],
    competent: '公安机关或者县里管养犬的部门',
    how: '按本县养犬规定，直接到主管部门登记。',
  },
  {
    name: '无犯罪记录证明',
    also: ['无犯罪证明', '政审证明'],
    competent: '公安派出所',
    how: '带身份证到派出所查询，也可以在公安的网上办事平台申请。',
  },
  {
    name: '社区戒毒社区康复人员情况证明',
    competent: '乡镇（街道）、公安机关',
    how: '由乡镇（街道）社区戒毒社区康复工作机构或者公安机关说明。',
  },
  {
    name: '人员失踪证明',
    also: ['失踪证明'],
    competent: '公安机关、人民法院',
    how: '先到派出所报案；要宣告失踪的，向人民法院申请。',
  },
  {
    name: '婚姻状况证明',
    also: ['婚姻证明', '未婚证明', '单身证明', '夫妻关系证明', '离婚证明', '丧偶证明'],
    competent: '民政局婚姻登记处',
    how: '用结婚证、离婚证；要查婚姻登记档案的，到婚姻登记处或者档案馆。',
  },
  {
    name: '出生证明',
    competent: '助产医疗机构、卫生健康局',
    how: '《出生医学证明》由接生的医院签发；丢了的，到原签发机构补办。',
  },
  {
    name: '健在证明',
    also: ['生存证明', '存活证明', '在世证明'],
    competent: '社保经办机构',
    how: '领养老金的，用手机做资格认证，或者由社保经办机构核实；涉及公证的，到公证处。',
  },
  {
    name: '死亡证明',
    also: ['离世证明', '去世证明', '过世证明'],
    competent: '医疗卫生机构、公安机关',
    how: '正常死亡由医院、卫生院开《居民死亡医学证明》；非正常死亡由公安机关开。',
  },
  { name: '疾病状况证明', also: ['疾病证明', '患病证明'], competent: '医疗机构', how: '由看病的医院开诊断证明。' },
  {
    name: '残疾状况证明',
    also: ['残疾证明'],
    competent: '县残联',
    how: '用残疾人证；没有的，到村里申请办残疾人证，由指定医院评定。',
  },
  {
    name: '婚育状况证明',
    also: ['婚育证明'],
    competent: '民政局、卫生健康局',
    how: '婚姻看婚姻登记证件，生育看生育登记；要查的，由用证明的单位和部门之间核对。',
  },
  {
    name: '居民就业状况证明',
    also: ['就业情况证明', '无业证明', '失业证明', '待业证明'],
    competent: '人力资源和社会保障局',
    how: '用就业创业证、社保缴费记录，或者由用人单位证明。',
  },
  { name: '居民个人档案证明', competent: '档案存放单位', how: '到存放档案的人才服务机构、原单位或者学校查。' },
  {
    name: '居民财产证明',
    also: ['房产证明', '房屋产权证明', '存款证明'],
    competent: '不动产登记中心、银行、车管所',
    how: '房屋土地查不动产登记，存款由银行开，车辆由车管所查。',
  },
  {
    name: '遗产继承权证明',
    also: ['继承证明', '继承权证明'],
    competent: '公证处、人民法院',
    how: '到公证处办继承公证；有争议的，向人民法院起诉。',
  },
  {
    name: '市场主体住所证明',
    also: ['住所证明', '经营场所证明'],
    competent: '市场监督管理局',
    how: '按登记机关的要求，用房产证、租赁合同或者住所承诺书。',
  },
  {
    name: '证件遗失证明',
    also: ['遗失证明', '丢失证明'],
    competent: '原发证机关',
    how: '直接到原发证机关声明并补办，不用村里证明。',
  },
]

/**
 * The refused certificate that a service's name means, however it is put: "开具亲属关系的证明" is 亲属关系证明, "亲属关系说明" too. What is
 * only called 说明 or 声明 must end in the thing itself: "低保户死亡补贴情况说明" is a report. `own`: the county's further ones.
 */
export function refusedOf(name: string, own: readonly Refused[] = []): Refused | undefined {
  const plain = plainOf(name)
  const core = coreOf(plain)
  const all = [...refusedCertificates, ...own]
  const meant = (hit: (called: string) => boolean) =>
    all.find((r) => [r.name, ...(r.also ?? [])].some((called) => hit(coreOf(plainOf(called)))))
  if (plain.includes('证明')) return meant((called) => core.includes(called))
  if (!/说明|声明|出证/.test(plain)) return undefined
  const thing = core.replace(/情况$/, '')
  return meant((called) => thing === called || (called.length > 2 && thing.endsWith(called)))
}

/** Full-width forms folded, brackets, blanks and punctuation gone: "证 明" is 证明. */
const plainOf = (name: string): string =>
  plainText(name)
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s\p{P}\p{Cf}]/gu, '')

/** What is left of a plain name without the words of issuing and fillers. */
function coreOf(plain: string): string {
  return plain
    .replace(/(?:证明材料|证明信|证明书|证明|说明|声明|出证)/g, '')
    .replace(/村委会|村民委员会|居委会|居民委员会|申请|办理|开具|出具|代开|代办|补开|开|办|的|及|和|与/g, '')
    .replace(/^(?:村里?|社区)/, '')
    .replace(/居民|个人/g, '')
}
