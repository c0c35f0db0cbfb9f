import { KINDS, type Kind, type KindName, kindLabel } from '@salesloom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, type Outputs } from '../../api/client.ts'
import { PageHead } from '../../app/page-head.tsx'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import './entries.css'

/** Kinds by what they are about, in the order in which business happens. */
const GROUPS: ReadonlyArray<{
  readonly name: 'market' | 'customers' | 'pipeline' | 'sales' | 'field' | 'spending' | 'ground'
  readonly kinds: readonly KindName[]
}> = [
  { name: 'customers', kinds: ['customer', 'contact', 'surveyAnswer'] },
  {
    name: 'pipeline',
    kinds: ['lead', 'opportunity', 'stageEvent', 'proposal', 'quote', 'pipeline', 'stage', 'lossReason'],
  },
  { name: 'sales', kinds: ['contract', 'orderLine', 'shipment', 'salesReturn', 'invoice', 'payment'] },
  { name: 'field', kinds: ['visit', 'activity', 'timeEntry'] },
  { name: 'market', kinds: ['partner', 'outlet', 'outletUniverse', 'sellThrough', 'marketSize'] },
  { name: 'spending', kinds: ['campaign', 'campaignSpend', 'objective'] },
  { name: 'ground', kinds: ['person', 'holiday', 'currency', 'exchangeRate'] },
]

type Counted = Outputs['entries']['countEntries'][number]

function KindLink({ kind, counted }: { readonly kind: Kind; readonly counted: Counted | undefined }) {
  const { language } = useText()
  const label = (
    <>
      <span>{kindLabel(kind.name, language)}</span>
      <span className="faint">{counted?.latest ?? ''}</span>
      <span className="figures">{counted === undefined ? '' : formatNumber(counted.total, language)}</span>
    </>
  )
  if (kind.name === 'orderLine') return <Link to="/orders">{label}</Link>
  return (
    <Link to="/entries/$kind" params={{ kind: kind.name }}>
      {label}
    </Link>
  )
}

/** Everything that is recorded, from the first lead to the last payment. */
export function EntriesPage() {
  const { t } = useText()
  const counts = useQuery(api.entries.countEntries.queryOptions()).data ?? []
  return (
    <>
      <PageHead title={t('entries.title')}>
        <Link className="chip" to="/duplicates">
          {t('entries.links.duplicates')}
        </Link>
        <Link className="chip" to="/periods">
          {t('entries.links.periods')}
        </Link>
      </PageHead>
      <p className="muted lead">{t('entries.purpose')}</p>
      <div className="entry-groups">
        {GROUPS.map((group) => (
          <Card key={group.name} title={t(`entries.group.${group.name}`)}>
            <ul className="entry-kinds">
              {group.kinds.map((name) => {
                const kind = KINDS.find((candidate) => candidate.name === name)
                return kind === undefined ? null : (
                  <li key={name}>
                    <KindLink kind={kind} counted={counts.find((one) => one.kind === name)} />
                  </li>
                )
              })}
            </ul>
          </Card>
        ))}
      </div>
    </>
  )
}
