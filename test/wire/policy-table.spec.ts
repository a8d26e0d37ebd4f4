import { policyRules, type Persona } from '../../src/api/http/identity/policies.js';
import { specTable } from './support/spec-table.js';

const table = specTable<Record<string, { readonly persona: Persona }>>('policies');
/** The backups' own rules are told in the page about backups, section 6; those about groups are left out of the table. */
const isElsewhere = (rule: string): boolean =>
  rule.startsWith('backup:') ||
  rule.startsWith('group:') ||
  rule.startsWith('volume_extension:backup_admin_actions:');

describe('policy rules against the table', () => {
  it.each(Object.keys(policyRules) as Persona[])('%s', (persona) => {
    const wanted = Object.keys(table).filter((rule) => table[rule]?.persona === persona);
    const own: readonly string[] = policyRules[persona];
    expect(own.filter((rule) => !isElsewhere(rule)).toSorted()).toEqual(wanted.toSorted());
  });

  it('has each rule once', () => {
    const all = Object.values(policyRules).flat();
    expect(new Set(all).size).toBe(all.length);
  });
});
