import { KINDS, type KindName } from '@salesloom/contract'
import { InvalidArgumentError } from 'commander'

/** What can be said with `salesloom import FILE`. */
export type ImportFileOptions = {
  readonly workspace: string
  readonly kind?: KindName
  readonly template?: string
  readonly source?: string
  readonly mode: 'good-rows' | 'all-or-nothing'
  readonly dayOrder?: 'dmy' | 'mdy'
  readonly taxRate?: string
  readonly map: Readonly<Record<string, string>>
  readonly set: Readonly<Record<string, string>>
  readonly problems?: string
  readonly json?: boolean
}

export function parseKind(value: string): KindName {
  const kind = KINDS.find(({ name }) => name === value)
  if (kind === undefined)
    throw new InvalidArgumentError(`It is one of ${KINDS.map(({ name }) => name).join(', ')}.`)
  return kind.name as KindName
}

/** `Header=field`, several times. */
export function parsePair(value: string, before: Readonly<Record<string, string>>) {
  const at = value.lastIndexOf('=')
  if (at < 1) throw new InvalidArgumentError('It is written NAME=VALUE.')
  return { ...before, [value.slice(0, at)]: value.slice(at + 1) }
}
