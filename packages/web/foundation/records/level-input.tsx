import { levelCalled, levelsOf, levelText, type TreeName } from '@salesloom/contract'
import { AutoComplete, Select } from 'antd'
import { useState } from 'react'
import { useText } from '../../i18n/index.ts'

type LevelInputProps = {
  readonly id: string
  readonly tree: TreeName
  /** code of the level, or a level of the company's own */
  readonly value: string
  /** levels that the tree has besides the usual ones */
  readonly others?: readonly string[]
  readonly disabled?: boolean
  readonly onChange: (level: string) => void
}

/** The level of a node, chosen or typed in words; products know three, which prices and reports go by. */
export function LevelInput({ id, tree, value, others = [], disabled = false, onChange }: LevelInputProps) {
  const { language } = useText()
  const [typed, setTyped] = useState(levelText(tree, value, language))
  const levels = [...new Set([...levelsOf(tree), ...others, ...(value === '' ? [] : [value])])]
  if (tree === 'product')
    return (
      <Select
        id={id}
        style={{ width: '100%' }}
        value={value}
        disabled={disabled}
        options={levels.map((level) => ({ value: level, label: levelText(tree, level, language) }))}
        onChange={onChange}
      />
    )
  return (
    <AutoComplete
      id={id}
      style={{ width: '100%' }}
      value={typed}
      maxLength={40}
      disabled={disabled}
      options={levels.map((level) => ({ value: levelText(tree, level, language) }))}
      onChange={(text) => {
        setTyped(text)
        onChange(levelCalled(tree, text))
      }}
    />
  )
}
