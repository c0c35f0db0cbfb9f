import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import './people.css'

/** The positions of one person through time. */
export function HeldPositions({ personId }: { readonly personId: number }) {
  const { t, language } = useText()
  const query = useQuery(api.people.findPositions.queryOptions())
  return (
    <Loaded query={query} lines={3}>
      {(people) => {
        const held = people.find((person) => person.personId === personId)?.positions ?? []
        return (
          <div className="stack">
            <ul className="held">
              {held.map((position) => (
                <li key={`${position.orgUnitId} ${position.from}`}>
                  <span>
                    {[
                      nameIn(position.orgUnit, language),
                      language === 'en' ? position.titleEn : position.titleZh,
                    ]
                      .filter((text) => text !== null)
                      .join(' · ')}
                  </span>
                  <span className="spacer" />
                  <span className="days">
                    {position.from} – {position.lastDay ?? t('people.positions.open')}
                  </span>
                </li>
              ))}
              {held.length === 0 && <li className="muted">{t('people.positions.none')}</li>}
            </ul>
            <Link to="/settings/positions">{t('people.positions.editAll')}</Link>
          </div>
        )
      }}
    </Loaded>
  )
}
