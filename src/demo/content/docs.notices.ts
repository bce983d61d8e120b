/** C01, C11-03, C12: what is told to everybody. Villages, townships and bureaux all publish some of these. */
import { addDays } from '../../platform/clock.ts'
import { inWords } from './days.ts'
import { officePhone, type DocumentMaker, type Scene } from './scene.ts'

const text = (...paragraphs: string[]) => paragraphs.filter((p) => p !== '').join('\n')
const isVillage = (scene: Scene) => scene.place.level === 'village' || scene.place.level === 'group'
const where = (scene: Scene) =>
  isVillage(scene) ? '村部' : scene.place.level === 'township' ? '镇便民服务中心' : `${scene.place.name}办公室`

const policyTalks = [
  [
    '村民委员会组织法关于村务公开的新规定',
    '全国人民代表大会常务委员会',
    '从 2026 年起，村里公布的内容至少要留十五天；村里协商定下来的事也要公布；大家可以随时来查。',
    '全体村民',
  ],
  [
    '城乡居民医保缴费说明',
    '晴川县医疗保障局',
    '今年集中缴费到年底结束。低保、特困人员由财政资助，不用自己跑。新生儿出生九十天内补缴，从出生那天算起。',
    '没有参加职工医保的村民',
  ],
  [
    '秸秆怎样处理不违规',
    '晴川县农业农村局',
    '秸秆可以粉碎还田，也可以由收储点上门打捆。露天烧秸秆会罚款，还容易引发山火。',
    '种田的农户',
  ],
  [
    '农村宅基地申请的几步',
    '晴川县自然资源和规划局',
    '一户只能有一处宅基地。先向村民小组提出，村里讨论并公示，再由镇里审批，批下来之前不要动工。',
    '要建房的农户',
  ],
  [
    '防范电信诈骗的几条提醒',
    '晴川县公安局',
    '公检法不会在电话里要你转账，也不会让你下载软件共享屏幕。接到这类电话先挂断，再打 96110。',
    '全体村民',
  ],
  [
    '残疾人两项补贴怎样申请',
    '晴川县民政局',
    '带社会保障卡到村里登记，由代办员上报。符合条件的从批准的下个月开始发。',
    '残疾人和家属',
  ],
] as const

const publicity: DocumentMaker = (scene) => {
  const [title, issuer, body, scope] = scene.random.pick(policyTalks)
  return {
    title,
    docNo: `晴宣〔${scene.on.slice(0, 4)}〕${scene.random.int(1, 40)}号`,
    issuer,
    summary: body,
    scope,
    body: text(
      `${scene.place.name}在${inWords(addDays(scene.on, -scene.random.int(3, 20)))}组织了学习，${scene.random.int(18, 76)}人参加。`,
      scene.random.pick([
        '会后把要点抄在公开栏上，没来的由网格员上门说明。',
        '有人问到自家的情况，工作人员当场一一作答。',
        '大家提的三个问题已经记下，问清楚后再回复。',
      ]),
    ),
  }
}

const policies = [
  [
    '种粮农户补贴',
    '耕地地力保护补贴政策',
    '拥有承包耕地并实际种粮的农户',
    '每亩 106 元，按实际种植面积算',
    '承包耕地没有撂荒、没有改作他用',
  ],
  [
    '残疾人两项补贴',
    '困难残疾人生活补贴和重度残疾人护理补贴政策',
    '低保家庭中的残疾人，一级、二级残疾人',
    '生活补贴每月 100 元，护理补贴每月 110 元',
    '持有第二代残疾人证，户籍在本县',
  ],
  [
    '高龄津贴',
    '八十周岁以上老年人津贴办法',
    '年满 80 周岁的本县户籍老人',
    '80 至 89 岁每月 50 元，90 至 99 岁每月 100 元',
    '年满 80 周岁，本人或者家属申请',
  ],
  [
    '脱贫家庭学生补助',
    '家庭经济困难学生资助办法',
    '脱贫户、低保户家庭的在校学生',
    '小学每年 1000 元，初中每年 1250 元',
    '学籍在册，由学校核对家庭情况',
  ],
  [
    '农村危房改造补助',
    '农村危房改造实施办法',
    '低保户、分散供养特困人员等六类对象',
    'D 级重建每户 3.6 万元，C 级修缮每户 1 万元',
    '住房经鉴定为 C 级或者 D 级，没有其他安全住房',
  ],
] as const

const benefitPolicy: DocumentMaker = (scene) => {
  const [policyName, basis, object, standard, conditions] = scene.random.pick(policies)
  return {
    policyName,
    basis,
    object,
    standard,
    conditions,
    materials: '身份证原件、户口簿、社会保障卡。到场核对原件，不收复印件。',
    process: text(
      '一、到村部找代办员登记。',
      '二、村里核对后公示七天。',
      '三、镇里审核，县里批准。',
      '四、钱发到本人社会保障卡。',
    ),
    acceptedBy: isVillage(scene) ? `${scene.place.name}代办点` : where(scene),
    consultPhone: officePhone(scene),
  }
}

const charter: DocumentMaker = (scene) => ({
  ruleName: scene.random.pick([
    `${scene.place.name}村民自治章程`,
    `${scene.place.name}村规民约`,
    `${scene.place.name}财务管理办法`,
  ]),
  passedAt: `${inWords('2026-02-10')}村民会议通过`,
  filedOn: '2026-02-26',
  validity: '三年，到期前由村民会议讨论修改',
  body: text(
    '一、办事要公开：重要的事先开会商量，商量的结果贴在公开栏上。',
    '二、用钱要有凭据：花一笔记一笔，村务监督委员会每月看一次账。',
    '三、红白喜事从简：不攀比，不放高价烟酒，礼金量力而行。',
    '四、门前自己扫，牲畜要圈养，垃圾倒进桶里。',
  ),
})

const customs: DocumentMaker = (scene) => {
  const [theme, body] = scene.random.pick([
    ['红白喜事登记和帮办', '红白理事会这季度登记喜事五起、丧事两起，都按村规民约办理，酒席没有超过十五桌。'],
    ['敬老饺子宴', '重阳节这天，村里请八十岁以上的老人一起包饺子，量血压、剪头发，志愿者忙了一上午。'],
    ['清理房前屋后', '各组比一比谁家门口干净，最后由群众投票评出八户，发了围裙和扫帚。'],
  ] as const)
  return {
    theme,
    heldOn: addDays(scene.firstDay, scene.random.int(5, 80)),
    participants: String(scene.random.int(24, 160)),
    body,
  }
}

const warnings = [
  [
    '防汛提示',
    '沿河各组',
    '近几天有大到暴雨，河水上涨，低洼处不要停车，不要到河边洗衣放牛。值班电话二十四小时有人接。',
  ],
  ['防火提示', '后山林区', '天干物燥，进山不带火种，坟前不点明火。看见烟火马上打电话，不要自己扑救。'],
  [
    '防诈骗提示',
    '全村',
    '最近有人冒充社保工作人员打电话，说医保卡停用要转账。社保部门不会在电话里要钱，拿不准的先问网格员。',
  ],
  [
    '地质灾害提示',
    '山脚各户',
    '连日下雨，山体含水多。听到石头滚动、看到墙体开裂，马上撤到安全的地方，先走人再搬东西。',
  ],
  ['用电安全提示', '全村', '收割机和提灌设备用电集中，不要私拉电线，漏电保护器坏了先报修再用。'],
] as const

const safety: DocumentMaker = (scene) => {
  const [kind, scope, body] = scene.random.pick(warnings)
  return { kind, issuedOn: scene.on, scope, body, contactUnit: `${where(scene)}值班室 ${officePhone(scene)}` }
}

const channels: DocumentMaker = (scene) => ({
  unit: isVillage(scene) ? `${scene.place.name}村务监督委员会` : where(scene),
  phone: officePhone(scene),
  office: `${where(scene)}一楼`,
  online: '本平台每条公开内容下面的“我有疑问”',
  scope: text(
    '公开内容看不懂、对不上，或者该公开的没有公开，都可以提出。',
    '没有及时公布或者公布的内容不真实的，可以向乡镇人民政府或者县级有关部门反映。',
    '反映村干部违纪违法，请打 12388，由纪检监察机关受理。',
  ),
})

const notices = [
  ['停水通知', '管道要换一段旧管，停水八个小时，请提前存水。遇到下雨顺延一天。'],
  ['医保集中缴费最后三天', '还没缴的户请抓紧，年纪大的可以由代办员上门帮办，不用跑镇里。'],
  ['村道施工注意绕行', '三组路段铺沥青，来往车辆请走老路，行人靠边走，注意安全。'],
  ['灭鼠投药提醒', '投药点都插了红牌，请看好小孩和家禽，死鼠统一收走。'],
  ['征兵报名开始', '符合年龄的青年可以报名，村部有报名表，也可以在网上报。'],
  ['秋收农机服务安排', '收割机按组轮流，价格贴在墙上，缺劳力的户由志愿者帮忙。'],
  ['低温天气注意保暖', '夜里零度以下，水管要包好，独居老人由网格员上门看望。'],
  ['图书室晚上开放', '每晚七点到九点开灯，孩子做作业有人看，书可以借走两周。'],
] as const

const generalNotice: DocumentMaker = (scene) => {
  const [title, body] = scene.random.pick(notices)
  const days = scene.random.int(3, 20)
  return {
    title,
    issuer: scene.place.fullName,
    issuedOn: scene.on,
    validity: `到${inWords(addDays(scene.on, days))}止`,
    body: text(
      body,
      isVillage(scene)
        ? scene.random.pick([
            `有疑问打村部电话 ${officePhone(scene)}，或者在本页“我有疑问”里提出。`,
            '不方便看手机的，请邻居帮着念一念。',
          ])
        : `有疑问请打 ${officePhone(scene)}。`,
    ),
  }
}

const serviceGuide: DocumentMaker = (scene) => ({
  service: '代办高龄津贴',
  conditions: '年满 80 周岁的本村户籍老人。',
  materials: '身份证和社会保障卡原件，当场核对后退还。',
  process: text('到村部登记；', '村里公示五天；', '镇里审核；', '钱发到本人社会保障卡。'),
  timeLimit: '公示结束后 15 个工作日',
  fee: '不收费',
  place: where(scene),
  consultPhone: officePhone(scene),
})

const election: DocumentMaker = (scene) => ({
  noticeNo: `第${scene.random.int(1, 6)}号`,
  deadline: addDays(scene.on, 20),
  signedBy: `${scene.place.name}村民选举委员会`,
  matter: text(
    '补选村民代表一名，由所在的村民小组推选。',
    '选民名单贴在公开栏上，有不同意见请在五天内提出，三天内答复。',
  ),
})

export const noticeDocuments: Record<string, DocumentMaker> = {
  'C01-01': publicity,
  'C01-02': benefitPolicy,
  'C01-03': charter,
  'C01-04': customs,
  'C01-05': safety,
  'C11-03': channels,
  'C12-01': generalNotice,
  'C12-02': serviceGuide,
  'C12-03': election,
}
