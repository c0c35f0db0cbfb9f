import type { EntryFilter, Field } from '@salesloom/contract'

/** The list as it stands in its address. */
export type EntrySearch = {
  readonly search?: string
  readonly sort?: string
  readonly descending?: true
  readonly page?: number
  readonly removed?: true
  readonly filters?: readonly EntryFilter[]
  /** the entry that is open; 0 is the form of a new one */
  readonly open?: number
}

const COMPARISONS = ['is', 'isNot', 'contains', 'atLeast', 'atMost', 'empty', 'notEmpty'] as const

function readFilters(raw: unknown): readonly EntryFilter[] | undefined {
  if (!Array.isArray(raw)) return undefined
  const filters = raw.slice(0, 12).flatMap((one: Record<string, unknown>) => {
    const comparison = COMPARISONS.find((known) => known === one?.['comparison'])
    if (comparison === undefined || typeof one['field'] !== 'string') return []
    return [{ field: one['field'].slice(0, 40), comparison, value: String(one['value'] ?? '').slice(0, 200) }]
  })
  return filters.length === 0 ? undefined : filters
}

const positive = (value: unknown) =>
  Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : undefined

/** Reads what makes sense of an address; the rest is left out. */
export function readEntrySearch(raw: Record<string, unknown>): EntrySearch {
  const found = {
    search: raw['search'] === undefined ? undefined : String(raw['search']).slice(0, 100),
    sort: typeof raw['sort'] === 'string' && /^[a-zA-Z]{1,30}$/.test(raw['sort']) ? raw['sort'] : undefined,
    descending: raw['descending'] === true ? (true as const) : undefined,
    page: positive(raw['page']),
    removed: raw['removed'] === true ? (true as const) : undefined,
    filters: readFilters(raw['filters']),
    open: raw['open'] === 0 ? 0 : positive(raw['open']),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as EntrySearch
}

/** The rows that an address asks for, for the list and for its export alike. */
export function rowsOf(search: EntrySearch) {
  return {
    search: search.search ?? '',
    filters: [...(search.filters ?? [])],
    descending: search.descending ?? false,
    removed: search.removed ?? false,
    ...(search.sort === undefined ? {} : { sort: search.sort }),
  }
}

/** An address or a saved view may name fields that the list no longer has: what is left of it, and which they are. */
export function fittingSearch(
  search: EntrySearch,
  fields: ReadonlyArray<Pick<Field, 'name'>>,
): { readonly search: EntrySearch; readonly gone: readonly string[] } {
  const known = new Set<string>(fields.map(({ name }) => name))
  const { sort, filters = [], ...rest } = search
  const kept = filters.filter(({ field }) => known.has(field))
  const gone = filters.filter(({ field }) => !known.has(field)).map(({ field }) => field)
  return {
    search: {
      ...rest,
      ...(kept.length === 0 ? {} : { filters: kept }),
      ...(sort === undefined || !known.has(sort) ? {} : { sort }),
    },
    gone: [...new Set(gone)],
  }
}
