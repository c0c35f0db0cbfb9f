import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { exactMoney } from '../../ui/format/money.ts'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import type { Scenario } from './scenario-state.tsx'
import type { PlanEdit } from './use-write-cell.ts'

type Hold = Outputs['targets']['findHolds'][number]

function HoldLine({
  hold,
  onRelease,
}: {
  readonly hold: Hold
  readonly onRelease: (edit: PlanEdit) => void
}) {
  const { t, language } = useText()
  const currency = useCurrency()
  const limit = (value: number | null) => (value === null ? '—' : exactMoney(value, currency, language))
  return (
    <li className="hold-line">
      <span className="row">
        <Tag tone={hold.kind === 'bound' ? 'care' : 'work'}>{t(`targets.hold.kind.${hold.kind}`)}</Tag>
        <b>
          {hold.place.length === 0
            ? t('targets.explain.whole')
            : hold.place.map((name) => nameIn(name, language)).join(' · ')}
        </b>
        <span className="spacer" />
        {hold.kind !== 'bound' && (
          <Button
            size="small"
            type="text"
            onClick={() => onRelease({ at: hold.at, code: hold.kind === 'leaf' ? 'RH' : 'RC' })}
          >
            {t('targets.hold.release')}
          </Button>
        )}
      </span>
      {hold.kind === 'bound' && (
        <span>
          {limit(hold.low)} … {limit(hold.high)}
        </span>
      )}
      {hold.reason !== null && <span>{hold.reason}</span>}
      <span className="faint">
        {hold.by}, {formatMoment(hold.since, language)}
      </span>
    </li>
  )
}

/** Everything that is held in the plan: where, by whom, since when and why. */
export function HoldsDrawer({
  scenario,
  onEdits,
}: {
  readonly scenario: Scenario
  readonly onEdits: (edits: readonly PlanEdit[]) => void
}) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const query = useQuery({
    ...api.targets.findHolds.queryOptions({ input: { scenarioId: scenario.scenarioId } }),
    enabled: open,
  })
  return (
    <>
      <Button size="small" type="text" onClick={() => setOpen(true)}>
        {t('targets.hold.list')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('targets.hold.list')}>
        <Loaded query={query} lines={4}>
          {(holds) =>
            holds.length === 0 ? (
              <Empty title={t('targets.hold.none')} text={t('targets.hold.noneHint')} />
            ) : (
              <ul className="hold-list">
                {holds.map((hold) => (
                  <HoldLine
                    key={`${hold.kind} ${hold.measure} ${JSON.stringify(hold.at)}`}
                    hold={hold}
                    onRelease={(edit) => onEdits([edit])}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Drawer>
    </>
  )
}
