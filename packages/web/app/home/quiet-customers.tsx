import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { formatCivilDate } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'

/** Customers that have ordered before, longest ago first. */
export function QuietCustomers() {
  const { t, language } = useText()
  const query = useQuery(
    api.records.findCustomers.queryOptions({ input: { page: 1, pageSize: 40, sort: 'lastOrder' } }),
  )
  return (
    <Card
      title={t('home.quiet.title')}
      note={t('home.quiet.note')}
      aside={
        <Link to="/entries/$kind" params={{ kind: 'customer' }}>
          {t('home.quiet.all')}
        </Link>
      }
    >
      <Loaded query={query} lines={5}>
        {({ rows }) => (
          <ul className="slips">
            {rows
              .flatMap(({ customerId, name, lastOrder }) =>
                lastOrder === null ? [] : [{ customerId, name, lastOrder }],
              )
              .slice(0, 7)
              .map(({ customerId, name, lastOrder }) => (
                <li key={customerId}>
                  <Link to="/orders" search={{ customerId }} className="figure-link">
                    {nameIn(name, language)}
                  </Link>
                  <span className="faint">
                    {t('home.quiet.last', { date: formatCivilDate(lastOrder, language) })}
                  </span>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}
