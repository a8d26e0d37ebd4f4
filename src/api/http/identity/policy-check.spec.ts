import type { Identity } from './authenticator.js';
import { allows, authorize } from './policy-check.js';

const caller = (...roles: string[]): Identity => ({ user_id: 'u', project_id: 'p', roles, is_admin: false });

describe('policies', () => {
  it.each([
    ['backup:get', ['reader'], 'p', true],
    ['backup:get', ['Reader'], 'p', true],
    ['backup:get', ['reader'], 'q', false],
    ['backup:get', ['member'], 'p', false],
    ['backup:get', [], 'p', false],
    ['backup:create', ['member'], 'p', true],
    ['backup:create', ['reader'], 'p', false],
    ['backup:create', ['admin'], 'q', true],
    ['backup:export-import', ['admin'], 'q', true],
    ['backup:export-import', ['member', 'reader'], 'p', false],
  ] as const)('%s for %j in project %s: %s', (rule, roles, project, expected) => {
    expect(allows(rule, caller(...roles), project)).toBe(expected);
  });

  it('refuses in Cinder’s words', () => {
    expect(() => authorize('backup:delete', caller('reader'))).toThrow(
      "Policy doesn't allow backup:delete to be performed.",
    );
  });
});
