/**
 * Money in another currency counts at the day's rate: the last one noted on or before the day, in units of the
 * workspace's currency for one unit of the other. Without one, the amount counts for nothing and the row is counted as
 * unrated, so that an answer can say so; it is never taken one to one in silence.
 */

/** SQL of the rate of a row; 1 for the workspace's own currency. */
export function rateOf(workspace: string, currency: string, day: string): string {
  const own = `(select w.currency from workspace w where w.workspace_id = ${workspace})`
  return `case when ${currency} is null or ${currency} = ${own} then 1 else (
      select e.rate from exchange_rate e where e.workspace_id = ${workspace} and e.currency = ${currency}
        and e.day <= ${day} and e.removed_at is null order by e.day desc limit 1) end`
}

/** SQL of an amount in the workspace's currency, all places kept; null without a rate. */
export function converted(amount: string, rate: string): string {
  return `case when ${rate} = 1 then ${amount} else ${amount} * ${rate} end`
}
