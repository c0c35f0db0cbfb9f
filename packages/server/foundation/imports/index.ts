import { callerOf, procedures } from '../../platform/http/procedures.ts'
import type { JobQueue } from '../../platform/jobs/queue.ts'
import { prepareImport } from './prepare-import.ts'
import { previewImport } from './preview-import.ts'
import {
  cancelImport,
  findImportProblems,
  findImports,
  getImport,
  removeImport,
  resumeImport,
  startCheck,
  startRun,
} from './start-import.ts'
import { findTemplates, removeTemplate, saveTemplate } from './templates.ts'

export { type FileWish, importFile } from './import-file.ts'
export { importJob } from './import-job.ts'
export { problemFile } from './problem-file.ts'
export { importRoutes } from './routes.ts'
export { uploadFile } from './upload-file.ts'
export { cancelImport, findImportProblems, getImport, prepareImport, resumeImport, startCheck, startRun }

/** Procedures of imports; long work goes into the queue. */
export function importProcedures(queue: Pick<JobQueue, 'enqueue'>) {
  const { imports } = procedures
  return {
    findImports: imports.findImports.handler(({ input, context }) => findImports(callerOf(context), input)),
    getImport: imports.getImport.handler(({ input, context }) => getImport(callerOf(context), input)),
    prepareImport: imports.prepareImport.handler(({ input, context }) =>
      prepareImport(callerOf(context), input),
    ),
    previewImport: imports.previewImport.handler(({ input, context }) =>
      previewImport(callerOf(context), input),
    ),
    checkImport: imports.checkImport.handler(({ input, context }) =>
      startCheck(callerOf(context), queue, input),
    ),
    runImport: imports.runImport.handler(({ input, context }) => startRun(callerOf(context), queue, input)),
    resumeImport: imports.resumeImport.handler(({ input, context }) =>
      resumeImport(callerOf(context), queue, input),
    ),
    cancelImport: imports.cancelImport.handler(({ input, context }) =>
      cancelImport(callerOf(context), input),
    ),
    removeImport: imports.removeImport.handler(({ input, context }) =>
      removeImport(callerOf(context), input),
    ),
    findImportProblems: imports.findImportProblems.handler(({ input, context }) =>
      findImportProblems(callerOf(context), input),
    ),
    findTemplates: imports.findTemplates.handler(({ context }) => findTemplates(callerOf(context))),
    saveTemplate: imports.saveTemplate.handler(({ input, context }) =>
      saveTemplate(callerOf(context), input),
    ),
    removeTemplate: imports.removeTemplate.handler(({ input, context }) =>
      removeTemplate(callerOf(context), input),
    ),
  }
}
