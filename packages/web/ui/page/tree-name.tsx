import { RightOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/index.ts'
import type { TreeRow } from './tree.ts'
import './tree.css'

type TreeNameProps = {
  readonly row: TreeRow
  readonly name: string
  readonly open: boolean
  readonly onToggle: () => void
  readonly children?: ReactNode
}

/** A name in a tree: indented, with its own opener. */
export function TreeName({ row, name, open, onToggle, children }: TreeNameProps) {
  const { t } = useText()
  return (
    <span className="tree-name" style={{ '--level': row.level }}>
      {row.hasChildren ? (
        <button
          type="button"
          aria-expanded={open}
          aria-label={`${t(open ? 'ui.table.close' : 'ui.table.open')} ${name}`}
          onClick={onToggle}
        >
          <RightOutlined aria-hidden="true" rotate={open ? 90 : 0} />
        </button>
      ) : (
        <i aria-hidden="true" />
      )}
      {children ?? name}
    </span>
  )
}
