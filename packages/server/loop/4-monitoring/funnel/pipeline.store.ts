import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'

export type Bilingual = { readonly zh: string; readonly en: string }
export type Stage = { readonly stageId: number; readonly code: string; readonly name: Bilingual }

/** A pipeline with the stages that a deal goes through while it is open, in their order. */
export type Pipeline = {
  readonly pipelineId: number
  readonly name: Bilingual
  readonly stages: readonly Stage[]
}

type Row = {
  pipelineId: number
  pipelineZh: string
  pipelineEn: string
  stageId: number
  code: string
  zh: string
  en: string
}

/** The pipelines in their order; those without an open stage are no funnel. */
export async function findPipelines(tx: WorkspaceTransaction, workspaceId: number): Promise<Pipeline[]> {
  const { rows } = await sql<Row>`
    select p.pipeline_id as "pipelineId", p.name_zh as "pipelineZh", p.name_en as "pipelineEn",
      g.pipeline_stage_id as "stageId", g.code, g.name_zh as zh, g.name_en as en
    from pipeline p
    join pipeline_stage g on g.workspace_id = p.workspace_id and g.pipeline_id = p.pipeline_id
    where p.workspace_id = ${workspaceId} and p.removed_at is null and g.removed_at is null and g.outcome = 'open'
    order by p.ordinal, p.pipeline_id, g.ordinal, g.pipeline_stage_id`.execute(tx)
  return [...Map.groupBy(rows, (row) => row.pipelineId)].map(([pipelineId, stages]) => ({
    pipelineId,
    name: { zh: stages[0]?.pipelineZh ?? '', en: stages[0]?.pipelineEn ?? '' },
    stages: stages.map(({ stageId, code, zh, en }) => ({ stageId, code, name: { zh, en } })),
  }))
}

/**
 * The pipeline asked for, or the first. A workspace without any has an empty funnel.
 * @throws AppError `notFound`
 */
export function pipelineOf(pipelines: readonly Pipeline[], pipelineId: number | undefined): Pipeline | null {
  if (pipelineId === undefined) return pipelines[0] ?? null
  const found = pipelines.find((pipeline) => pipeline.pipelineId === pipelineId)
  if (found === undefined) throw new AppError('notFound', { what: 'pipeline', id: pipelineId })
  return found
}

/** Place of a stage in its pipeline. @throws AppError `notFound` */
export function placeOf({ stages }: Pipeline, stageId: number): number {
  const place = stages.findIndex((stage) => stage.stageId === stageId)
  if (place < 0) throw new AppError('notFound', { what: 'stage', id: stageId })
  return place
}
