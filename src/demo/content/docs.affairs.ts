/** C02–C10: what a village tells about itself, its Party branch, meetings, supervision, dealings and works. */
import { yearBooks } from './accounts.ts'
import { addDays } from '../../platform/clock.ts'
import { inWords } from './days.ts'
import { deputiesOf } from './facts.ts'
import { inTurn, officePhone, partyMembers, percent, yuan, type DocumentMaker, type Scene } from './scene.ts'

const text = (...paragraphs: string[]) => paragraphs.filter((p) => p !== '').join('\n')
const year = (scene: Scene) => scene.on.slice(0, 4)

const introduction: DocumentMaker = (scene) => {
  const steady = scene.steady('introduction')
  const lastYear = yearBooks(scene.place, String(Number(year(scene)) - 1), scene.seed)
  return {
    location: `${scene.place.name}在${scene.place.township}${steady.pick(['东', '西', '南', '北'])}边，离镇上${steady.int(2, 14)}公里，${steady.pick(['前面是清水河，背后是山', '一条大路穿村而过', '房屋沿河排开，田在坡下', '三面是丘陵，中间一块平田'])}。`,
    population: `${scene.place.households}户，${scene.place.population}人`,
    groupCount: String(scene.place.groups.length),
    land: `耕地${Math.round(scene.place.households * 4.2)}亩，林地${Math.round(scene.place.households * 6.5)}亩`,
    industry: steady.pick(['水稻、油菜和鱼塘养殖', '柑橘、茶叶和林下养鸡', '水稻和外出务工', '蔬菜大棚和乡村游']),
    collectiveIncome: `上年集体收入 ${(lastYear.income / 1_000_000).toFixed(1)} 万元`,
    facilities: steady.pick([
      '村部一座，卫生室一间，文化广场一个，路灯六十盏。',
      '村部和卫生室在一起，有图书室、健身器材和垃圾收集点。',
      '有小学教学点一所，超市两家，农机停放场一处。',
    ]),
    history: steady.pick([
      '相传先人逃荒到此，见河水清就住了下来，村名由此而来。',
      '明末有几户人家从江西迁来，开荒种田，慢慢成了大村。',
      '古时候是渡口，来往船只在这里歇脚，老码头的石阶还在。',
    ]),
  }
}

const yearPlan: DocumentMaker = (scene) => ({
  planPeriod: `${year(scene)}年`,
  owner: scene.place.holders.secretary,
  finishBy: `${year(scene)}年12月底`,
  goals: text(
    '一、把三组到学校的路修好，装上路灯。',
    '二、清理主渠和两条支渠，保证春灌用水。',
    '三、集体收入比上年多一成，都记在账上给大家看。',
  ),
  progress: '上半年完成渠道清理，路面工程已招标，正在备料。',
})

const villagePlan: DocumentMaker = (scene) => ({
  planName: `${scene.place.name}村庄规划`,
  approvedBy: '晴川县人民政府，2024年8月',
  planPeriod: '2024—2035年',
  summary: text(
    '住宅集中在老村和公路两边，不占良田，不上山坡。',
    '保留河边湿地和老树群，新建房屋不超过三层。',
    '道路加宽到四米半，渠道留足清淤的位置。',
  ),
})

const partyOrganisation: DocumentMaker = (scene) => ({
  branchName: `中共${scene.place.name}党支部`,
  members: text(
    `书记：${scene.place.holders.secretary}`,
    `委员：${scene.place.holders.officer}、${scene.place.holders.chair}`,
  ),
  duties: '书记主持全面工作；组织委员管党员和发展；纪检委员看公开和作风。',
  termStart: '2026年1月',
})

const partyPlan: DocumentMaker = (scene) => ({
  owner: scene.place.holders.secretary,
  goals: text(
    '每月开一次主题党日，讨论一件实在的事。',
    '党员每人联系三户，缺劳力的农忙时帮一把。',
    '年底前把历年村务档案理清编号。',
  ),
  progress: scene.random.pick([
    '主题党日按月开了，联系户登记到人，档案理了一半。',
    '联系户走访两轮，记下意见十七条，已办完十二条。',
  ]),
})

const partyPosts: DocumentMaker = (scene) => ({
  post: '设岗定责一览',
  members: partyMembers(scene).slice(3, 7).join('、'),
  pledges: text('管好一段河道，不让垃圾下河。', '带着两户低收入户一起养蜂。', '路灯坏了当天报修。'),
  fulfilment: scene.random.pick(['三项都做到了，村民代表打分在八十分以上。', '河道和路灯做到了，养蜂开春再起步。']),
})

const discipline: DocumentMaker = (scene) => ({
  matter: scene.random.pick(['上年误工补贴重复报了两天。', '公车加油登记不全。']),
  basis: '按上级书面决定公开',
  result: scene.random.pick(['退回多报的补贴，在党员大会上作检查。', '补齐登记，谈话提醒。']),
  effectiveOn: scene.on,
})

const assistance: DocumentMaker = (scene) => {
  const [task, assignedBy, body] = inTurn(scene, 'assistance', [
    ['防火巡护', '晴川县林业局', '抽二十人分两班巡山，看住坟头和林边，劝下烧秸秆三起。'],
    ['农村人居环境整治', '晴川县农业农村局', '清理堆物和淤泥，垃圾收集点从四个调到六个，保洁员每天转一圈。'],
    ['医保集中参保', '晴川县医疗保障局', '上门核对没有参保的人，帮着手机缴费的四十二户，其余由代办员带去镇里。'],
  ] as const)
  return {
    task,
    assignedBy,
    body: text(
      body,
      scene.random.pick(['费用由交办单位承担，村里没有垫钱。', '没有发补贴，用了村里两个工，记在误工表上。']),
    ),
    funds: scene.random.pick(['补助 3000 元，已入账', '没有专门经费']),
    duration: `${inWords(scene.firstDay)}至${inWords(scene.lastDay)}`,
  }
}

const conscription: DocumentMaker = (scene) => ({
  policy: '符合年龄和身体条件的青年可以自愿报名，优待政策以县里当年公布的为准。',
  conditions: text('男青年 18 到 22 周岁，大学生放宽到 24 周岁。', '身体健康，没有犯罪记录。'),
  applyTime: `${year(scene)}年1月至2月`,
  candidates: '按兵役机关要求公示；人员名单以征兵办公布的为准。',
})

const jointMeeting: DocumentMaker = (scene) => {
  const h = scene.place.holders
  const [agenda, decisions] = inTurn(scene, 'joint', [
    [
      '三组道路开工、低保对象复核、灌溉用水安排',
      text(
        '三组道路从下月五日开工，由包组委员盯现场。',
        '两户情况有变化的，由民政协理员上门核对后再报。',
        '分四天轮水，用水户签字。',
      ),
    ],
    [
      '村部屋顶漏水、西塘发包、看望老人',
      text(
        '屋顶请两家来看，比价后再定，超过三千元的报村民代表会议。',
        '西塘发包方案提交村民代表会议讨论。',
        '看望老人从简，花费控制在两千元以内。',
      ),
    ],
    [
      '公开栏更换、垃圾清运、群众意见办理',
      text(
        '每月八日以前换好公开栏，由监督委员会主任查看。',
        '清运改为隔天一次，费用写进下月公开表。',
        '上月九条意见办了七条，剩下两条说明原因。',
      ),
    ],
  ] as const)
  return {
    heldAt: `${addDays(scene.firstDay, scene.random.int(3, 20))} ${scene.random.pick(['09:00', '15:00'])}`,
    place: '村部会议室',
    attendees: [...new Set([h.secretary, h.director, h.officer, h.chair, ...h.members])].join('、'),
    agenda,
    decisions,
  }
}

const consultation: DocumentMaker = (scene) => {
  const [matter, process, outcome] = inTurn(scene, 'consultation', [
    [
      '渡口路灯装在哪边',
      '岸边和坡上两种意见，村民代表带人现场走了一遍，量了距离。',
      '定在坡上，多拉三十米线，夜里走路看得清。',
    ],
    [
      '晒场分配怎样排队',
      '收晒集中，几户有争执。理事会召集各组坐下来商量，讲明各家收期。',
      '按收割先后排队，缺劳力的户优先，登记贴在晒场门口。',
    ],
    [
      '门前水沟谁来清',
      '水沟过三户门口，说不清归谁。请镇里土地员拿图来看。',
      '三户各清一段，村里出材料，年底统一验收。',
    ],
  ] as const)
  return {
    matter,
    parties: `村民代表${scene.random.int(9, 26)}人，${scene.place.township}联村干部，利益相关户`,
    process,
    outcome,
    adoption: '大家签了字，照此办理。',
    progress: scene.random.pick(['已经办完。', '正在办，月底前办好。']),
    appraisal: scene.random.pick(['参加的人都说公道', '多数满意，一户保留意见']),
  }
}

const supervisionReport: DocumentMaker = (scene) => ({
  matters: text(
    '每月看一次票据，重点看误工补贴、维修材料和接待。',
    '抽查低保、危房改造公示，核对公示和实际是否一致。',
    '到现场看了道路工程的用料和进度。',
  ),
  problems: scene.random.pick([
    '发现三张票据没有写明用途，两次公开内容没有附上会议记录。',
    '没有发现大的问题，一处合同没有及时归档。',
  ]),
  advice: '票据补写用途再报销；会议记录和公开内容一起归档；工程变更要先开会再动工。',
  rectified: scene.random.pick(['票据已补齐，会议记录已归档。', '合同已归档，变更手续已补办。']),
})

const termAudit: DocumentMaker = (scene) => ({
  auditee: scene.random.pick(['上届村委会主任（任期）', '离任报账员']),
  auditPeriod: '2021年至2025年',
  matters: text('村财务收支、债权债务、政府拨款和捐赠款物。', '公益工程招投标、集体资产发包和处置。'),
  conclusion: '账实基本相符，没有发现挪用；一笔租金收入没有及时入账，已追回。',
  rectified: '租金已入账；合同台账补登完整；下届开始按季度公开。',
})

const powerList: DocumentMaker = (scene) => ({
  power: '集体资产发包：提出方案、集体讨论、公开招标、签订合同、公开结果。',
  holder: '村民委员会和村集体经济组织',
  basis: '《中华人民共和国农村集体经济组织法》《中华人民共和国村民委员会组织法》',
  publicity: '方案、招标公告、中标结果、合同要点',
  supervisionPhone: officePhone(scene),
})

const dealNotice: DocumentMaker = (scene) => {
  const [subject, quantity, usage, location] = inTurn(scene, 'dealNotice', [
    ['北塘承包权', '水面 14 亩', '养鱼，不得投放未发酵的粪肥', '村北'],
    ['旧队屋租赁权', '两间共 64 平方米', '经营商店，不得改变结构', '村口'],
    ['晒场边空地租赁权', '3 亩', '堆放农产品，不得建房', '晒场边'],
  ] as const)
  return {
    subject,
    quantity,
    location,
    usage,
    duration: scene.random.pick(['三年', '五年']),
    reservePrice: yuan(scene.random.fen(3000, 40000, 500)),
    conditions: '本村和外村的个人、单位都可以报名，交保证金 2000 元，没有拖欠集体款项。',
    mode: '公开竞价',
    timePlace: `${inWords(addDays(scene.on, 16))}上午九点，${scene.place.township}农村产权交易室`,
    contactUnit: `${scene.place.name}村委会 ${officePhone(scene)}`,
  }
}

const projectStart: DocumentMaker = (scene) => {
  const expected = deputiesOf(scene.place)
  const present = expected - scene.random.int(0, 4)
  const approve = present - scene.random.int(0, 3)
  const [project, site, scale, reason] = inTurn(scene, 'start', [
    ['二组入户道路硬化', '二组', '长 420 米，宽 3.5 米，水泥路面', '老路坑洼多，下雨天老人小孩走着不安全。'],
    ['饮水管道更换', '一组、二组', '更换管道 1800 米，入户表 96 只', '旧管漏水，二楼上不去水，维修费年年增加。'],
    ['村部屋顶防漏', '村部', '重做防水 280 平方米', '每逢下雨漏水，档案有受潮的危险。'],
  ] as const)
  return {
    project,
    site,
    scale,
    reason,
    fundSource: scene.random.pick(['财政补助 70%，集体出 20%，村民出工 10%', '全部使用集体收入']),
    estimate: yuan(scene.random.fen(30000, 260000, 1000)),
    vote: text(
      `村民代表会议应到 ${expected} 人，实到 ${present} 人（${percent(present, expected)}%），同意 ${approve} 人。`,
      '会后在公开栏和本平台公布，超过三千元的支出由监督委员会核对。',
    ),
  }
}

export const affairDocuments: Record<string, DocumentMaker> = {
  'C02-01': introduction,
  'C02-04': yearPlan,
  'C02-08': villagePlan,
  'C03-01': partyOrganisation,
  'C03-02': partyPlan,
  'C03-07': partyPosts,
  'C03-09': discipline,
  'C04-14': assistance,
  'C04-15': conscription,
  'C05-04': jointMeeting,
  'C05-07': consultation,
  'C06-01': supervisionReport,
  'C06-05': termAudit,
  'C06-06': powerList,
  'C08-06': dealNotice,
  'C10-02': projectStart,
}
