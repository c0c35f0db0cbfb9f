import type { NamedMember } from '../intent.ts'

const member = (kind: NamedMember['kind'], id: string, ...names: string[]): NamedMember => ({
  kind,
  id,
  names,
})

/** Names that the labelled intents use, as a workspace would pass them in. */
export const LEXICON: readonly NamedMember[] = [
  member('product', 'A', '产品A', 'product A'),
  member('product', 'CT500', '可编程控制器 CT500', 'Controller CT500', 'CT500'),
  member('product', 'VF300', '矢量变频器 VF300', 'Vector drive VF300', 'VF300'),
  member('product', 'OA80', '激光气体分析仪 OA80', 'Laser gas analyser OA80', 'OA80'),
  member('product', 'instruments', '检测仪表', 'Instruments'),
  member('product', 'flow', '流体控制', 'Flow control'),
  member('product', 'pumps', '工业泵', 'Pumps'),
  member('product', 'drives', '变频驱动', 'Drives'),
  member('product', 'servo', '伺服系统', 'Servo systems'),
  member('region', 'east', '华东', 'East China'),
  member('region', 'guangdong', '广东', 'Guangdong'),
  member('region', 'shanghai', '上海', 'Shanghai'),
  member('region', 'zhejiang', '浙江', 'Zhejiang'),
  member('region', 'sichuan', '四川', 'Sichuan'),
  member('region', 'shandong', '山东', 'Shandong'),
  member('customerType', 'key', '大客户', 'Key accounts'),
  member('customerType', 'small', '中小企业', 'Small businesses'),
  member('customerType', 'dealers', '经销商', 'Dealers'),
  member('orgUnit', 'east-area', '华东大区', 'East China area'),
  member('orgUnit', 'north-area', '华北大区', 'North China area'),
  member('orgUnit', 'shenguan', '深莞团队', 'Shenzhen and Dongguan team'),
  member('orgUnit', 'shanghai-team', '上海团队', 'Shanghai team'),
  member('orgUnit', 'fujian-team', '福建团队', 'Fujian team'),
  member('person', 'zhang', '张伟', 'Zhang Wei'),
  member('person', 'li', '李娜', 'Li Na'),
  member('person', 'wang', '王强', 'Wang Qiang'),
  member('person', 'chen', '陈静', 'Chen Jing'),
  member('person', 'liu', '刘洋', 'Liu Yang'),
  member('person', 'zhao', '赵磊', 'Zhao Lei'),
]
