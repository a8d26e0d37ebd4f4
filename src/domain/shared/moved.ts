import { text } from './schema.js';

/** How a volume or snapshot came to another project: who got it, by which transfer, and by which request. */
export const moved = {
  transfer_id: text,
  acceptance: text,
  from_project_id: text,
  project_id: text,
  user_id: text,
} as const;
