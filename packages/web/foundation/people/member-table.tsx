import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { EditMember, type Member } from './edit-member.tsx'
import type { MadeLink } from './link-once.tsx'
import { MemberMenu } from './member-menu.tsx'

function useColumns(): Column<Member>[] {
  const { t, language } = useText()
  return [
    {
      key: 'name',
      title: t('people.members.name'),
      cell: (member) => (
        <span className="two-lines">
          <b>{member.name}</b>
          <small>{member.email}</small>
        </span>
      ),
    },
    {
      key: 'role',
      title: t('people.members.role'),
      cell: (member) => (
        <span className="row">
          <Tag tone={member.active ? 'work' : 'plain'}>{t(`shell.role.${member.role}`)}</Tag>
          {!member.active && <Tag tone="care">{t('people.members.inactive')}</Tag>}
        </span>
      ),
    },
    {
      key: 'person',
      title: t('people.members.person'),
      wide: true,
      cell: (member) => (member.person === null ? '—' : nameIn(member.person, language)),
    },
    {
      key: 'lastUse',
      title: t('people.members.lastUse'),
      wide: true,
      cell: (member) => (
        <span className="two-lines">
          <span>
            {member.lastUsedAt === null
              ? t('people.members.never')
              : formatMoment(member.lastUsedAt, language)}
          </span>
          <small>
            {[
              ...(member.sessions > 0 ? [t('people.members.devices', { count: member.sessions })] : []),
              ...(member.twoFactorEnabled ? [t('people.members.twoStep')] : []),
            ].join(' · ')}
          </small>
        </span>
      ),
    },
  ]
}

/** Who may enter the workspace, and in which role. */
export function MemberTable({ onLink }: { readonly onLink: (link: MadeLink) => void }) {
  const { t } = useText()
  const mayChange = useMay('members.write')
  const [edited, setEdited] = useState<Member | null>(null)
  const query = useQuery(api.administration.findMembers.queryOptions())
  const columns = useColumns()
  const menu: Column<Member> = {
    key: 'menu',
    title: <span className="visually-hidden">{t('people.nav.actions')}</span>,
    numeric: true,
    cell: (member) => <MemberMenu member={member} onEdit={() => setEdited(member)} onLink={onLink} />,
  }
  return (
    <Card className="flush" title={t('people.members.title')} note={t('people.members.note')}>
      <Loaded query={query} lines={5}>
        {(members) => (
          <DataTable
            label={t('people.members.title')}
            rows={members}
            rowKey={(member) => member.membershipId}
            columns={mayChange ? [...columns, menu] : columns}
          />
        )}
      </Loaded>
      {edited !== null && <EditMember member={edited} onClose={() => setEdited(null)} />}
    </Card>
  )
}
