export { findCustomers } from './customers.ts'
export { findAnything } from './find-anything.ts'
export { getOrganisation, getProducts, getRegions } from './trees.ts'
