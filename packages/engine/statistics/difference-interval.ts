import type { Interval } from './wilson.ts'

/** An estimate with its 95 % interval. */
export type Estimate = Interval & { readonly estimate: number }

/**
 * 95 % interval of a difference, first − second, from the intervals of two independent estimates: each side takes the
 * distances to the limits that can make the difference smaller, or larger (Zou and Donner 2008). With Wilson’s
 * intervals of two shares it is Newcombe’s (1998, method 10), which never leaves −1 to 1.
 */
export function differenceInterval(first: Estimate, second: Estimate): Estimate {
  const estimate = first.estimate - second.estimate
  return {
    estimate,
    low: estimate - Math.hypot(first.estimate - first.low, second.high - second.estimate),
    high: estimate + Math.hypot(first.high - first.estimate, second.estimate - second.low),
  }
}
