import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, isWorkingDay, workCalendar, workingDaysBetween } from '@salesloom/engine/calendar'
import fc from 'fast-check'
import { newestReminderDay, nextReminderDay } from './reminder-days.ts'

const WEEKS = workCalendar({ restDays: [0, 6], holidays: [], makeUpDays: [] })

test('Answers by a Friday are asked for on Tuesday, on the day, and each second working day after it.', () => {
  const newest = (day: string) => newestReminderDay('2026-11-27', day, WEEKS)
  assert.deepEqual(
    ['2026-11-23', '2026-11-24', '2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01', '2026-12-02'].map(
      newest,
    ),
    [null, '2026-11-24', '2026-11-24', '2026-11-27', '2026-11-27', '2026-12-01', '2026-12-01'],
  )
  assert.equal(newest('2026-12-03'), '2026-12-03')
})

test('A reminder that would fall on days off goes out on the working day before them.', () => {
  const spring = workCalendar({
    restDays: [0, 6],
    holidays: ['2027-02-05', '2027-02-08', '2027-02-09'],
    makeUpDays: [],
  })
  assert.equal(newestReminderDay('2027-02-09', '2027-02-04', spring), '2027-02-04')
  assert.equal(nextReminderDay('2027-02-09', '2027-02-04', spring), '2027-02-11')
})

test('Reminders are working days in order, each the next of the one before it, two working days apart when late.', () => {
  const days = fc.integer({ min: 0, max: 700 }).map((count) => addDays('2026-01-01', count))
  const holidays = fc.uniqueArray(days, { maxLength: 40 })
  fc.assert(
    fc.property(days, fc.integer({ min: -10, max: 60 }), holidays, (dueOn, ahead, off) => {
      const calendar = workCalendar({ restDays: [0, 6], holidays: off, makeUpDays: [] })
      const day = addDays(dueOn, ahead)
      const [newest, next] = [newestReminderDay(dueOn, day, calendar), nextReminderDay(dueOn, day, calendar)]
      assert.ok(next > day && isWorkingDay(next, calendar))
      assert.equal(newestReminderDay(dueOn, next, calendar), next)
      assert.equal(newestReminderDay(dueOn, addDays(next, -1), calendar), newest)
      if (newest === null) return
      assert.ok(newest <= day && isWorkingDay(newest, calendar))
      if (newest > dueOn) assert.equal(workingDaysBetween(newest, next, calendar), 2)
    }),
  )
})
