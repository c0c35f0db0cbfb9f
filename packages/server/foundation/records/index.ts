import { callerOf, procedures } from '../../platform/http/procedures.ts'
import { closeNode, removeNode } from './close-node.ts'
import { findCustomers } from './customers.ts'
import { createNode, editNode } from './edit-node.ts'
import { findAnything } from './find-anything.ts'
import { getNode } from './get-node.ts'
import { moveNode } from './move-node.ts'
import { setProductPrice, setProductStage } from './product-history.ts'
import { getCustomerTypes, getOrganisation, getProducts, getRegions } from './trees.ts'

export { closeNode, removeNode } from './close-node.ts'
export { createNode, editNode } from './edit-node.ts'
export { moveNode } from './move-node.ts'
export { putTreeNodes } from './put-tree-nodes.ts'
export { recordsChanged } from './records-changed.ts'
export { getOrganisation, getProducts, getRegions } from './trees.ts'

const { records } = procedures

/** Procedures of the trees and of what is known about customers. */
export const recordProcedures = {
  getOrganisation: records.getOrganisation.handler(({ input, context }) =>
    getOrganisation(callerOf(context), input),
  ),
  getRegions: records.getRegions.handler(({ input, context }) => getRegions(callerOf(context), input)),
  getProducts: records.getProducts.handler(({ input, context }) => getProducts(callerOf(context), input)),
  getCustomerTypes: records.getCustomerTypes.handler(({ input, context }) =>
    getCustomerTypes(callerOf(context), input),
  ),
  findCustomers: records.findCustomers.handler(({ input, context }) =>
    findCustomers(callerOf(context), input),
  ),
  findAnything: records.findAnything.handler(({ input, context }) => findAnything(callerOf(context), input)),
  getNode: records.getNode.handler(({ input, context }) => getNode(callerOf(context), input)),
  createNode: records.createNode.handler(({ input, context }) => createNode(callerOf(context), input)),
  editNode: records.editNode.handler(({ input, context }) => editNode(callerOf(context), input)),
  moveNode: records.moveNode.handler(({ input, context }) => moveNode(callerOf(context), input)),
  closeNode: records.closeNode.handler(({ input, context }) => closeNode(callerOf(context), input)),
  removeNode: records.removeNode.handler(({ input, context }) => removeNode(callerOf(context), input)),
  setProductPrice: records.setProductPrice.handler(({ input, context }) =>
    setProductPrice(callerOf(context), input),
  ),
  setProductStage: records.setProductStage.handler(({ input, context }) =>
    setProductStage(callerOf(context), input),
  ),
}
