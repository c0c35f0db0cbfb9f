import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { chooseStandIn } from '../../api/stand-in.ts'
import { useText } from '../../i18n/index.ts'
import { Tag, type Tone } from '../../ui/figure/tag.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { SettingsFrame } from '../settings/settings-frame.tsx'
import { ArrangeStandIn } from './arrange-stand-in.tsx'
import { refreshPeople } from './refresh-people.ts'
import './people.css'

type Row = Outputs['people']['findStandIns']['rows'][number]

const TONES: Record<Row['state'], Tone> = {
  planned: 'plain',
  running: 'good',
  ended: 'plain',
  revoked: 'care',
}

function useColumns(): Column<Row>[] {
  const { t, language } = useText()
  return [
    {
      key: 'standing',
      title: t('people.standIns.standing'),
      cell: (row) => (
        <span className="two-lines">
          <b>{nameIn(row.standing.name, language)}</b>
          <small>
            {row.from} – {row.lastDay}
          </small>
        </span>
      ),
    },
    {
      key: 'covered',
      title: t('people.standIns.covered'),
      cell: (row) => nameIn(row.covered.name, language),
    },
    { key: 'by', title: t('people.standIns.by'), wide: true, cell: (row) => row.arrangedBy },
    {
      key: 'state',
      title: t('people.standIns.state.label'),
      cell: (row) => <Tag tone={TONES[row.state]}>{t(`people.standIns.state.${row.state}`)}</Tag>,
    },
  ]
}

function StandInTable({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useText()
  const { message } = App.useApp()
  const { standIns } = useSession()
  const columns = useColumns()
  const revoke = useMutation(
    api.people.revokeStandIn.mutationOptions({
      onSuccess: () => {
        void message.success(t('people.standIns.revoked'))
        return refreshPeople()
      },
    }),
  )
  const buttons: Column<Row> = {
    key: 'buttons',
    title: <span className="visually-hidden">{t('people.nav.actions')}</span>,
    numeric: true,
    cell: ({ standInId, mayRevoke }) => (
      <span className="row" style={{ justifyContent: 'flex-end' }}>
        {standIns.some((own) => own.standInId === standInId) && (
          <Button size="small" type="primary" onClick={() => chooseStandIn(standInId)}>
            {t('people.standIns.enter')}
          </Button>
        )}
        {mayRevoke && (
          <Button size="small" onClick={() => revoke.mutate({ standInId })}>
            {t('people.standIns.revoke')}
          </Button>
        )}
      </span>
    ),
  }
  return (
    <>
      <DataTable
        label={t('people.standIns.title')}
        rows={rows}
        rowKey={(row) => row.standInId}
        columns={[...columns, buttons]}
      />
      {revoke.isError && <Problem error={revoke.error} />}
    </>
  )
}

/** Who stands in for whom: one's own, and those of the people below. */
export function StandInsPage() {
  const { t } = useText()
  const { standingInFor } = useSession()
  const [arranging, setArranging] = useState(false)
  const query = useQuery(api.people.findStandIns.queryOptions())
  const mayArrange = standingInFor === null && (query.data?.coverable.length ?? 0) > 0
  const add = mayArrange && (
    <Button type="primary" onClick={() => setArranging(true)}>
      {t('people.standIns.add')}
    </Button>
  )
  return (
    <SettingsFrame page="standIns" actions={add}>
      <Card className="flush" title={t('people.standIns.title')} note={t('people.standIns.note')}>
        <Loaded query={query} lines={4}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty title={t('people.standIns.none')} text={t('people.standIns.noneText')} />
            ) : (
              <StandInTable rows={rows} />
            )
          }
        </Loaded>
      </Card>
      {arranging && query.data !== undefined && (
        <ArrangeStandIn standIns={query.data} onClose={() => setArranging(false)} />
      )}
    </SettingsFrame>
  )
}
