import type { ErrorEntry } from './error-entry.ts'

/** What can be wrong about members, invitations, positions, sign-in and the mails to people. */
export const PEOPLE_ERRORS = {
  lastAdministrator: {
    status: 409,
    'zh-CN': '这是最后一位管理员, 不能停用或改为其他角色。请先将另一位成员设为管理员。',
    'zh-TW': '這是最後一位管理員, 不能停用或改為其他角色。請先將另一位成員設為管理員。',
    en: 'This is the last administrator, who cannot be deactivated or given another role. Make another member administrator first.',
  },
  alreadyMember: {
    status: 409,
    'zh-CN': '{email} 已是此工作区的成员。如已停用, 请在成员列表中重新启用。',
    'zh-TW': '{email} 已是此工作區的成員。如已停用, 請在成員列表中重新啟用。',
    en: '{email} is a member of this workspace already. If deactivated, reactivate them in the list of members.',
  },
  personTaken: {
    status: 409,
    'zh-CN': '此人员已属于另一位成员 ({email})。请先解除那里的关联。',
    'zh-TW': '此人員已屬於另一位成員 ({email})。請先解除那裡的關聯。',
    en: 'This person belongs to another member already ({email}). Release them there first.',
  },
  memberElsewhere: {
    status: 409,
    'zh-CN':
      '{email} 也是其他工作区的成员, 而您不是那里的管理员; 请其用“修改密码”自行更改, 或请系统运维人员处理。',
    'zh-TW':
      '{email} 也是其他工作區的成員, 而您不是那裡的管理員; 請其用「修改密碼」自行更改, 或請系統維運人員處理。',
    en: '{email} is also a member of a workspace that you do not administer. They can change their password in the settings, or whoever runs the system can.',
  },
  invitationOver: {
    status: 410,
    'zh-CN': '此邀请已使用、已撤回或已过期。请联系管理员重新发送。',
    'zh-TW': '此邀請已使用、已撤回或已過期。請聯絡管理員重新傳送。',
    en: 'This invitation was used, revoked or has expired. Ask an administrator to send a new one.',
  },
  resetOver: {
    status: 410,
    'zh-CN': '此链接已使用或已过期。请联系管理员重新生成。',
    'zh-TW': '此連結已使用或已過期。請聯絡管理員重新產生。',
    en: 'This link was used or has expired. Ask an administrator for a new one.',
  },
  signInExists: {
    status: 409,
    'zh-CN': '{email} 已有登录账号。请先登录, 再打开此链接。',
    'zh-TW': '{email} 已有登入帳號。請先登入, 再開啟此連結。',
    en: 'There is a sign-in for {email} already. Sign in with it, then open this link again.',
  },
  otherSignIn: {
    status: 403,
    'zh-CN': '此邀请发给 {email}, 而您现在以 {other} 登录。请先退出。',
    'zh-TW': '此邀請發給 {email}, 而您現在以 {other} 登入。請先登出。',
    en: 'This invitation is for {email}, but you are signed in as {other}. Sign out first.',
  },
  positionOverlap: {
    status: 409,
    'zh-CN': '此人在该部门已有任职 ({from} 至 {to})。请选择不重叠的日期, 或先结束原任职。',
    'zh-TW': '此人在該部門已有任職 ({from} 至 {to})。請選擇不重疊的日期, 或先結束原任職。',
    en: 'This person holds a position in that unit already ({from} to {to}). Choose days that do not overlap, or end that position first.',
  },
  successorElsewhere: {
    status: 422,
    'zh-CN': '接手人在 {day} 没有任职, 或就是离职人本人。请选择另一位。',
    'zh-TW': '接手人在 {day} 沒有任職, 或就是離職人本人。請選擇另一位。',
    en: 'The successor holds no position on {day}, or is the person who leaves. Choose somebody else.',
  },
  positionDates: {
    status: 422,
    'zh-CN': '任职日期有误: {lastDay} 早于开始日期 {from}。',
    'zh-TW': '任職日期有誤: {lastDay} 早於開始日期 {from}。',
    en: 'These days do not fit: {lastDay} lies before the start on {from}.',
  },
  standInOverlap: {
    status: 409,
    'zh-CN': '两人之间已有重叠的代理 ({from} 至 {to})。请先撤销它, 或选择其他日期。',
    'zh-TW': '兩人之間已有重疊的代理 ({from} 至 {to})。請先撤銷它, 或選擇其他日期。',
    en: 'The two have a stand-in on some of these days already ({from} to {to}). Revoke it first, or choose other days.',
  },
  noMailServer: {
    status: 409,
    'zh-CN': '尚未设置邮件服务器, 系统不发送邮件。请由运维人员设置 (见运维文档)。',
    'zh-TW': '尚未設定郵件伺服器, 系統不發送郵件。請由維運人員設定 (見維運文件)。',
    en: 'No mail server is set up, so no mails are sent. Whoever runs the system can set one up (see the operations guide).',
  },
  mailAddressNotReached: {
    status: 422,
    'zh-CN': '无法向 {email} 发送邮件: 地址不完整, 或属于示例账号。',
    'zh-TW': '無法向 {email} 發送郵件: 地址不完整, 或屬於範例帳號。',
    en: 'No mail is sent to {email}: the address is not complete, or belongs to the sample.',
  },
  providerNotReached: {
    status: 503,
    'zh-CN': '身份提供方 ({name}) 在 {seconds} 秒内没有应答或应答有误。请稍后再试, 或使用密码登录。',
    'zh-TW': '身分提供方 ({name}) 在 {seconds} 秒內沒有回應或回應有誤。請稍後再試, 或使用密碼登入。',
    en: 'The identity provider ({name}) did not answer within {seconds} seconds, or not as it should. Try again in a while, or sign in with a password.',
  },
} as const satisfies Record<string, ErrorEntry>
