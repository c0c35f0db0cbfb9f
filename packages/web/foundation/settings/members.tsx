import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'

/** Who may enter the workspace, and in which role. */
export function Members() {
  const { t, language } = useText()
  const query = useQuery(api.administration.findMembers.queryOptions())
  return (
    <Card className="flush" title={t('settings.members.title')} note={t('settings.members.note')}>
      <Loaded query={query}>
        {(members) => (
          <DataTable
            label={t('settings.members.title')}
            rows={members}
            rowKey={(member) => member.membershipId}
            columns={[
              { key: 'name', title: t('settings.profile.name'), cell: (member) => <b>{member.name}</b> },
              {
                key: 'email',
                title: t('settings.profile.email'),
                wide: true,
                cell: (member) => member.email,
              },
              {
                key: 'role',
                title: t('settings.profile.role'),
                cell: (member) => <Tag tone="work">{t(`shell.role.${member.role}`)}</Tag>,
              },
              {
                key: 'person',
                title: t('settings.members.person'),
                cell: (member) => (member.person === null ? '—' : nameIn(member.person, language)),
              },
            ]}
          />
        )}
      </Loaded>
    </Card>
  )
}
