import { text } from './schema.js';

/** How a volume or snapshot came to another project: who got it, by which transfer, and by which request. */
export const moved = {
  transfer_id: text,
  acceptance: text,
  from_project_id: text,
  project_id: text,
  user_id: text,
} as const;

/** Who gets it. */
export interface NewOwner {
  /** Id of the request. */
  readonly acceptance: string;
  readonly project_id: string;
  readonly user_id: string;
}

export const movedTo = (
  transfer_id: string,
  from_project_id: string,
  { acceptance, project_id, user_id }: NewOwner,
) => ({ transfer_id, acceptance, from_project_id, project_id, user_id });
