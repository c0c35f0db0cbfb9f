import type { Bilingual } from '../../ui/format/locale.ts'

/** A node as a tree's dialogs need it. */
export type TreeMember = {
  readonly id: number
  readonly parentId: number | null
  readonly name: Bilingual
  readonly kind: string
}
