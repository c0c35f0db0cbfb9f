import type { ErrorEntry } from './error-entry.ts'

/** What can be wrong about meetings, boards and metrics that something uses. */
export const MONITORING_ERRORS = {
  meetingClosed: {
    status: 409,
    'zh-CN': '{day} 的会议已结束, 其纪要与数字不再更改。',
    'zh-TW': '{day} 的會議已結束, 其紀要與數字不再更改。',
    en: 'The meeting of {day} is closed; its minutes and figures stay as they are.',
  },
  meetingGuest: {
    status: 403,
    'zh-CN': '您以来宾身份参加: 可以阅读会议内容并完成自己的行动项, 不能修改。',
    'zh-TW': '您以來賓身分參加: 可以閱讀會議內容並完成自己的行動項目, 不能修改。',
    en: 'You take part as a guest: you read the meeting and finish your own actions, and change nothing else.',
  },
  meetingWritten: {
    status: 409,
    'zh-CN': '{day} 的会议已写有纪要、决议、行动项或议题, 不能删除。',
    'zh-TW': '{day} 的會議已寫有紀要、決議、行動項目或議題, 不能刪除。',
    en: 'The meeting of {day} already holds minutes, decisions, actions or issues and cannot be removed.',
  },
  meetingSeriesEnded: {
    status: 409,
    'zh-CN': '例会“{name}”已于 {day} 终止, 不再召开或修改。需要时可先恢复。',
    'zh-TW': '例會「{name}」已於 {day} 終止, 不再召開或修改。需要時可先恢復。',
    en: 'The series “{name}” ended on {day}: no meeting of it is opened and it is not changed until somebody takes it up again.',
  },
  boardOfOther: {
    status: 403,
    'zh-CN': '此看板属于 {owner}, 只有其本人或管理员可以修改。您可以复制后编辑。',
    'zh-TW': '此看板屬於 {owner}, 只有其本人或管理員可以修改。您可以複製後編輯。',
    en: 'This board is {owner}’s; only they or an administrator change it. Copy it to make it yours.',
  },
  metricInUse: {
    status: 409,
    'zh-CN': '该指标正被使用, 不能移除: {usedIn}。请先在那里换用其他指标。',
    'zh-TW': '該指標正被使用, 不能移除: {usedIn}。請先在那裡換用其他指標。',
    en: 'The metric is in use and cannot be removed: {usedIn}. Choose another metric there first.',
  },
  actionOfOther: {
    status: 403,
    'zh-CN': '只有负责人或会议主持人可以更改此行动项的状态。',
    'zh-TW': '只有負責人或會議主持人可以更改此行動項目的狀態。',
    en: 'Only its owner or who leads the meeting says whether this action is done.',
  },
} as const satisfies Record<string, ErrorEntry>
