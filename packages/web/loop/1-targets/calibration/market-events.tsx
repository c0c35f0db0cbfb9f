import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api, type Outputs } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Change } from '../../../ui/figure/figure.tsx'
import { formatMonth } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { refreshCalibration } from './accept-form.tsx'

type Event = Outputs['calibration']['findMarketEvents'][number]

function EventLine({ event }: { readonly event: Event }) {
  const { t, language } = useText()
  const remove = useMutation(
    api.calibration.removeMarketEvent.mutationOptions({ onSuccess: refreshCalibration }),
  )
  const place = event.place === null ? t('calibration.event.whole') : nameIn(event.place, language)
  return (
    <li>
      <span className="row">
        <b>{t(`calibration.event.kinds.${event.kind}`)}</b>
        <span className="muted">{place}</span>
        <span className="spacer" />
        <Change ratio={event.effectPercent / 100} />
      </span>
      <span>
        {event.competitor !== '' && `${event.competitor} · `}
        {event.note}
      </span>
      <span className="row faint">
        {event.day} – {event.untilDay ?? t('calibration.event.open')} · {event.recordedBy}
        <span className="spacer" />
        {event.removable && (
          <Button
            size="small"
            type="text"
            loading={remove.isPending}
            onClick={() => remove.mutate({ eventId: event.eventId })}
          >
            {t('calibration.event.remove')}
          </Button>
        )}
      </span>
      {remove.isError && <Problem error={remove.error} />}
    </li>
  )
}

/** What happened in the market as people recorded it. */
export function MarketEvents({ onRecord }: { readonly onRecord: () => void }) {
  const { t } = useText()
  const mayRecord = useMay('market.write')
  const query = useQuery(api.calibration.findMarketEvents.queryOptions())
  const add = mayRecord && (
    <Button size="small" onClick={onRecord}>
      {t('calibration.event.record')}
    </Button>
  )
  return (
    <Card title={t('calibration.event.list')} aside={add}>
      <Loaded query={query} lines={3}>
        {(events) =>
          events.length === 0 ? (
            <p className="muted">{t('calibration.event.none')}</p>
          ) : (
            <ul className="event-list">
              {events.map((event) => (
                <EventLine key={event.eventId} event={event} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}

/** The monthly question after policy and competitors, until it is answered. */
export function MarketPrompt({ onRecord }: { readonly onRecord: () => void }) {
  const { t, language } = useText()
  const query = useQuery(api.calibration.getMarketPrompt.queryOptions())
  const answer = useMutation(
    api.calibration.answerMarketPrompt.mutationOptions({ onSuccess: refreshCalibration }),
  )
  if (query.data === undefined || query.data.answered) return null
  const { month, reasonsAsked } = query.data
  return (
    <aside className="card market-prompt row">
      <span>
        <b>{t('calibration.prompt.ask', { month: formatMonth(month, language, true) })}</b>{' '}
        {reasonsAsked > 0 && (
          <span className="muted">{t('calibration.prompt.reasons', { count: reasonsAsked })}</span>
        )}
      </span>
      <span className="spacer" />
      <Button type="primary" onClick={onRecord}>
        {t('calibration.event.record')}
      </Button>
      <Button loading={answer.isPending} onClick={() => answer.mutate({ month })}>
        {t('calibration.prompt.nothing')}
      </Button>
      {answer.isError && <Problem error={answer.error} />}
    </aside>
  )
}
