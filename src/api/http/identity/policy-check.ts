import { HttpFault } from '../faults/http-fault.js';
import type { Identity } from './authenticator.js';
import { policyRules, type Persona, type PolicyRule } from './policies.js';

/** What rules are about. */
type Caller = Pick<Identity, 'project_id' | 'roles' | 'is_admin'>;

const personas = new Map<PolicyRule, Persona>(
  (Object.keys(policyRules) as Persona[]).flatMap((persona) =>
    policyRules[persona].map((rule): [PolicyRule, Persona] => [rule, persona]),
  ),
);

/** Roles count literally: `member` is not implied by `admin` here, Keystone lists implied roles itself (spec 1.9). */
const hasRole = (caller: Caller, role: string): boolean =>
  caller.roles.some((name) => name.toLowerCase() === role);

/**
 * True when the caller may do this to a resource of that project. An administrator may everywhere; a member or a reader in
 * the own project only.
 */
export const allows = (
  rule: PolicyRule,
  caller: Caller,
  project: string | null = caller.project_id,
): boolean => {
  if (caller.is_admin || hasRole(caller, 'admin')) return true;
  const persona = personas.get(rule);
  return (
    persona !== undefined && persona !== 'admin' && hasRole(caller, persona) && project === caller.project_id
  );
};

/** Throws Cinder's 403 when the rule refuses. */
export const authorize = (
  rule: PolicyRule,
  caller: Caller,
  project: string | null = caller.project_id,
): void => {
  if (!allows(rule, caller, project)) {
    throw new HttpFault('PolicyNotAuthorized', `Policy doesn't allow ${rule} to be performed.`);
  }
};
