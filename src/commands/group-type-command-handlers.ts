import { CreateGroupTypeHandler } from './create-group-type/create-group-type.handler.js';
import { DeleteGroupTypeHandler } from './delete-group-type/delete-group-type.handler.js';
import { RemoveGroupSpecHandler } from './remove-group-spec/remove-group-spec.handler.js';
import { SetGroupSpecsHandler } from './set-group-specs/set-group-specs.handler.js';
import { UpdateGroupTypeHandler } from './update-group-type/update-group-type.handler.js';

/** The commands about types of groups and their specs. */
export const groupTypeCommandHandlers = [
  CreateGroupTypeHandler,
  UpdateGroupTypeHandler,
  DeleteGroupTypeHandler,
  SetGroupSpecsHandler,
  RemoveGroupSpecHandler,
];
