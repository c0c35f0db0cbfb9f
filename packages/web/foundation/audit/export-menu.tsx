import { DownloadOutlined } from '@ant-design/icons'
import { DOWNLOAD_PATHS, TABLE_FORMATS } from '@salesloom/contract'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { fileAddress } from '../../api/file-address.ts'
import { useText } from '../../i18n/index.ts'

const route = getRouteApi('/in/audit')

/** Downloads the trail as it is filtered; the file is written while it is read, however long it is. */
export function ExportMenu() {
  const { t } = useText()
  const { page: _, ...filter } = route.useSearch()
  const address = (format: string) => fileAddress(DOWNLOAD_PATHS.auditEntries, { format, ...filter })
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: TABLE_FORMATS.map((format) => ({
          key: format,
          label: (
            <a href={address(format)} download>
              {t(`audit.export.${format}`)}
            </a>
          ),
        })),
      }}
    >
      <Button icon={<DownloadOutlined aria-hidden="true" />}>{t('audit.export.label')}</Button>
    </Dropdown>
  )
}
