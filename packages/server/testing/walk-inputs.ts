import { KIND_NAMES } from '@salesloom/contract'
import { TREES } from '../foundation/exports/index.ts'

/** What exists nowhere: a walk's writes must be let in or refused, and change nothing. */
export const NOBODY = 999_999_999
const NO_TOKEN = `1.${'x'.repeat(43)}`
const POSITION = { personId: NOBODY, orgUnitId: NOBODY, from: '2026-11-24' }
const POSITION_KIND = { titleZh: null, titleEn: null, leads: false, carriesTarget: false }
export const SLICE = { from: '2014-01-01', to: '2017-12-31' }

const MAPPING = { kind: 'customer', source: 'walk', columns: [] }
const METRIC = {
  name: { zh: '步行', zhTw: '步行', en: 'Walk' },
  description: { zh: '', zhTw: '', en: '' },
  formula: { zh: '', zhTw: '', en: '' },
  group: 'own',
  unit: 'count',
  better: 'higher',
  numerator: [[{ measure: { fact: 'order', aggregate: 'count' } }]],
  denominator: null,
}

/** The file of every list that can be exported. */
export const EXPORTS: readonly string[] = [...KIND_NAMES, ...Object.keys(TREES)].map((list) => {
  const query = list === 'orderLine' ? `?query=${encodeURIComponent(JSON.stringify(SLICE))}` : ''
  return `/api/v1/exports/${list}/csv${query}`
})

/** An input for each procedure that needs one; a new endpoint without an entry here fails the walk. */
const GOAL = {
  sentence: 'walk',
  metric: 'sales',
  target: 1_000_000,
  from: '2026-10-01',
  deadline: '2026-12-31',
  ownerId: NOBODY,
  actions: ['walk'],
}

export const INPUTS: Record<string, unknown> = {
  // Without a deadline nothing is forecast: the figures of drafts are held to the subtree in goals.test.ts.
  'goals.draftGoal': { sentence: 'Raise sales to 5 million by calling, me' },
  'goals.createGoal': GOAL,
  'goals.updateGoal': { goalId: NOBODY, version: 1, terms: GOAL },
  'goals.checkIn': { goalId: NOBODY, confidence: 5 },
  'goals.closeGoal': { goalId: NOBODY, version: 1, state: 'missed', lesson: 'walk' },
  'goals.findGoals': {},
  'goals.getGoal': { goalId: 1 },
  'targets.previewTarget': { baseYear: 2016, growthPercent: 10, channel: 'sales' },
  'targets.setTarget': { name: 'walk', baseYear: 2016, growthPercent: 10, channel: 'sales' },
  'targets.getTargetGrid': { scenarioId: 1, rows: ['organisation'] },
  'targets.explainCell': { scenarioId: 1, at: {} },
  'targets.spreadTarget': { scenarioId: 1, version: 1, at: {}, code: '1' },
  'targets.undoOperation': { scenarioId: 1, version: 1 },
  'targets.submitScenario': { scenarioId: 1, version: 1 },
  'targets.approveScenario': { scenarioId: 1, version: 1 },
  'review.getAttainment': { scenarioId: 1, rows: ['organisation'] },
  'review.getQuotaAttainment': {},
  'records.getOrganisation': {},
  'records.getRegions': {},
  'records.getProducts': {},
  'records.findCustomers': {},
  'records.findAnything': { text: 'a' },
  'facts.findOrderLines': { slice: SLICE },
  'facts.recordOrder': {
    externalId: 'walk',
    orderDate: '2017-12-29',
    channel: 'sales',
    customerId: 1,
    personId: null,
    lines: [{ productId: 1, quantity: '1', unitPrice: '1' }],
  },
  'metrics.computeMetric': { metric: 'sales', slice: SLICE },
  'records.getCustomerTypes': {},
  'records.getNode': { tree: 'region', id: 1 },
  'records.createNode': {
    tree: 'region',
    parentId: null,
    from: '2026-01-01',
    code: 'walk',
    kind: 'country',
    name: { zh: '走', en: 'Walk' },
  },
  'records.editNode': { tree: 'region', id: 1 },
  'records.moveNode': { tree: 'region', id: 1, parentId: null, from: '2026-01-01' },
  'records.closeNode': { tree: 'region', id: 999_999, from: '2026-01-01' },
  'records.removeNode': { tree: 'region', id: 999_999 },
  'records.setProductPrice': { productId: 999_999, from: '2026-01-01', listPrice: '1', standardCost: null },
  'records.setProductStage': { productId: 999_999, from: '2026-01-01', stage: 'growth' },
  'entries.findEntries': { kind: 'customer' },
  'entries.getEntry': { kind: 'customer', id: 1 },
  'entries.findLinks': { kind: 'contact', field: 'customer' },
  'entries.createEntry': { kind: 'lead', values: { name: 'walk', day: '2017-12-29' } },
  'entries.editEntry': { kind: 'customer', id: 1, version: 1, values: { phone: '1' } },
  'entries.editEntries': { kind: 'customer', ids: [1], values: { phone: '1' } },
  'entries.removeEntries': { kind: 'lead', ids: [999_999] },
  'entries.restoreEntries': { kind: 'lead', ids: [999_999] },
  'entries.mergeCustomers': { keep: 1, merge: [999_999] },
  'entries.findViews': { page: 'walk' },
  'entries.saveView': { page: 'walk', name: 'walk', content: {} },
  'entries.removeView': { savedViewId: 999_999 },
  'periods.closePeriod': { from: '1999-01-01', to: '1999-01-31' },
  'periods.reopenPeriod': { closedPeriodId: 999_999 },
  'periods.findRestatements': { closedPeriodId: 1 },
  'metrics.previewMetric': { content: METRIC, slice: SLICE },
  'metrics.findRows': { metric: 'sales', slice: SLICE },
  'metrics.defineMetric': { content: METRIC },
  'metrics.editMetric': { code: 'sales', version: 1, content: METRIC },
  'metrics.removeMetric': { code: 'sales' },
  'metrics.saveExploration': {
    name: 'walk',
    content: { metric: 'sales', by: [], slice: {}, period: 'year', compare: [], view: 'bars' },
  },
  'metrics.removeExploration': { explorationId: 1 },
  'integration.createApiKey': { name: 'walk', kinds: ['lead'] },
  'integration.revokeApiKey': { apiKeyId: 999_999 },
  'integration.createWebhook': { name: 'walk', url: 'https://hooks.invalid/x', events: ['records.changed'] },
  'integration.setWebhook': { webhookId: 999_999, active: false },
  'integration.removeWebhook': { webhookId: 999_999 },
  'integration.findDeliveries': { webhookId: 1 },
  'integration.replayDelivery': { deliveryId: 999_999 },
  'imports.findImports': {},
  'imports.getImport': { importRunId: 1 },
  'imports.prepareImport': { importRunId: 1 },
  'imports.previewImport': { importRunId: 1, mapping: MAPPING },
  'imports.checkImport': { importRunId: 1, mapping: MAPPING },
  'imports.runImport': { importRunId: 1, mapping: MAPPING, mode: 'goodRows' },
  'imports.resumeImport': { importRunId: 1 },
  'imports.cancelImport': { importRunId: 1 },
  'imports.removeImport': { importRunId: 1 },
  'imports.findImportProblems': { importRunId: 1 },
  'imports.saveTemplate': { name: 'walk', mapping: MAPPING },
  'imports.removeTemplate': { templateId: '1' },
  'administration.findAuditEntries': {},
  'session.getLink': { token: NO_TOKEN },
  'session.acceptInvitation': { token: NO_TOKEN, name: 'Walk', password: 'seven unrelated lanterns' },
  'session.resetPassword': { token: NO_TOKEN, password: 'seven unrelated lanterns' },
  'people.inviteMember': { email: 'walk@example.com', role: 'guest' },
  'people.renewInvitation': { invitationId: NOBODY },
  'people.revokeInvitation': { invitationId: NOBODY },
  'people.changeMember': { membershipId: NOBODY, role: 'guest', personId: null },
  'people.deactivateMember': { membershipId: NOBODY },
  'people.reactivateMember': { membershipId: NOBODY },
  'people.endMemberSessions': { membershipId: NOBODY },
  'people.createPasswordReset': { membershipId: NOBODY },
  'people.addPosition': { ...POSITION, ...POSITION_KIND },
  'people.changePosition': {
    ...POSITION,
    ...POSITION_KIND,
    effectiveFrom: '2026-12-01',
    newOrgUnitId: NOBODY,
  },
  'people.endPosition': { ...POSITION, lastDay: '2026-12-01' },
  'people.arrangeStandIn': {
    coveredPersonId: NOBODY,
    standingPersonId: NOBODY,
    from: '2026-11-24',
    lastDay: '2026-11-25',
  },
  'people.revokeStandIn': { standInId: NOBODY },
  'people.setFieldLimit': { role: 'analyst', field: 'margin', readable: true },
  'people.setPasswordLength': { minimumLength: 12 },
  'jobs.cancelJob': { jobId: 'none' },
}
