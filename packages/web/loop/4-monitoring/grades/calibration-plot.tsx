import { useText } from '../../../i18n/index.ts'
import { formatNumber, formatPercent } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import type { Grading } from './use-grades.ts'

type Model = NonNullable<NonNullable<Grading['run']>['model']>
const [WIDTH, HEIGHT, LEFT, BOTTOM] = [300, 210, 34, 180]

/** What was said against what happened: on the diagonal a probability is what it says. */
export function CalibrationPlot({ model }: { readonly model: Model }) {
  const { t, language } = useText()
  const percent = (value: number) => formatPercent(value, language, 0)
  const most = Math.min(1, Math.ceil(Math.max(0.1, ...model.reliability.map(({ high }) => high)) * 10) / 10)
  const x = (value: number) => LEFT + ((WIDTH - LEFT - 6) * value) / most
  const y = (value: number) => BOTTOM - ((BOTTOM - 12) * value) / most
  const ticks = [0, most / 2, most]
  return (
    <Card title={t('monitoring.calibrated.title')} note={t('monitoring.calibrated.note')}>
      <figure className="calibrated">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={t('monitoring.calibrated.summary', { error: percent(model.calibrationError ?? 0) })}
        >
          {ticks.map((tick) => (
            <g key={tick}>
              <path className="grid" d={`M${LEFT} ${y(tick)}H${WIDTH - 6}`} />
              <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
                {percent(tick)}
              </text>
              <text x={x(tick)} y={BOTTOM + 16} textAnchor={tick === most ? 'end' : 'middle'}>
                {percent(tick)}
              </text>
            </g>
          ))}
          <path className="diagonal" d={`M${x(0)} ${y(0)}L${x(most)} ${y(most)}`} />
          {model.reliability.map((group) => (
            <g key={group.probability}>
              <title>
                {t('monitoring.calibrated.group', {
                  said: percent(group.probability),
                  happened: percent(group.happened),
                  deals: formatNumber(group.deals, language),
                })}
              </title>
              <path className="whisker" d={`M${x(group.probability)} ${y(group.low)}V${y(group.high)}`} />
              <circle cx={x(group.probability)} cy={y(group.happened)} r="4" />
            </g>
          ))}
          <text x={WIDTH - 6} y={HEIGHT - 2} textAnchor="end">
            {t('monitoring.calibrated.said')}
          </text>
          <text x={LEFT} y="9">
            {t('monitoring.calibrated.happened')}
          </text>
        </svg>
        <figcaption className="faint">
          {t(`monitoring.calibrated.${model.kind}`, {
            deals: formatNumber(model.deals, language),
            error: percent(model.calibrationError ?? 0),
            rate: model.winRate === null ? '—' : percent(model.winRate),
          })}
        </figcaption>
      </figure>
    </Card>
  )
}
