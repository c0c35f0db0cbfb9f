import type {
  BreakdownName,
  CellAddress,
  ComparisonName,
  FunnelDivision,
  FunnelFilter,
  PlanAxis,
  Slice,
} from '@salesloom/contract'

type Raw = Record<string, unknown>

const id = (value: unknown): number | undefined => {
  const number = Number(value)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}
const text = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined
const flag = (value: unknown): true | undefined => (value === true || value === 'true' ? true : undefined)

/** Leaves out what is undefined, so that addresses stay short. */
function compact<Shape extends object>(shape: { [Key in keyof Shape]: Shape[Key] | undefined }): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Shape
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const MONTH = /^\d{4}-\d{2}$/
const MEMBER = /^(orgUnit|person|region|product|customerType|month|quarter|year):[0-9-]+$/
const PLAN_AXES = ['organisation', 'region', 'product', 'customerType', 'quarter', 'month'] as const
const axisOf = (value: unknown) => PLAN_AXES.find((axis) => axis === value)

/** The orders page's filters as they stand in its address. */
export type OrdersSearch = Partial<Slice> & {
  readonly page?: number
  readonly record?: true
  /** the order whose lines are edited */
  readonly order?: number
}

/** Reads the filters of the orders page; what makes no sense is left out. */
export function readOrdersSearch(raw: Raw): OrdersSearch {
  return compact<OrdersSearch>({
    from: text(raw['from'], DAY),
    to: text(raw['to'], DAY),
    channel: text(raw['channel'], /^.{1,40}$/),
    orgUnitId: id(raw['orgUnitId']),
    personId: id(raw['personId']),
    unassigned: flag(raw['unassigned']),
    regionId: id(raw['regionId']),
    productId: id(raw['productId']),
    customerId: id(raw['customerId']),
    page: id(raw['page']),
    record: flag(raw['record']),
    order: id(raw['order']),
  })
}

export type TargetsSearch = { readonly set?: true }

export function readTargetsSearch(raw: Raw): TargetsSearch {
  return compact<TargetsSearch>({ set: flag(raw['set']) })
}

export type ActivitySearch = {
  readonly scenarioId?: number
  readonly person?: number
  readonly quarter?: number
}

/** Reads whose activity targets are shown, of which quarter. */
export function readActivitySearch(raw: Raw): ActivitySearch {
  const quarter = id(raw['quarter'])
  return compact<ActivitySearch>({
    scenarioId: id(raw['scenarioId']),
    person: id(raw['person']),
    quarter: quarter === undefined || quarter > 4 ? undefined : quarter,
  })
}

export type GoalsSearch = { readonly state?: 'closed' | 'all' }

export function readGoalsSearch(raw: Raw): GoalsSearch {
  return compact<GoalsSearch>({ state: (['closed', 'all'] as const).find((state) => state === raw['state']) })
}

/** The workshop's address: the goal that is changed, none for a new one. */
export type WorkshopSearch = { readonly goal?: number }

export function readWorkshopSearch(raw: Raw): WorkshopSearch {
  return compact<WorkshopSearch>({ goal: id(raw['goal']) })
}

export type PlanView = 'grid' | 'treemap' | 'map' | 'heat' | 'trend' | 'fit' | 'compare' | 'quota' | 'log'
export type PlanSearch = CellAddress & {
  readonly view?: PlanView
  readonly columns?: PlanAxis | 'none'
  readonly rows?: PlanAxis
  readonly below?: PlanAxis | 'none'
  readonly measure?: string
  /** members that everything is narrowed to */
  readonly in?: string
}

/** Reads the view and the cell of a target plan. */
export function readPlanSearch(raw: Raw): PlanSearch {
  return compact<PlanSearch>({
    view: (['grid', 'treemap', 'map', 'heat', 'trend', 'fit', 'compare', 'quota', 'log'] as const).find(
      (view) => view === raw['view'],
    ),
    columns: raw['columns'] === 'none' ? 'none' : axisOf(raw['columns']),
    rows: axisOf(raw['rows']),
    below: raw['below'] === 'none' ? 'none' : axisOf(raw['below']),
    measure: text(raw['measure'], /^[\w.-]{1,60}$/),
    in: text(raw['in'], /^[\w:,-]{1,300}$/),
    organisation: text(raw['organisation'], MEMBER),
    region: text(raw['region'], MEMBER),
    product: text(raw['product'], MEMBER),
    customerType: text(raw['customerType'], MEMBER),
    time: text(raw['time'], MEMBER),
  })
}

export type ReviewSearch = {
  readonly scenarioId?: number
  readonly rows?: 'organisation' | 'region' | 'product'
  readonly fromMonth?: string
  readonly toMonth?: string
}

/** Reads scenario, axis and months of the attainment page. */
export function readReviewSearch(raw: Raw): ReviewSearch {
  return compact<ReviewSearch>({
    scenarioId: id(raw['scenarioId']),
    rows: (['organisation', 'region', 'product'] as const).find((rows) => rows === raw['rows']),
    fromMonth: text(raw['fromMonth'], MONTH),
    toMonth: text(raw['toMonth'], MONTH),
  })
}

export const EXPLORE_PERIODS = [
  'month',
  'quarter',
  'year',
  'lastMonth',
  'lastQuarter',
  'lastYear',
  'twelve',
  'all',
  'days',
] as const
export type ExplorePeriod = (typeof EXPLORE_PERIODS)[number]
export const EXPLORE_VIEWS = ['bars', 'line', 'table'] as const

const BREAKDOWNS: readonly BreakdownName[] = [
  'orgUnit',
  'person',
  'region',
  'category',
  'product',
  'channel',
  'customer',
  'customerType',
  'stage',
  'campaign',
  'year',
  'quarter',
  'month',
  'week',
  'day',
]
const COMPARISONS: readonly ComparisonName[] = ['previousPeriod', 'lastYear', 'target']

/** What the explorer shows, as it stands in its address. */
export type ExploreSearch = Partial<Omit<Slice, 'unassigned'>> & {
  readonly metric?: string
  /** breakdowns, joined by commas */
  readonly by?: string
  readonly period?: ExplorePeriod
  /** comparisons, joined by commas */
  readonly compare?: string
  readonly view?: (typeof EXPLORE_VIEWS)[number]
  readonly orgView?: 'asIs'
}

/** Names of a list that are known, each once. */
function known<Name extends string>(value: unknown, names: readonly Name[], most: number): Name[] {
  const parts = typeof value === 'string' ? value.split(',') : []
  return names
    .filter((name) => parts.includes(name))
    .toSorted((a, b) => parts.indexOf(a) - parts.indexOf(b))
    .slice(0, most)
}

export const breakdownsIn = (value: string | undefined): BreakdownName[] => known(value, BREAKDOWNS, 2)
export const comparisonsIn = (value: string | undefined): ComparisonName[] => known(value, COMPARISONS, 3)

/** Reads the address of the explorer; what makes no sense is left out. */
export function readExploreSearch(raw: Raw): ExploreSearch {
  return compact<ExploreSearch>({
    metric: text(raw['metric'], /^[a-zA-Z][a-zA-Z0-9]{0,59}$/),
    by: raw['by'] === undefined ? undefined : known(raw['by'], BREAKDOWNS, 2).join(','),
    period: EXPLORE_PERIODS.find((period) => period === raw['period']),
    compare: raw['compare'] === undefined ? undefined : known(raw['compare'], COMPARISONS, 3).join(','),
    view: EXPLORE_VIEWS.find((view) => view === raw['view']),
    orgView: raw['orgView'] === 'asIs' ? 'asIs' : undefined,
    from: text(raw['from'], DAY),
    to: text(raw['to'], DAY),
    channel: text(raw['channel'], /^.{1,40}$/),
    orgUnitId: id(raw['orgUnitId']),
    personId: id(raw['personId']),
    regionId: id(raw['regionId']),
    productId: id(raw['productId']),
    customerId: id(raw['customerId']),
    customerTypeId: id(raw['customerTypeId']),
    stageId: id(raw['stageId']),
    campaignId: id(raw['campaignId']),
  })
}

export const FUNNEL_PERIODS = ['twelve', 'quarter', 'lastQuarter', 'year', 'lastYear', 'days'] as const
export type FunnelPeriod = (typeof FUNNEL_PERIODS)[number]
const DIVISIONS: readonly FunnelDivision[] = ['orgUnit', 'person', 'product', 'customerType', 'medium']
export const FUNNEL_AGAINST = ['others', 'previous', 'lastYear'] as const

/** Part of the business that deals are narrowed to, as it stands in an address. */
export type DealPartSearch = Partial<Omit<FunnelFilter, 'from' | 'to'>>
export type FunnelSearch = DealPartSearch & {
  readonly period?: FunnelPeriod
  readonly from?: string
  readonly to?: string
  /** what bottlenecks are looked for by */
  readonly by?: FunnelDivision
  /** what the funnel is compared with */
  readonly against?: (typeof FUNNEL_AGAINST)[number]
}

function dealPartOf(raw: Raw) {
  return {
    pipelineId: id(raw['pipelineId']),
    orgUnitId: id(raw['orgUnitId']),
    personId: id(raw['personId']),
    productId: id(raw['productId']),
    customerTypeId: id(raw['customerTypeId']),
    medium: text(raw['medium'], /^.{1,100}$/),
  }
}

/** Reads which deals the diagnosis is of and what they are compared with. */
export function readFunnelSearch(raw: Raw): FunnelSearch {
  return compact<FunnelSearch>({
    ...dealPartOf(raw),
    period: FUNNEL_PERIODS.find((period) => period === raw['period']),
    from: text(raw['from'], DAY),
    to: text(raw['to'], DAY),
    by: DIVISIONS.find((by) => by === raw['by']),
    against: FUNNEL_AGAINST.find((against) => against === raw['against']),
  })
}

export const STUCK_REASONS = ['tooLong', 'overdue', 'silent', 'noNextStep', 'noDecider'] as const
export type HealthSearch = DealPartSearch & { readonly reason?: (typeof STUCK_REASONS)[number] }

/** Reads which open deals the health is of, and for which reason they are stuck. */
export function readHealthSearch(raw: Raw): HealthSearch {
  return compact<HealthSearch>({
    ...dealPartOf(raw),
    reason: STUCK_REASONS.find((reason) => reason === raw['reason']),
  })
}

const GRADES = ['A', 'B', 'C'] as const
export const GRADE_LISTS = ['changed', 'overridden', 'overdue'] as const
export type GradesSearch = {
  readonly grade?: (typeof GRADES)[number]
  readonly only?: (typeof GRADE_LISTS)[number]
  readonly search?: string
  readonly page?: number
  /** the customer whose reasons are open */
  readonly customer?: number
}

/** Reads which grades are listed. */
export function readGradesSearch(raw: Raw): GradesSearch {
  return compact<GradesSearch>({
    grade: GRADES.find((grade) => grade === raw['grade']),
    only: GRADE_LISTS.find((only) => only === raw['only']),
    search: raw['search'] === undefined ? undefined : String(raw['search']).slice(0, 100),
    page: id(raw['page']),
    customer: id(raw['customer']),
  })
}

export type DeviationsSearch = { readonly by?: 'orgUnit' | 'region'; readonly least?: 5 | 10 | 15 | 20 }

/** Reads along what deviations are looked for, and how far off. */
export function readDeviationsSearch(raw: Raw): DeviationsSearch {
  return compact<DeviationsSearch>({
    by: (['orgUnit', 'region'] as const).find((by) => by === raw['by']),
    least: ([5, 10, 15, 20] as const).find((least) => least === Number(raw['least'])),
  })
}

export type AuthoritySearch = { readonly response?: number }

/** Reads the response within which authority is granted. */
export function readAuthoritySearch(raw: Raw): AuthoritySearch {
  return compact<AuthoritySearch>({ response: id(raw['response']) })
}

export type DefineSearch = { readonly metric?: string }

/** Reads which metric the editor changes; none makes a new one. */
export function readDefineSearch(raw: Raw): DefineSearch {
  return compact<DefineSearch>({ metric: text(raw['metric'], /^[a-zA-Z][a-zA-Z0-9]{0,59}$/) })
}

/** The steps of an import. */
export type ImportStep = 'map' | 'check' | 'run'
export type ImportSearch = { readonly step?: ImportStep }

/** Reads the step of an import; without one it is where the import stands. */
export function readImportSearch(raw: Raw): ImportSearch {
  return compact<ImportSearch>({
    step: (['map', 'check', 'run'] as const).find((step) => step === raw['step']),
  })
}

/** Where to go after signing in, and why a sign-in by the identity provider failed. */
export type SignInSearch = { readonly to?: string; readonly error?: string; readonly done?: true }

/** Reads the sign-in page's address; only paths of our own are taken. */
export function readSignInSearch(raw: Raw): SignInSearch {
  return compact<SignInSearch>({
    to: text(raw['to'], /^\/(?!\/)/),
    // Providers have words of their own, which are not shown: that something failed is.
    error: raw['error'] === undefined ? undefined : (text(raw['error'], /^[\w ]{1,60}$/) ?? 'other'),
    done: flag(raw['done']),
  })
}

export type AuditSearch = {
  readonly search?: string
  readonly actor?: string
  readonly action?: string
  readonly subject?: string
  readonly from?: string
  readonly to?: string
  readonly page?: number
}

/** Reads the filters of the trail. */
export function readAuditSearch(raw: Raw): AuditSearch {
  const any = (key: string, length: number) =>
    raw[key] === undefined || raw[key] === '' ? undefined : String(raw[key]).slice(0, length)
  return compact<AuditSearch>({
    search: any('search', 100),
    actor: any('actor', 200),
    action: any('action', 80),
    subject: any('subject', 200),
    from: text(raw['from'], DAY),
    to: text(raw['to'], DAY),
    page: id(raw['page']),
  })
}
