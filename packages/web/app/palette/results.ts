import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api, type Outputs } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { type Command, useCommands } from './commands.ts'
import { matchScore } from './match.ts'

type Found = Outputs['records']['findAnything'][number]

/** Where something found leads: its orders, or its place in a tree. */
function useOpen(): (found: Found) => void {
  const navigate = useNavigate()
  return ({ kind, id }) => {
    if (kind === 'person') void navigate({ to: '/orders', search: { personId: id } })
    else if (kind === 'customer') void navigate({ to: '/orders', search: { customerId: id } })
    else if (kind === 'product') void navigate({ to: '/orders', search: { productId: id } })
    else if (kind === 'region') void navigate({ to: '/orders', search: { regionId: id } })
    else void navigate({ to: '/orders', search: { orgUnitId: id } })
  }
}

/** What fits the query: pages and actions from here, records from the server. */
export function useResults(query: string): Command[] {
  const { t, language } = useText()
  const commands = useCommands()
  const open = useOpen()
  const may = useMay('records.read')
  const text = query.trim()
  const { data } = useQuery({
    ...api.records.findAnything.queryOptions({ input: { text: text === '' ? ' ' : text } }),
    enabled: may && text !== '',
    placeholderData: keepPreviousData,
  })
  if (text === '') return commands.filter((entry) => entry.group === 'pages')
  const scored = commands
    .map((entry) => ({ entry, score: matchScore(text, entry.texts) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ entry }) => entry)
  const order = (entry: Command) => (entry.group === 'pages' ? 0 : 1)
  const found = (data ?? []).map((record) => ({
    key: `found ${record.kind} ${record.id}`,
    group: 'found' as const,
    title: nameIn(record.name, language),
    detail: [t(`palette.kind.${record.kind}`), record.detail === null ? '' : nameIn(record.detail, language)]
      .filter(Boolean)
      .join(' · '),
    texts: [],
    run: () => open(record),
  }))
  return [...scored.slice(0, 8).toSorted((a, b) => order(a) - order(b)), ...found]
}
