import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { columnDate, formatMoment } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { GradeMark } from './grade-mark.tsx'
import { GradeReasons } from './grade-reasons.tsx'
import { OverrideForm } from './override-form.tsx'
import type { Graded, Grading } from './use-grades.ts'

function History({ customerId }: { readonly customerId: number }) {
  const { t, language } = useText()
  const query = useQuery(api.monitoring.getGradeHistory.queryOptions({ input: { customerId } }))
  return (
    <Loaded query={query} lines={3}>
      {(changes) => (
        <ol className="grade-history">
          {changes.map((one) => (
            <li key={`${one.at} ${one.to} ${one.cause}`}>
              <GradeMark grade={one.to} />
              <span>
                {t(`monitoring.grades.cause.${one.cause}`, { from: one.from ?? '—' })}
                {one.reason !== null && `: ${one.reason}`}
                <small className="faint">
                  {formatMoment(one.at, language)} ·{' '}
                  {one.byName === 'schedule' ? t('monitoring.grades.nightly') : one.byName}
                </small>
              </span>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  )
}

type DrawerProps = { readonly graded: Graded; readonly grading: Grading; readonly onClose: () => void }

/** Why a customer has their grade, what it was before, and another one by hand. */
export function GradeDrawer({ graded, grading, onClose }: DrawerProps) {
  const { t, language } = useText()
  const mayOverride = useMay('grades.override')
  return (
    <Drawer
      open
      onClose={onClose}
      size={460}
      title={
        <span className="row">
          <GradeMark grade={graded.grade} /> {nameIn(graded.name, language)}
        </span>
      }
    >
      <div className="stack">
        {graded.override !== null && (
          <p className="notice care">
            <i aria-hidden="true">!</i>
            <span>
              {t('monitoring.grades.overrideIs', {
                computed: graded.computed,
                who: graded.override.byName,
                until: columnDate(graded.override.until),
                reason: graded.override.reason,
              })}
            </span>
          </p>
        )}
        <GradeReasons graded={graded} grading={grading} />
        <Link to="/entries/$kind" params={{ kind: 'customer' }} search={{ open: graded.customerId }}>
          {t('monitoring.grades.openCustomer')} →
        </Link>
        {mayOverride && <OverrideForm graded={graded} />}
        <section>
          <h3 className="rule-head">{t('monitoring.grades.history')}</h3>
          <History customerId={graded.customerId} />
        </section>
      </div>
    </Drawer>
  )
}
