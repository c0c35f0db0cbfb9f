export { computeFunnel, type Deal, type Funnel, type StageFigures } from './funnel.ts'
export {
  bridgePipeline,
  MOVEMENTS,
  type Movement,
  type PipelineBridge,
  type PipelineDeal,
} from './pipeline-bridge.ts'
export { coverage, velocity } from './pipeline-ratios.ts'
