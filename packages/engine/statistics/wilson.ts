export type Interval = { readonly low: number; readonly high: number }

/** 97.5 % point of the normal distribution: intervals are at 95 %. */
export const NORMAL_975 = 1.959963984540054

/**
 * 95 % interval of a share (Wilson 1927): honest at 0 and 1 and for few cases.
 * @param count how many cases the share is from; a fraction where it stands for an effective number
 */
export function wilsonInterval(share: number, count: number): Interval {
  if (count <= 0) return { low: 0, high: 1 }
  const square = NORMAL_975 ** 2
  const scale = 1 + square / count
  const centre = (share + square / (2 * count)) / scale
  const half = (NORMAL_975 / scale) * Math.sqrt((share * (1 - share)) / count + square / (4 * count ** 2))
  return {
    low: share === 0 ? 0 : Math.max(0, centre - half),
    high: share === 1 ? 1 : Math.min(1, centre + half),
  }
}
