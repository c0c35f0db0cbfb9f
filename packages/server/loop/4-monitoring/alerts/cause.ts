import type { Tree } from './alert-rule.ts'

const TREE_OF: Readonly<Record<string, Tree>> = {
  orgUnit: 'units',
  person: 'people',
  region: 'region',
  product: 'product',
  customerType: 'customerType',
}

type Named = { readonly code: string; readonly name: { readonly zh: string; readonly en: string } }

/** A cause as pages show it, from its key. */
export function causeOf(key: string, named: Named | undefined) {
  const [kind = '', id] = key.split(':')
  return {
    tree: TREE_OF[kind] ?? ('whole' as const),
    id: id === undefined ? null : Number(id),
    code: named?.code ?? key,
    name: named?.name ?? { zh: key, en: key },
  }
}
