import type { ReactNode } from 'react'

/** One patch: how deep its tint is (−1 to 1; below zero is vermilion), what it says, and where it leads. */
export type Patch = {
  readonly depth: number
  readonly text: string
  readonly raw: number
  readonly content: ReactNode
}

export type HeatRow = {
  readonly key: string
  readonly name: string
  readonly patches: readonly (Patch | null)[]
  /** Shows what lies below the row, where there is something. */
  readonly onOpen?: () => void
}
