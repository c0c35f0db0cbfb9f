export { hasNotHappened } from './check-days.ts'

import { callerOf, procedures } from '../../platform/http/procedures.ts'
import { countEntries } from './count-entries.ts'
import { createEntry, editEntries, editEntry } from './edit-entries.ts'
import { findEntries } from './find-entries.ts'
import { findLinks } from './find-links.ts'
import { getEntry } from './get-entry.ts'
import { findDuplicates, mergeCustomers } from './merge-customers.ts'
import { removeEntries, restoreEntries } from './remove-entries.ts'
import { findViews, removeView, saveView } from './saved-views.ts'

export { announceDays, tellOfDays } from './after-write.ts'
export { changeEntries, createEntry, editEntries, editEntry } from './edit-entries.ts'
export { eachEntry, findEntries } from './find-entries.ts'
export { getEntry } from './get-entry.ts'
export { TARGETS } from './link-targets.ts'
export { findDuplicates, mergeCustomers } from './merge-customers.ts'
export { moveFacts } from './move-facts.ts'
export { lastEditor } from './overtaken.ts'
export { permitWriting } from './permit-writing.ts'
export { type PutResult, putEntries, readSaid, todayOf } from './put-entries.ts'
export {
  type EntryFailure,
  failure,
  MOST_DIGITS,
  MOST_WHOLE,
  namesCurrency,
  type ReadEntry,
  type SaidEntry,
  type SaidValue,
} from './read-values.ts'
export { readableFields } from './readable-fields.ts'
export { removeEntries, removeFromSource, restoreEntries } from './remove-entries.ts'
export { resolveLinks } from './resolve-links.ts'
export { type FactChange, restate } from './restate.ts'
export { searchColumnsOf } from './search-columns.ts'
export { visibleCustomers, visibleEntries } from './visible-entries.ts'

const { entries } = procedures

/** Procedures of records and facts of every kind. */
export const entryProcedures = {
  countEntries: entries.countEntries.handler(({ context }) => countEntries(callerOf(context))),
  findEntries: entries.findEntries.handler(({ input, context }) => findEntries(callerOf(context), input)),
  getEntry: entries.getEntry.handler(({ input, context }) => getEntry(callerOf(context), input)),
  findLinks: entries.findLinks.handler(({ input, context }) => findLinks(callerOf(context), input)),
  createEntry: entries.createEntry.handler(({ input, context }) => createEntry(callerOf(context), input)),
  editEntry: entries.editEntry.handler(({ input, context }) => editEntry(callerOf(context), input)),
  editEntries: entries.editEntries.handler(({ input, context }) => editEntries(callerOf(context), input)),
  removeEntries: entries.removeEntries.handler(({ input, context }) =>
    removeEntries(callerOf(context), input),
  ),
  restoreEntries: entries.restoreEntries.handler(({ input, context }) =>
    restoreEntries(callerOf(context), input),
  ),
  findDuplicates: entries.findDuplicates.handler(({ context }) => findDuplicates(callerOf(context))),
  mergeCustomers: entries.mergeCustomers.handler(({ input, context }) =>
    mergeCustomers(callerOf(context), input),
  ),
  findViews: entries.findViews.handler(({ input, context }) => findViews(callerOf(context), input)),
  saveView: entries.saveView.handler(({ input, context }) => saveView(callerOf(context), input)),
  removeView: entries.removeView.handler(({ input, context }) => removeView(callerOf(context), input)),
}
