import type { Configuration } from '../config/configuration.js';

export type Role = 'api' | 'worker' | 'manager';

export const hasRole = ({ roles }: Pick<Configuration, 'roles'>, role: Role): boolean =>
  roles.includes('all') || roles.includes(role);
