/** Currencies of ISO 4217 (list one), with those that were withdrawn so lately that books still hold them. */
const CODES: ReadonlySet<string> = new Set(
  `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
  CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
  HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
  MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG
  QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
  UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG`.split(/\s+/),
)

/**
 * What people and systems write for a currency, in either Chinese script and in English. A sign that several countries
 * use ($, ¥) names none.
 */
const NAMES: Readonly<Record<string, string>> = {
  CNY: '人民币 人民幣 人民币元 人民幣元 中国元 RMB CN¥ YUAN RENMINBI CHINESEYUAN',
  USD: '美元 美金 美圆 美圓 US$ USDOLLAR USDOLLARS',
  EUR: '欧元 歐元 € EURO EUROS',
  JPY: '日元 日圆 日圓 日币 日幣 JP¥ YEN JAPANESEYEN',
  HKD: '港币 港幣 港元 港纸 港紙 HK$ HONGKONGDOLLAR',
  TWD: '新台币 新台幣 新臺幣 台币 台幣 臺幣 NT$ NTD NEWTAIWANDOLLAR',
  MOP: '澳门元 澳門元 澳门币 澳門幣 MOP$ MACANESEPATACA',
  GBP: '英镑 英鎊 £ POUNDSTERLING BRITISHPOUND',
  KRW: '韩元 韓元 韩币 韓幣 韩圆 韓圓 ₩ SOUTHKOREANWON',
  SGD: '新加坡元 新加坡币 新加坡幣 新币 新幣 坡币 坡幣 S$ SINGAPOREDOLLAR',
  AUD: '澳元 澳大利亚元 澳大利亞元 澳币 澳幣 A$ AU$ AUSTRALIANDOLLAR',
  CAD: '加元 加拿大元 加币 加幣 C$ CA$ CANADIANDOLLAR',
  NZD: '新西兰元 新西蘭元 纽元 紐元 纽币 紐幣 NZ$ NEWZEALANDDOLLAR',
  CHF: '瑞士法郎 瑞郎 SWISSFRANC',
  SEK: '瑞典克朗 SWEDISHKRONA',
  NOK: '挪威克朗 NORWEGIANKRONE',
  DKK: '丹麦克朗 丹麥克朗 DANISHKRONE',
  RUB: '卢布 盧布 俄罗斯卢布 俄羅斯盧布 ₽ RUSSIANROUBLE RUSSIANRUBLE',
  INR: '卢比 盧比 印度卢比 印度盧比 ₹ INDIANRUPEE',
  THB: '泰铢 泰銖 ฿ THAIBAHT',
  VND: '越南盾 ₫ VIETNAMESEDONG',
  IDR: '印尼盾 印尼卢比 印尼盧比 印度尼西亚盾 RUPIAH INDONESIANRUPIAH',
  MYR: '林吉特 马币 馬幣 马来西亚林吉特 馬來西亞令吉 令吉 RM RINGGIT MALAYSIANRINGGIT',
  PHP: '菲律宾比索 菲律賓比索 披索 ₱ PHILIPPINEPESO',
  BRL: '雷亚尔 雷亞爾 巴西雷亚尔 巴西雷亞爾 R$ BRAZILIANREAL',
  MXN: '墨西哥比索 墨西哥披索 MEXICANPESO',
  ZAR: '南非兰特 南非蘭特 兰特 蘭特 SOUTHAFRICANRAND',
  TRY: '土耳其里拉 ₺ TURKISHLIRA',
  AED: '阿联酋迪拉姆 阿聯酋迪拉姆 UAEDIRHAM',
  SAR: '沙特里亚尔 沙特里亞爾 沙烏地里亞爾 SAUDIRIYAL',
}

const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([code, names]) =>
    names.split(' ').map((name): [string, string] => [folded(name), code]),
  ),
)

/** Without case, width and blanks: “ｕｓ dollar” is USDOLLAR. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s.]+/g, '')
    .toUpperCase()
}

/**
 * The ISO 4217 code of a currency as people and systems write it: usd, 美元, US$ and US Dollar are USD.
 * @returns null for what names no currency, or could be one of several
 */
export function currencyNamed(text: string): string | null {
  const said = folded(text)
  return CODES.has(said) ? said : (BY_NAME.get(said) ?? null)
}
