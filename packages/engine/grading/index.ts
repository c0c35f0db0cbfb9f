export { type Grade, type GradedCustomer, type GradingRule, gradeCustomers } from './grade-customers.ts'
