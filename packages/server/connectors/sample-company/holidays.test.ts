import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CN_WORKING_CALENDAR, dayNumber, isWorkingDay, weekdayOf } from '@salesloom/engine/calendar'
import { holidaysOf } from './holidays.ts'

test('The sample’s holidays and the engine’s table of working days agree on every day of the announced years.', () => {
  const named = new Map(holidaysOf(2023, 2026).map((holiday) => [holiday.day, holiday.works]))
  const differing: string[] = []
  for (let at = dayNumber('2023-01-01'); at <= dayNumber('2026-12-31'); at++) {
    const day = new Date(at * 86_400_000).toISOString().slice(0, 10)
    const weekday = ![0, 6].includes(weekdayOf(at))
    const worked = named.get(day) ?? weekday
    if (worked !== isWorkingDay(day, CN_WORKING_CALENDAR.calendar)) differing.push(day)
  }
  assert.deepEqual(differing, [])
})
