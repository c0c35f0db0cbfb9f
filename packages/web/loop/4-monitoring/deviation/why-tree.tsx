import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { columnDate } from '../../../ui/format/date.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { Comments } from './comments.tsx'
import type { Deviation, DeviationRecord } from './deviation-text.ts'
import type { RowsAsked } from './gap-rows.tsx'
import { useWhys, type Whys } from './use-whys.ts'
import { WhyBranch } from './why-branch.tsx'
import { WhyInput } from './why-input.tsx'

type Open = (asked: RowsAsked) => void

function Branches(props: {
  readonly parent: string | null
  readonly record: DeviationRecord
  readonly changes: Whys
  readonly mayWrite: boolean
  readonly onOpen: Open
}) {
  const own = props.record.whys.filter(({ parent }) => parent === props.parent)
  if (own.length === 0) return null
  return (
    <ul className="whys">
      {own.map((why) => (
        <li key={why.key}>
          <WhyBranch
            why={why}
            record={props.record}
            changes={props.changes}
            mayWrite={props.mayWrite}
            onOpen={props.onOpen}
          />
          <Branches {...props} parent={why.key} />
        </li>
      ))}
    </ul>
  )
}

function Tree({ record, onOpen }: { readonly record: DeviationRecord; readonly onOpen: Open }) {
  const { t } = useText()
  const changes = useWhys(record)
  const mayWrite = useMay('responses.write')
  return (
    <Card
      title={t('response.why.title')}
      note={t('response.why.note', { who: record.openedBy, day: columnDate(record.openedOn) })}
    >
      <Branches parent={null} record={record} changes={changes} mayWrite={mayWrite} onOpen={onOpen} />
      {changes.save.isError && <Problem error={changes.save.error} />}
      {mayWrite && <WhyInput label={t('response.why.addFirst')} onAdd={(text) => changes.add(null, text)} />}
      <Comments record={record} />
    </Card>
  )
}

/** The causes of a deviation as a tree of whys; before anybody looks into it, the way to begin. */
export function WhyTree({ deviation, onOpen }: { readonly deviation: Deviation; readonly onOpen: Open }) {
  const { t } = useText()
  const mayWrite = useMay('responses.write')
  const open = useMutation(
    api.monitoring.openDeviation.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.monitoring.key() }),
    }),
  )
  if (deviation.record !== null) return <Tree record={deviation.record} onOpen={onOpen} />
  const { place, period } = deviation
  return (
    <Card title={t('response.why.title')}>
      <Empty title={t('response.why.emptyTitle')} text={t('response.why.emptyText')}>
        {mayWrite && (
          <Button
            type="primary"
            loading={open.isPending}
            onClick={() => open.mutate({ place, period: period.code })}
          >
            {t('response.why.open')}
          </Button>
        )}
      </Empty>
      {open.isError && <Problem error={open.error} />}
    </Card>
  )
}
