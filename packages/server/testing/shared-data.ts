import { dirname } from 'node:path'
import { sharedFile } from '../../../tools/shared-data.ts'

const { file, skip } = sharedFile('adventureworks/FactResellerSales.csv')

/** Folder of the AdventureWorks files. */
export const ADVENTUREWORKS = dirname(file)

/** A reason to skip a test, in words, where they are absent; false where they are there. */
export const WITHOUT_ADVENTUREWORKS = skip
