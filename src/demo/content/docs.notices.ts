/** C01, C11-03, C12: what is told to everybody. Villages, townships and bureaux all publish some of these. */
import { addDays } from '../../platform/clock.ts'
import { inWords } from './days.ts'
import { inTurn, officePhone, type DemoPlace, type DocumentMaker, type Scene } from './scene.ts'

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

/** A bureau speaks of what it issued itself, where it issued any of these. */
function ofIssuer<T extends readonly string[]>(talks: readonly T[], issuer: string): readonly T[] {
  const own = talks.filter((t) => t[1] === issuer)
  return own.length > 0 ? own : talks
}

const publicity: DocumentMaker = (scene) => {
  const [title, issuer, body, scope] = inTurn(scene, 'talk', ofIssuer(policyTalks, scene.place.fullName))
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

/** Whose policy it is, by the last part of the bureau's code; other bureaux publish none. */
const policyOf: Readonly<Record<string, readonly string[]>> = {
  NYNC: ['种粮农户补贴'],
  CZJ: ['种粮农户补贴'],
  MZJ: ['残疾人两项补贴', '高龄津贴'],
  JYJ: ['脱贫家庭学生补助'],
  ZJJ: ['农村危房改造补助'],
}
/** Bureaux that warn: police, land, emergencies, woods. */
const warns: readonly string[] = ['GAJ', 'ZRZY', 'YJJ', 'LYJ']

/** Whether a place has anything to tell of an item: a bureau of what is its own. */
export function tells(place: { level: string; code: string }, item: string): boolean {
  const bureau = place.code.split('-').at(-1)!
  if (place.level !== 'bureau') return true
  return item === 'C01-02' ? bureau in policyOf : item === 'C01-05' ? warns.includes(bureau) : true
}

/** How often at most a place tells of an item in the demo's time: as often as it has something new to say. */
export function mostOf(place: DemoPlace, item: string): number {
  // The subsidy for ploughland is paid once a year.
  if (item === 'C04-12') return 1
  // A general meeting of the party members has no other name.
  if (item === 'C05-03') return 1
  if (item === 'C12-01') return ownNotices({ place }).length
  const own = policyOf[place.code.split('-').at(-1)!]
  if (item === 'C01-02') return place.level === 'bureau' && own ? own.length : policies.length
  if (item === 'C01-05') return ofWarner({ place })?.length ?? warnings.length
  return Infinity
}

const benefitPolicy: DocumentMaker = (scene) => {
  const own = policyOf[scene.place.code.split('-').at(-1)!]
  const fitting = scene.place.level === 'bureau' ? policies.filter(([name]) => own?.includes(name)) : policies
  const [policyName, basis, object, standard, conditions] = inTurn(
    scene,
    'policy',
    fitting.length > 0 ? fitting : policies,
  )
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
  const [theme, body] = inTurn(scene, 'customs', [
    ['红白喜事登记和帮办', '红白理事会这季度登记喜事五起、丧事两起，都按村规民约办理，酒席没有超过十五桌。'],
    ['敬老饺子宴', '村里请八十岁以上的老人一起包饺子，量血压、剪头发，志愿者忙了一上午。'],
    ['清理房前屋后', '各组比一比谁家门口干净，最后由群众投票评出八户，发了围裙和扫帚。'],
  ] as const)
  return {
    theme,
    heldOn: addDays(scene.firstDay, scene.random.int(5, 80)),
    participants: String(scene.random.int(24, 160)),
    body,
  }
}

const floods = [
  '防汛提示',
  '沿河各组',
  '近几天有大到暴雨，河水上涨，低洼处不要停车，不要到河边洗衣放牛。值班电话二十四小时有人接。',
] as const
const fires = [
  '防火提示',
  '后山林区',
  '天干物燥，进山不带火种，坟前不点明火。看见烟火马上打电话，不要自己扑救。',
] as const
const warnings = [
  [
    '防诈骗提示',
    '全村',
    '最近有人冒充社保工作人员打电话，说医保卡停用要转账。社保部门不会在电话里要钱，拿不准的先问网格员。',
  ],
  ['用电安全提示', '全村', '家里不要私拉电线，漏电保护器坏了先报修再用，出门关掉取暖和烧水的电器。'],
  ['交通安全提示', '村道和公路口', '三轮车、货车不载人，骑摩托戴头盔，天黑走路穿亮一点的衣服。'],
  ['燃气安全提示', '用瓶装气的户', '气瓶不放卧室，软管两年一换，闻到气味先关阀门、开窗，不要开灯。'],
] as const

/** What a bureau warns of is its own business. */
const ofWarner = (scene: Pick<Scene, 'place'>): readonly (readonly [string, string, string])[] | undefined =>
  ({
    GAJ: [warnings[0], warnings[2]],
    ZRZY: [
      ['地质灾害提示', '山脚各户', '听到石头滚动、看到墙体开裂，马上撤到安全的地方，先走人再搬东西，再打值班电话。'],
    ] as const,
    YJJ: [warnings[1], warnings[3]],
    LYJ: [fires],
  })[scene.place.level === 'bureau' ? scene.place.code.split('-').at(-1)! : '']

const safety: DocumentMaker = (scene) => {
  // The first of a place is that of the season: floods in the months of rain, fires in the dry ones.
  const rainy = ['05', '06', '07', '08'].includes(scene.on.slice(5, 7))
  const own = scene.place.level === 'bureau' ? undefined : rainy ? floods : fires
  const [kind, scope, body] =
    own && scene.period.endsWith('-1') ? own : inTurn(scene, 'warning', ofWarner(scene) ?? warnings)
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
  ['医保缴费可以上门帮办', '还没缴的户请抓紧，年纪大的可以由代办员上门帮办，不用跑镇里。'],
  ['村道施工注意绕行', '三组路段铺沥青，来往车辆请走老路，行人靠边走，注意安全。'],
  ['灭鼠投药提醒', '投药点都插了红牌，请看好小孩和家禽，死鼠统一收走。'],
  ['农机服务安排', '农机按组轮流，价格贴在墙上，缺劳力的户由志愿者帮忙。'],
  ['图书室晚上开放', '每晚七点到九点开灯，孩子做作业有人看，书可以借走两周。'],
  ['换发新的垃圾桶', '每户两只，分可回收和其他，旧桶由保洁员收走。'],
  ['义诊和量血压', '卫生院的医生到村部坐诊一上午，不收费，走不动的可以上门。'],
  ['线路检修停电', '停电半天，请提前给手机充好电，冰箱少开。'],
  ['村集体农机出租', '旋耕机和喷药机可以租用，先登记，用完加满油。'],
] as const

/** What a township tells is for all its villages. */
const ofTownships = [
  ['集镇赶集日安排', '逢三、逢八赶集，摊位划线，占道的请退到线里。'],
  ['便民服务中心周六也开门', '周六上午照常收件，周一补休的窗口在门口贴了名单。'],
  ['镇卫生院下乡体检', '六十五岁以上的每年一次，空腹，车到各村接。'],
  ['农村公路养护', '养护期间单向放行，请按牌子绕行。'],
  ['各村账目集中审核', '镇三资中心每月上旬集中审核各村票据，有疑问可以来看。'],
  ['招募防火巡护员', '每村两名，由村推荐，名单在各村公开。'],
] as const
/** And a county for all its townships. */
const ofCounty = [
  ['阳光村务怎么看、怎么问', '扫村口的二维码就能看本村的账，看不懂的点“我有疑问”，不用注册。'],
  ['村务公开督查安排', '督查组到各乡镇看公开栏和平台是不是一样，结果向群众公布。'],
  ['惠民补贴“一卡通”发放', '补贴统一打到社会保障卡，谁截留、谁收手续费，请打 12388。'],
  ['全县农村道路安全整治', '隐患路段逐处装护栏，完成情况在各村公开。'],
  ['县政务服务中心延时服务', '中午不休息，工作日延到晚上六点半。'],
] as const

/** What a bureau tells is its own business: by the last part of its code. */
const ofBureaux: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  ORG: [
    ['村干部任前公示办法有变化', '任前公示期改为五个工作日，公示在村务公开栏和网上同时贴。'],
    ['党员教育基地开放', '每周五下午开放，村党组织可以提前预约。'],
  ],
  XCB: [
    ['农家书屋换新书', '这一季给每个书屋换了六十册，农技和儿童的书最多。'],
    ['乡村广播时间调整', '早上改到六点半，晚上不变。'],
  ],
  SGB: [
    ['志愿服务积分可以兑换', '积分到乡镇社工站兑换，米、油、洗衣粉都有。'],
    ['村民协商骨干培训', '每村一名骨干，免费，管午饭。'],
  ],
  ZFW: [
    ['网格员统一佩证上门', '上门登记都佩证，不佩证的可以不开门，打电话核实。'],
    ['平安夜巡报名', '每组两人，轮着巡，发反光背心和手电。'],
  ],
  JWJW: [
    ['到村里接访的日子', '每月第二个星期三，带队到乡镇接访，日程贴在乡镇公开栏。'],
    ['违规收礼典型案例', '通报了三起，都已经退还并处理。'],
  ],
  XFJ: [
    ['网上信访可以查进度', '登记后用编号查，十五日内告知是否受理。'],
    ['领导接访日', '每月十五日上午，凭身份证登记，按顺序接谈。'],
  ],
  FGJ: [
    ['居民阶梯电价说明', '第一档每月二百度以内，电价不变。'],
    ['农村充电桩选点', '各村可以报一处，要靠近公路、能接电。'],
  ],
  JYJ: [
    ['学生资助开始申请', '在读学校统一申请，困难家庭不用再开证明。'],
    ['冬季作息时间调整', '小学早上推迟二十分钟到校。'],
  ],
  GAJ: [
    ['下乡办身份证', '每月十日派车到乡镇照相办证，老人可以预约上门。'],
    ['谨防冒充客服退款', '凡是要您共享屏幕、说验证码的，都是骗子。'],
  ],
  MZJ: [
    ['高龄津贴认证不用跑', '八十岁以上的由网格员上门看一次就行。'],
    ['低保入户核查安排', '这个月入户核查，请家里留人，不收任何费用。'],
  ],
  SFJ: [
    ['法律顾问到村日程', '每村每月半天，合同、遗嘱、纠纷都可以问，不收费。'],
    ['免费帮写诉状', '困难群众到乡镇司法所登记，三天内安排。'],
  ],
  CZJ: [
    ['一卡通发放日调整', '补贴统一在每月二十五日前打到社会保障卡。'],
    ['村级运转经费标准', '按村的人口分档，拨付情况在各村公开。'],
  ],
  RSJ: [
    ['养老待遇资格认证', '手机上、村里都能做，不用等通知，一年一次。'],
    ['冬季用工专场', '县城三十家企业招工，当天有车接送。'],
  ],
  ZRZY: [
    ['宅基地审批不收钱', '申请、勘测、发证都不收费，谁收钱请举报。'],
    ['地质灾害点巡查', '雨后二十四小时内看一遍，发现裂缝打值班电话。'],
  ],
  ZJJ: [
    ['农村自建房安全排查', '三层以上和出租的先查，查出问题发整改单。'],
    ['危房改造验收开始', '验收合格后十五天内拨补助。'],
  ],
  JTJ: [
    ['客运班车时间调整', '下乡末班车推迟到晚上六点半。'],
    ['农村公路封闭养护', '养护期间单向放行，请按牌子绕行。'],
  ],
  SLJ: [
    ['水厂检修停水', '停水八小时，请提前存水，老人户由供水员送水。'],
    ['冬修水利工程开工', '先修险段，工程量和价钱在各村公开。'],
  ],
  NYNC: [
    ['秋粮收购价格', '按质论价，售粮款当天结清，打白条的可以举报。'],
    ['农机补贴申请', '先买后补，带发票和机具照片到乡镇农服中心。'],
  ],
  LYJ: [
    ['森林防火期到了', '进山不带火种，坟前不点明火，违者罚款。'],
    ['退耕还林补助核查', '按图斑核查成活率，合格的下月发补助。'],
  ],
  WJJ: [
    ['老年人免费体检', '六十五岁以上每年一次，空腹，卫生院派车接。'],
    ['流感疫苗接种', '老人和小学生优先，到卫生院登记。'],
  ],
  YBJ: [
    ['医保集中缴费最后三天', '还没缴的户请抓紧，年纪大的由代办员上门帮办。'],
    ['异地就医先备案', '手机上备案，当时生效，出院直接结算。'],
  ],
  TYJR: [
    ['征兵报名开始', '符合年龄的青年可以报名，网上和人武部都能报。'],
    ['优待证可以代领', '行动不便的由服务站送到家。'],
  ],
  YJJ: [
    ['防汛应急演练', '演练当天会拉警报，听到不要惊慌，跟着网格员走。'],
    ['烟花爆竹零售点名单', '只有名单上的可以卖，买的时候看许可证。'],
  ],
  SJJ: [
    ['村级经济审计安排', '今年抽十二个村，审计结果在村里公开。'],
    ['审计整改情况', '去年指出的二十一个问题，已经改了二十个。'],
  ],
}
const ownNotices = (scene: Pick<Scene, 'place'>): readonly (readonly [string, string])[] => {
  if (scene.place.level === 'county') return ofCounty
  if (scene.place.level === 'township') return ofTownships
  if (scene.place.level !== 'bureau') return notices
  return ofBureaux[scene.place.code.split('-').at(-1)!] ?? notices
}

const generalNotice: DocumentMaker = (scene) => {
  const [title, body] = inTurn(scene, 'notice', ownNotices(scene))
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
