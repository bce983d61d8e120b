/** Invented names of people and firms; rare characters, compound surnames and minority names included on purpose. */
import type { Random } from './random.ts'

const surnames = [
  ...'王王王李李李张张张刘刘刘陈陈陈杨杨赵赵黄黄周周吴吴徐徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '尉迟',
  '仝',
  '亓',
]
const single = [...'伟强军勇平波斌辉刚健明永志兴德建国华文林山海川涛鹏飞龙泉春兰梅芳霞琴英秀丽敏静燕玲红萍云莲凤']
const first = [
  ...'建国志明永春秀兰桂英文海长富立新正红梅玉华双喜大有金水木生火根土继先光祖耀世荣家万福守田耕秋雨润晓月雪冬向阳庆',
]
const rare = ['堃', '垚', '喆', '翀', '犇', '䶮', '𬭚', '㛃', '烜', '頔', '𫖯']
const minority = ['阿依古丽·艾合买提', '扎西·次仁', '巴特尔·朝鲁', '才让·多杰', '迪丽努尔·买买提']

/** A person's name of two to four characters, now and then a rare one. */
export function personName(random: Random): string {
  if (random.chance(0.003)) return random.pick(minority)
  const surname = random.pick(surnames)
  if (random.chance(0.02)) return surname + random.pick(rare)
  if (random.chance(0.22)) return surname + random.pick(single)
  const a = random.pick(first)
  const b = random.pick(single)
  return surname + a + (a === b ? '生' : b)
}

const firmNames = [
  '禾源',
  '丰泽',
  '晨曦',
  '绿野',
  '盛禾',
  '金穗',
  '诚筑',
  '远达',
  '恒基',
  '润泽',
  '聚力',
  '山河',
  '新苗',
  '广田',
  '惠民',
  '中垚',
]
const trades = [
  '农业发展有限公司',
  '种植专业合作社',
  '养殖专业合作社',
  '建筑工程有限公司',
  '劳务有限公司',
  '商贸有限公司',
  '园林绿化有限公司',
  '水利工程有限公司',
]

/** An invented firm of the fictional county. */
export function firmName(random: Random): string {
  return `晴川县${random.pick(firmNames)}${random.pick(trades)}`
}

/** An invented builder. */
export function builderName(random: Random): string {
  return `晴川县${random.pick(firmNames)}${random.pick(['建筑工程有限公司', '市政工程有限公司', '水利工程有限公司', '公路养护有限公司'])}`
}
