import type { Chance } from '../seeded.ts'

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
]
const first = [
  ...'秉佩若思雨文志建晓美丽国玉春秋海云嘉子梓欣宇浩俊明德永少仲叔书礼信义承启远长景庆荣福寿安宁靖康乐和兰芳菲蕙淑慧敏静婉柔梅桂枫松柏桐',
]
const second = [
  ...'衡华英群杰霞涛磊军洋勇艳娟平刚林红斌波辉玲瑞琴凤岚锋琳倩雪颖莉婷萍洁燕彬龙鑫鹏宇轩航泽晨曦琪瑶萱涵怡妍彤雯钰璇珊珍',
]
const shopHeads = [
  ...'知青禾麦小南北东西古新老春夏秋晴云山水竹木石半三七百千万一二四五六八九花月星江河湖海谷田园',
]
const shopTails = [
  '味',
  '禾',
  '鹿',
  '田',
  '巷',
  '光',
  '岸',
  '溪',
  '舍',
  '里',
  '庭',
  '朵',
  '野',
  '渡',
  '斋',
  '坊',
  '居',
  '间',
  '桥',
  '树',
  '喜',
  '元',
  '乐',
  '满',
  '香',
  '隐',
  '见',
  '集',
  '作',
  '屿',
]
const trades = [
  '餐饮',
  '烘焙',
  '母婴',
  '便利',
  '书店',
  '咖啡',
  '茶饮',
  '花艺',
  '服饰',
  '文具',
  '水果',
  '火锅',
  '面馆',
  '小吃',
  '美甲',
  '宠物',
  '药房',
  '眼镜',
  '五金',
  '生鲜',
  '甜品',
  '卤味',
  '酒业',
  '家居',
  '童装',
  '鞋帽',
  '美发',
  '健身',
  '洗衣',
  '超市',
]
const calledAs = ['老板', '店长', '姐', '哥', '经理', '总', '掌柜', '老师']
const wants = [
  '旺季前要加两台收银机',
  '想对接外卖小票',
  '库存预警要短信',
  '会员积分要分店共享',
  '年底续费要开专票',
  '要做第二家分店',
  '希望每周发一次对账单',
  '想试用扫码点单',
  '反馈小票字太小',
  '想要夜间客服',
  '关心数据导出',
  '要求发货前电话确认',
]

/** Names that occur once in the whole world, so a leaked one can be found by searching for it. */
export class Names {
  readonly #chance: Chance
  readonly #taken = new Set<string>()

  constructor(chance: Chance, taken: readonly string[] = []) {
    this.#chance = chance
    for (const name of taken) this.#taken.add(name)
  }

  /** `person·shop`, for instance 王秉衡·知味轩餐饮. */
  customer(person?: string, shop?: string): { name: string; person: string; shop: string } {
    const who =
      person ??
      this.#once(() => this.#chance.pick(surnames) + this.#chance.pick(first) + this.#chance.pick(second))
    const where =
      shop ??
      this.#once(
        () =>
          this.#chance.pick(shopHeads) +
          this.#chance.pick(shopTails) +
          this.#chance.pick(['', '', '记', '家', '屋', '轩']) +
          this.#chance.pick(trades),
      )
    return { name: `${who}·${where}`, person: who, shop: where }
  }

  /** For more customers than there are names: the shop's number tells them apart. */
  numbered(no: number): { person: string; shop: string } {
    return {
      person: this.#chance.pick(surnames) + this.#chance.pick(first) + this.#chance.pick(second),
      shop: `${this.#chance.pick(shopHeads)}${this.#chance.pick(shopTails)}${this.#chance.pick(trades)}${no} 店`,
    }
  }

  person(): string {
    return this.#once(
      () => this.#chance.pick(surnames) + this.#chance.pick(first) + this.#chance.pick(second),
    )
  }

  /** At most 20 characters (doc 92115), distinct from the name and from every other remark. */
  remark(person: string, shop: string): string {
    return this.#once(
      () => `${shop}${person.slice(0, 1)}${this.#chance.pick(calledAs)}${this.#chance.between(100, 999)}`,
    )
  }

  description(shop: string, no: number): string {
    return `${shop}：${this.#chance.pick(wants)}；${this.#chance.pick(wants)}。档案 K${String(no).padStart(5, '0')}`
  }

  mobile(no: number): string {
    // 199 00x: nobody's numbers in a made-up block, one per customer.
    return `1990${String(1_000_000 + no).slice(-7)}`
  }

  #once(make: () => string): string {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const made = make()
      if (this.#taken.has(made)) continue
      this.#taken.add(made)
      return made
    }
    throw new Error('the world has run out of names')
  }
}
