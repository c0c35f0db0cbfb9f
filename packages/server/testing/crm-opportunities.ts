import { sharedFile } from '../../../tools/shared-data.ts'

const { file, skip } = sharedFile('crm-opportunities/sales_pipeline.csv')

/** The sales pipeline of a CRM, with the dirt that such files have. */
export const SALES_PIPELINE = file

/** A reason to skip a test, in words, where it is absent; false where it is there. */
export const WITHOUT_SALES_PIPELINE = skip
