export { discountPercent, isBeyond } from './discount.ts'
export { type Authority, authorityOf, type Quoted, readLimits, roleFor } from './limits.ts'
