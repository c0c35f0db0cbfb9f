/** A row of a table as it stands in the file: the texts of its cells and the number that a person sees beside it. */
export type RawRow = {
  readonly rowNumber: number
  readonly values: readonly string[]
  /** what is wrong with the row as such, before any of its values is looked at */
  readonly broken: 'rowQuotes' | 'rowLength' | 'rowTooLong' | null
}

/** A file that cannot be read any further; the code has a sentence in the table of errors. */
export class TableFailure extends Error {
  readonly code: TableFailureCode
  readonly detail: Readonly<Record<string, string | number>>

  constructor(code: TableFailureCode, detail: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.code = code
    this.detail = detail
  }
}

export type TableFailureCode =
  | 'fileForeign'
  | 'fileDamaged'
  | 'fileEmpty'
  | 'fileWithoutEnd'
  | 'workbookBomb'
  | 'workbookTooLarge'
  | 'tooManyColumns'
  | 'workbookDtd'
  | 'workbookWithoutSheet'
