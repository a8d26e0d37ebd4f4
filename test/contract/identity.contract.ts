import type { Identity, IdentityDriver } from '../../src/drivers/identity/port.js';

export interface IdentityRig {
  readonly driver: IdentityDriver;
  /** A token of this user in this project, an administrator. */
  token(user: string, project: string): string;
  close(): Promise<void>;
}

/** What every identity driver does; see src/drivers/identity/port.ts. */
export const identityContract = (name: string, open: () => Promise<IdentityRig>): void => {
  describe(`identity contract: ${name}`, () => {
    let rig: IdentityRig;
    beforeEach(async () => {
      rig = await open();
    });
    afterEach(() => rig.close());

    const ask = (headers: Readonly<Record<string, string | undefined>>) =>
      rig.driver.authenticate({ headers, url: 'http://127.0.0.1:8776/v3/limits' });
    const identityOf = async (headers: Readonly<Record<string, string>>): Promise<Identity> => {
      const outcome = await ask(headers);
      if ('identity' in outcome) return outcome.identity;
      throw new Error(`answered ${outcome.answer.status}`);
    };
    const ann = { user_id: 'ann', project_id: 'aa', is_admin: true };

    it('tells user, project and roles of a token', async () => {
      const identity = await identityOf({ 'x-auth-token': rig.token('ann', 'aa') });
      expect(identity).toMatchObject(ann);
      expect(identity.roles).toContain('admin');
      expect(identity.is_service).toBeUndefined();
    });

    it('tells the same of the same token, and of another token another', async () => {
      const [first, other] = [rig.token('ann', 'aa'), rig.token('bob', 'bb')];
      const seen = [first, other, first, other].map((token) => identityOf({ 'x-auth-token': token }));
      const [one, two, again, twice] = await Promise.all(seen);
      expect([one, two]).toMatchObject([ann, { user_id: 'bob', project_id: 'bb' }]);
      expect([again, twice]).toEqual([one, two]);
    });

    it('believes no header but the token', async () => {
      const forged = {
        'x-user-id': 'eve',
        'x-project-id': 'ee',
        'x-roles': 'eve',
        'x-identity-status': 'Confirmed',
      };
      const identity = await identityOf({ 'x-auth-token': rig.token('ann', 'aa'), ...forged });
      expect(identity).toMatchObject(ann);
      expect(identity.roles).not.toContain('eve');
      expect(await ask(forged)).not.toHaveProperty('identity');
    });

    it('ends a request without a token with an answer, and rejects nothing', async () => {
      expect(await ask({})).toEqual({
        answer: { status: expect.any(Number), headers: expect.any(Object), body: expect.any(String) },
      });
    });
  });
};
