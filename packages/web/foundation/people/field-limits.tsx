import { FIELD_ROLES, FIELDS, ROLES, type Role } from '@salesloom/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Switch } from 'antd'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'

/** Which role reads cost and margin; the workspace decides for directors, managers and analysts. */
export function FieldLimits() {
  const { t } = useText()
  const mayChange = useMay('members.write')
  const query = useQuery(api.people.findFieldLimits.queryOptions())
  const set = useMutation(
    api.people.setFieldLimit.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  )
  const configurable = (role: Role) => FIELD_ROLES.find((known) => known === role)
  return (
    <Card className="flush" title={t('people.fields.title')} note={t('people.fields.note')}>
      <Loaded query={query} lines={5}>
        {(limits) => (
          <DataTable
            label={t('people.fields.title')}
            rows={ROLES}
            rowKey={(role) => role}
            columns={[
              {
                key: 'role',
                title: t('people.fields.role'),
                cell: (role) => t(`shell.role.${role}`),
              },
              ...FIELDS.map((field) => ({
                key: field,
                title: t(`people.fields.${field}`),
                cell: (role: Role) => {
                  const readable =
                    limits.find((limit) => limit.role === role && limit.field === field)?.readable ?? false
                  const free = configurable(role)
                  const word = t(readable ? 'people.fields.yes' : 'people.fields.no')
                  if (free === undefined || !mayChange) return <span className="muted">{word}</span>
                  return (
                    <span className="row">
                      <Switch
                        size="small"
                        checked={readable}
                        loading={
                          set.isPending && set.variables.role === role && set.variables.field === field
                        }
                        aria-label={t('people.fields.switch', {
                          role: t(`shell.role.${role}`),
                          field: t(`people.fields.${field}`),
                        })}
                        onChange={(next) => set.mutate({ role: free, field, readable: next })}
                      />
                      <span>{word}</span>
                    </span>
                  )
                },
              })),
            ]}
          />
        )}
      </Loaded>
      <p className="faint" style={{ padding: '10px 22px 16px' }}>
        {t('people.fields.hint')}
      </p>
      {set.isError && <Problem error={set.error} />}
    </Card>
  )
}
