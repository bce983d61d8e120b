/**
 * The commonest surnames, and those of two characters. A rare one is left out where it is a common word, too: the
 * search would lose it.
 */
const one =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊葛殷施洪柳颜庄聂牛章鲁岳齐梅庞俞翟倪耿季安柯谷卓温霍冉亓仝骆祝裴涂路阮纪童焦喻甘鲍滕苗盛詹欧辛管左谈包费卞司尤单屈华祁查关艾蓝鄢尚蔺伍兰邢房申代宁阳解舒凌应揭储车蒙麦景隋迟褚游丘巫晏占水'
const two =
  '欧阳 司马 上官 诸葛 东方 尉迟 公孙 慕容 令狐 皇甫 宇文 长孙 司徒 司空 夏侯 轩辕 端木 百里 东郭 南宫 西门 独孤 呼延 闻人 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 亓官 司寇 子车 颛孙 漆雕 乐正 公西 拓跋 夹谷 谷梁 段干 万俟 赫连 第五 梁丘 左丘 东门 羊舌 微生 完颜 叶赫 那拉 纳兰 爱新'

/** As they are written in the older characters, each with today's behind it. */
const older =
  '張张劉刘陳陈楊杨黃黄趙赵吳吴孫孙馬马鄭郑謝谢許许韓韩鄧邓馮冯葉叶魏魏蘇苏盧卢呂吕鍾钟鐘钟薑姜譚谭陸陆範范賈贾韋韦鄒邹閆闫閻阎龍龙賀贺郝郝顧顾龔龚邵邵萬万錢钱嚴严湯汤喬乔賴赖樊樊顏颜莊庄聶聂魯鲁齊齐龐庞駱骆塗涂陽阳紀纪喻喻滕滕歐欧費费單单華华關关艾艾藍蓝藺蔺蘭兰寧宁應应車车儲储遲迟羅罗蕭肖肖肖傅付鄺邝談谈葛葛鄔邬鄢鄢儀仪連连岳岳嶽岳勞劳時时榮荣鮑鲍項项畢毕婁娄練练'

export const compoundSurnames: ReadonlySet<string> = new Set(two.split(' '))
/** Today's character of a surname that is written in the older one: 劉 → 刘; every other one as it is. */
export const newerSurname = (char: string): string => olderOnes.get(char) ?? char
const olderOnes: ReadonlyMap<string, string> = new Map(
  (older.match(/../gu) ?? []).filter((pair) => pair[0] !== pair[1]).map((pair) => [pair[0]!, pair[1]!]),
)
export const surnames: ReadonlySet<string> = new Set([...one, ...olderOnes.keys(), ...compoundSurnames])

/** Whether a text of two to four characters reads like one person's name: a surname and a given name of one or two. */
export function isNameLike(text: string): boolean {
  const letters = [...text]
  const length = compoundSurnames.has(letters.slice(0, 2).join('')) ? 2 : surnames.has(letters[0] ?? '') ? 1 : 0
  const given = letters.length - length
  return length > 0 && given >= 1 && given <= 2 && letters.every((c) => /\p{Script=Han}/u.test(c))
}
