import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { fileAddress } from '../../api/file-address.ts'
import { useText } from '../../i18n/index.ts'

const FORMATS = ['xlsx', 'csv'] as const

/** Takes a list home as a file, with the filters and the order that it has on the page. */
export function ExportMenu({ list, query }: { readonly list: string; readonly query: object }) {
  const { t } = useText()
  const address = (format: string) =>
    fileAddress(`/api/v1/exports/${list}/${format}`, { query: JSON.stringify(query) })
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: FORMATS.map((format) => ({
          key: format,
          label: <a href={address(format)}>{format.toUpperCase()}</a>,
        })),
      }}
    >
      <Button icon={<DownloadOutlined aria-hidden="true" />}>{t('imports.export')}</Button>
    </Dropdown>
  )
}
