import { type Locale, type Words, wordsIn } from './locale.ts'

const GROUND = {
  'calendar.fillHolidays': ['填入节假日', '填入節假日', 'Filled in holidays'],
  'calendar.setCalendar': ['更改财年日历', '變更會計年度日曆', 'Changed the fiscal calendar'],
  'entries.createEntry': ['新建记录', '新增記錄', 'Added a record'],
  'entries.editEntries': ['批量修改记录', '批次修改記錄', 'Changed several records'],
  'entries.editEntry': ['修改记录', '修改記錄', 'Changed a record'],
  'entries.mergeCustomers': ['合并客户', '合併客戶', 'Merged customers'],
  'entries.putEntries': ['写入记录', '寫入記錄', 'Brought records in'],
  'entries.removeEntries': ['移除记录', '移除記錄', 'Removed records'],
  'entries.removeView': ['移除视图', '移除檢視', 'Removed a view'],
  'entries.restoreEntries': ['恢复记录', '還原記錄', 'Restored records'],
  'entries.saveView': ['保存视图', '儲存檢視', 'Saved a view'],
  'facts.editOrder': ['修改订单', '修改訂單', 'Changed an order'],
  'facts.editOrderHead': ['修改订单表头', '修改訂單表頭', 'Changed the head of an order'],
  'facts.importOrders': ['导入订单', '匯入訂單', 'Imported orders'],
  'facts.putOrderLines': ['写入订单行', '寫入訂單行', 'Brought order lines in'],
  'facts.recordOrder': ['登记订单', '登記訂單', 'Recorded an order'],
  'facts.removeOrder': ['移除订单', '移除訂單', 'Removed an order'],
  'facts.removeOrders': ['移除多张订单', '移除多張訂單', 'Removed orders'],
  'imports.createRecord': ['导入时新建记录', '匯入時新增記錄', 'Added a record while importing'],
  'imports.removeTemplate': ['移除导入模板', '移除匯入範本', 'Removed an import template'],
  'imports.runImport': ['导入文件', '匯入檔案', 'Imported a file'],
  'imports.saveTemplate': ['保存导入模板', '儲存匯入範本', 'Saved an import template'],
  'integration.createApiKey': ['创建接口密钥', '建立介面金鑰', 'Made an API key'],
  'integration.createWebhook': ['创建网络回调', '建立網路回呼', 'Added a webhook'],
  'integration.removeWebhook': ['移除网络回调', '移除網路回呼', 'Removed a webhook'],
  'integration.replayDelivery': ['重发回调', '重送回呼', 'Sent a delivery again'],
  'integration.revokeApiKey': ['撤销接口密钥', '撤銷介面金鑰', 'Revoked an API key'],
  'integration.setWebhook': ['更改网络回调', '變更網路回呼', 'Changed a webhook'],
  'mail.retryMails': ['重发邮件', '重送郵件', 'Sent failed mails again'],
  'mail.sendTestMail': ['发送测试邮件', '傳送測試郵件', 'Sent a test mail'],
  'metrics.defineMetric': ['定义指标', '定義指標', 'Defined a metric'],
  'metrics.editMetric': ['修改指标', '修改指標', 'Changed a metric'],
  'metrics.removeExploration': ['移除已保存的分析', '移除已儲存的分析', 'Removed an exploration'],
  'metrics.removeMetric': ['移除指标', '移除指標', 'Removed a metric'],
  'metrics.saveExploration': ['保存分析', '儲存分析', 'Saved an exploration'],
  'periods.closePeriod': ['结账', '結帳', 'Closed a period'],
  'periods.reopenPeriod': ['重新打开期间', '重新開啟期間', 'Opened a period again'],
  'records.closeNode': ['停用节点', '停用節點', 'Closed a node'],
  'records.createNode': ['新建节点', '新增節點', 'Added a node'],
  'records.editNode': ['修改节点', '修改節點', 'Changed a node'],
  'records.moveNode': ['移动节点', '移動節點', 'Moved a node'],
  'records.removeNode': ['移除节点', '移除節點', 'Removed a node'],
  'records.setProductPrice': ['设置产品价格', '設定產品價格', 'Set a price'],
  'records.setProductStage': ['设置生命周期阶段', '設定生命週期階段', 'Set a life-cycle stage'],
} as const satisfies Record<string, Words>

const PEOPLE = {
  'access.addMember': ['增加成员', '新增成員', 'Added a member'],
  'people.addPosition': ['增加岗位', '新增職位', 'Added a position'],
  'people.arrangeStandIn': ['安排代理', '安排代理', 'Arranged a stand-in'],
  'people.changeMember': ['更改成员', '變更成員', 'Changed a member'],
  'people.changePosition': ['更改岗位', '變更職位', 'Changed a position'],
  'people.createPasswordReset': ['发出重设密码链接', '發出重設密碼連結', 'Made a link for a new password'],
  'people.deactivateMember': ['停用成员', '停用成員', 'Deactivated a member'],
  'people.departPerson': ['登记离职', '登記離職', 'Recorded a departure'],
  'people.endMemberSessions': ['结束成员的登录', '結束成員的登入', 'Ended a member’s sessions'],
  'people.endPosition': ['结束岗位', '結束職位', 'Ended a position'],
  'people.inviteMember': ['邀请成员', '邀請成員', 'Invited a member'],
  'people.moveFacts': ['移交业务记录', '移交業務記錄', 'Handed facts over'],
  'people.reactivateMember': ['恢复成员', '恢復成員', 'Reactivated a member'],
  'people.renewInvitation': ['重发邀请', '重送邀請', 'Renewed an invitation'],
  'people.revokeInvitation': ['撤回邀请', '撤回邀請', 'Revoked an invitation'],
  'people.revokeStandIn': ['取消代理', '取消代理', 'Ended a stand-in'],
  'people.setFieldLimit': ['更改字段权限', '變更欄位權限', 'Changed a field limit'],
  'people.setPasswordLength': ['更改密码长度', '變更密碼長度', 'Changed the length of passwords'],
  'session.acceptInvitation': ['接受邀请', '接受邀請', 'Accepted an invitation'],
  'session.changePassword': ['更改密码', '變更密碼', 'Changed the password'],
  'session.changePasswordFailed': ['更改密码失败', '變更密碼失敗', 'Failed to change the password'],
  'session.disableTwoFactor': ['关闭两步验证', '關閉兩步驟驗證', 'Turned the second factor off'],
  'session.enableTwoFactor': ['开启两步验证', '開啟兩步驟驗證', 'Turned the second factor on'],
  'session.renewRecoveryCodes': ['更新恢复码', '更新復原碼', 'Renewed recovery codes'],
  'session.resetPassword': ['重设密码', '重設密碼', 'Set a new password by link'],
  'session.revokeSessions': ['结束其他登录', '結束其他登入', 'Ended sessions'],
  'session.signIn': ['登录', '登入', 'Signed in'],
  'session.signInFailed': ['登录失败', '登入失敗', 'Failed to sign in'],
  'session.signOut': ['退出', '登出', 'Signed out'],
} as const satisfies Record<string, Words>

const TARGETS = {
  'calibration.acceptProposal': ['采纳校准建议', '採納校準建議', 'Accepted a proposal'],
  'calibration.answerMarketPrompt': [
    '回答每月市场提问',
    '回答每月市場提問',
    'Answered the question of the month',
  ],
  'calibration.proposeFromResponse': [
    '由应对计划提出校准',
    '由應對計畫提出校準',
    'Proposed targets from a response',
  ],
  'calibration.recordMarketEvent': ['登记市场事件', '登記市場事件', 'Recorded a market event'],
  'calibration.rejectProposal': ['拒绝校准建议', '拒絕校準建議', 'Rejected a proposal'],
  'calibration.removeMarketEvent': ['移除市场事件', '移除市場事件', 'Removed a market event'],
  'calibration.runCalibration': ['运行目标校准', '執行目標校準', 'Ran a calibration'],
  'goals.checkIn': ['目标签到', '目標簽到', 'Checked in on a goal'],
  'goals.closeGoal': ['结束目标', '結束目標', 'Closed a goal'],
  'goals.createGoal': ['新建目标', '新增目標', 'Set a goal'],
  'goals.updateGoal': ['修改目标', '修改目標', 'Changed a goal'],
  'targets.answerTarget': ['答复目标', '答覆目標', 'Answered a target'],
  'targets.approveScenario': ['批准方案', '核准方案', 'Approved a scenario'],
  'targets.branchScenario': ['复制方案', '複製方案', 'Copied a scenario'],
  'targets.changeCascade': ['更改目标下达', '變更目標下達', 'Changed a cascade'],
  'targets.commitFigures': ['提交承诺', '提交承諾', 'Committed figures'],
  'targets.deriveAllActivity': ['推导活动目标', '推導活動目標', 'Derived activity targets'],
  'targets.fitMargins': ['按多个合计拟合', '依多個合計擬合', 'Fitted several totals'],
  'targets.lockScenario': ['锁定方案', '鎖定方案', 'Locked a scenario'],
  'targets.passOnTarget': ['向下传达目标', '向下傳達目標', 'Passed a target on'],
  'targets.publishCascade': ['下达目标', '下達目標', 'Published targets'],
  'targets.redoOperation': ['重做', '重做', 'Made a step again'],
  'targets.remindLate': ['催办', '催辦', 'Reminded those who are late'],
  'targets.renameScenario': ['重命名方案', '重新命名方案', 'Renamed a scenario'],
  'targets.returnScenario': ['退回方案', '退回方案', 'Gave a scenario back'],
  'targets.saveActivityTarget': ['保存活动目标', '儲存活動目標', 'Saved an activity target'],
  'targets.setBounds': ['设置上下限', '設定上下限', 'Set a floor or a ceiling'],
  'targets.setTarget': ['制定年度目标', '制定年度目標', 'Set a year’s targets'],
  'targets.settleTarget': ['裁定目标', '裁定目標', 'Settled a target'],
  'targets.spreadTarget': ['分解目标', '分解目標', 'Spread a target'],
  'targets.submitScenario': ['提交方案', '提交方案', 'Submitted a scenario'],
  'targets.succeedScenario': ['以新方案替代', '以新方案替代', 'Made a successor'],
  'targets.undoOperation': ['撤销', '復原', 'Took a step back'],
  'targets.withdrawCascade': ['撤回目标下达', '撤回目標下達', 'Withdrew a cascade'],
} as const satisfies Record<string, Words>

const MONITORING = {
  'dashboards.createDashboard': ['新建看板', '新增看板', 'Made a board'],
  'dashboards.editDashboard': ['修改看板', '修改看板', 'Changed a board'],
  'dashboards.removeDashboard': ['移除看板', '移除看板', 'Removed a board'],
  'dashboards.restoreDashboard': ['恢复看板', '還原看板', 'Restored a board'],
  'monitoring.acknowledgedAlert': ['确认预警', '確認預警', 'Acknowledged an alert'],
  'monitoring.addActionItem': ['增加行动项', '新增行動項目', 'Added an action'],
  'monitoring.addMeasure': ['增加措施', '新增措施', 'Added a measure'],
  'monitoring.assignedAlert': ['指派预警', '指派預警', 'Assigned an alert'],
  'monitoring.attachFile': ['附上文件', '附上檔案', 'Attached a file to a why'],
  'monitoring.closeMeeting': ['结束会议', '結束會議', 'Closed a meeting'],
  'monitoring.commentOnDeviation': ['评论偏差', '評論偏差', 'Commented on a deviation'],
  'monitoring.createAlertChannel': ['新建预警通道', '新增預警通道', 'Added an alert channel'],
  'monitoring.createResponse': ['新建应对计划', '新增應對計畫', 'Made a response'],
  'monitoring.decideQuoteApproval': ['审批报价', '審批報價', 'Decided on a quote'],
  'monitoring.finishActionItem': ['完成行动项', '完成行動項目', 'Finished an action'],
  'monitoring.finishMeasure': ['完成措施', '完成措施', 'Finished a measure'],
  'monitoring.gradeCustomers': ['客户分级', '客戶分級', 'Graded customers'],
  'monitoring.endMeetingSeries': ['终止例会', '終止例會', 'Ended a series of meetings'],
  'monitoring.grantAuthority': ['授予折扣权限', '授予折扣權限', 'Granted authority'],
  'monitoring.moveBudget': ['调动预算', '調動預算', 'Moved budget'],
  'monitoring.openDeviation': ['开始分析偏差', '開始分析偏差', 'Opened a deviation'],
  'monitoring.openMeeting': ['召开会议', '召開會議', 'Opened a meeting'],
  'monitoring.overrideGrade': ['人工调整等级', '人工調整等級', 'Overrode a grade'],
  'monitoring.proposeTargets': ['提出目标调整', '提出目標調整', 'Proposed targets'],
  'monitoring.raiseIssue': ['提出议题', '提出議題', 'Raised an issue'],
  'monitoring.reassignPerson': ['调动人员', '調動人員', 'Reassigned a person'],
  'monitoring.recordDecision': ['记录决议', '記錄決議', 'Recorded a decision'],
  'monitoring.removeMeeting': ['移除会议', '移除會議', 'Removed a meeting'],
  'monitoring.removeWhyFile': ['移除原因附件', '移除原因附件', 'Removed a file of a why'],
  'monitoring.requestQuoteApproval': ['申请审批报价', '申請審批報價', 'Asked for approval of a quote'],
  'monitoring.resumeMeetingSeries': ['恢复例会', '恢復例會', 'Took up a series of meetings again'],
  'monitoring.revokeAuthority': ['收回折扣权限', '收回折扣權限', 'Revoked authority'],
  'monitoring.runAgendaItem': ['推进议程', '推進議程', 'Ran an agenda item'],
  'monitoring.saveAlertRule': ['保存预警规则', '儲存預警規則', 'Saved an alert rule'],
  'monitoring.saveMeasure': ['修改措施', '修改措施', 'Changed a measure'],
  'monitoring.saveMinutes': ['保存会议纪要', '儲存會議紀要', 'Saved minutes'],
  'monitoring.saveResponse': ['修改应对计划', '修改應對計畫', 'Changed a response'],
  'monitoring.saveSetting': ['更改监控设置', '變更監控設定', 'Changed a setting of monitoring'],
  'monitoring.saveWhys': ['保存五问', '儲存五問', 'Saved whys'],
  'monitoring.setAlertChannel': ['更改预警通道', '變更預警通道', 'Changed an alert channel'],
  'monitoring.setAlertRule': ['启停预警规则', '啟停預警規則', 'Started or stopped an alert rule'],
  'monitoring.setDiscountLimits': ['设置折扣上限', '設定折扣上限', 'Set discount limits'],
  'monitoring.setMeetingSeries': ['设置例会', '設定例會', 'Set up a series of meetings'],
  'monitoring.settleIssue': ['解决议题', '解決議題', 'Settled an issue'],
  'monitoring.snoozedAlert': ['暂缓预警', '暫緩預警', 'Snoozed an alert'],
} as const satisfies Record<string, Words>

/** Everything that the trail tells of, in words: which use case was carried out. */
const AUDIT_ACTIONS = { ...GROUND, ...PEOPLE, ...TARGETS, ...MONITORING }

/** Name of a use case as the trail keeps it. */
export type AuditAction = keyof typeof AUDIT_ACTIONS

/** Those of a part of the application, without its name. */
export type AuditActionOf<Part extends string> = AuditAction extends infer Action
  ? Action extends `${Part}.${infer Name}`
    ? Name
    : never
  : never

/** Use cases whose words hold a text, in any language: people search for what they read. */
export function auditActionsWith(text: string): string[] {
  const sought = text.toLowerCase()
  return Object.entries(AUDIT_ACTIONS).flatMap(([action, words]) =>
    words.some((word) => word.toLowerCase().includes(sought)) ? [action] : [],
  )
}

/** What was done, in the reader's language; the name of the use case where an earlier version knew another. */
export function auditActionText(action: string, locale: Locale): string {
  const words: Words | undefined = AUDIT_ACTIONS[action as AuditAction]
  return words === undefined ? action : wordsIn(words, locale)
}
