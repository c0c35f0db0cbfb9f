import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { api, type Outputs } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import type { MadeLink } from './link-once.tsx'
import { refreshPeople } from './refresh-people.ts'

type Invitation = Outputs['people']['findInvitations'][number]

function useColumns(): Column<Invitation>[] {
  const { t, language } = useText()
  return [
    {
      key: 'email',
      title: t('people.invite.email'),
      cell: (row) => (
        <span className="two-lines">
          <b>{row.email}</b>
          {row.person !== null && <small>{nameIn(row.person, language)}</small>}
        </span>
      ),
    },
    {
      key: 'role',
      title: t('people.members.role'),
      cell: (row) => <Tag tone="work">{t(`shell.role.${row.role}`)}</Tag>,
    },
    { key: 'by', title: t('people.invite.by'), wide: true, cell: (row) => row.invitedBy },
    {
      key: 'until',
      title: t('people.invite.until'),
      wide: true,
      cell: (row) =>
        row.expired ? (
          <Tag tone="care">{t('people.invite.expired')}</Tag>
        ) : (
          formatMoment(row.expiresAt, language)
        ),
    },
  ]
}

/** Who has been invited and has not come yet. */
export function InvitationTable({ onLink }: { readonly onLink: (link: MadeLink) => void }) {
  const { t } = useText()
  const { message } = App.useApp()
  const mayChange = useMay('members.write')
  const query = useQuery(api.people.findInvitations.queryOptions())
  const columns = useColumns()
  const renew = useMutation(api.people.renewInvitation.mutationOptions({ onSuccess: refreshPeople }))
  const revoke = useMutation(
    api.people.revokeInvitation.mutationOptions({
      onSuccess: () => {
        void message.success(t('people.invite.revoked'))
        return refreshPeople()
      },
    }),
  )
  const again = async ({ invitationId, email }: Invitation) => {
    const { path, expiresAt, mailed } = await renew.mutateAsync({ invitationId })
    onLink({ kind: 'invitation', email, path, expiresAt, mailed })
  }
  const buttons: Column<Invitation> = {
    key: 'buttons',
    title: <span className="visually-hidden">{t('people.nav.actions')}</span>,
    numeric: true,
    cell: (row) => (
      <span className="row" style={{ justifyContent: 'flex-end' }}>
        <Button size="small" onClick={() => void again(row).catch(() => null)}>
          {t('people.invite.renew')}
        </Button>
        <Button size="small" onClick={() => revoke.mutate({ invitationId: row.invitationId })}>
          {t('people.invite.revoke')}
        </Button>
      </span>
    ),
  }
  const failed = renew.error ?? revoke.error
  return (
    <Card className="flush" title={t('people.invite.open')}>
      <Loaded query={query} lines={2}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted" style={{ padding: '0 22px 18px' }}>
              {t('people.invite.none')}
            </p>
          ) : (
            <DataTable
              label={t('people.invite.open')}
              rows={rows}
              rowKey={(row) => row.invitationId}
              columns={mayChange ? [...columns, buttons] : columns}
            />
          )
        }
      </Loaded>
      {failed !== null && <Problem error={failed} />}
    </Card>
  )
}
