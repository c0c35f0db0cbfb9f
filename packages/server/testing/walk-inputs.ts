/** What exists nowhere: a walk's writes must be let in or refused, and change nothing. */
export const NOBODY = 999_999_999
const NO_TOKEN = `1.${'x'.repeat(43)}`
const POSITION = { personId: NOBODY, orgUnitId: NOBODY, from: '2026-11-24' }
const POSITION_KIND = { titleZh: null, titleEn: null, leads: false, carriesTarget: false }
export const SLICE = { from: '2014-01-01', to: '2017-12-31' }

/** An input for each procedure that needs one; a new endpoint without an entry here fails the walk. */
export const INPUTS: Record<string, unknown> = {
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
