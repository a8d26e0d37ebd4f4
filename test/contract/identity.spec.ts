import { NoauthIdentity } from '../../src/drivers/identity/noauth.js';
import { FakeKeystone } from '../support/fake-keystone.js';
import { keystoneIdentity } from '../support/keystone-identity.js';
import { identityContract } from './identity.contract.js';

identityContract('noauth', async () => ({
  driver: new NoauthIdentity(),
  token: (user, project) => `${user}:${project}`,
  close: async () => {},
}));

identityContract('keystone', async () => {
  const keystone = await FakeKeystone.start();
  return {
    driver: keystoneIdentity(keystone),
    token: (user, project) =>
      keystone.give(`token of ${user} in ${project}`, {
        user,
        project,
        roles: ['admin', 'member', 'reader'],
      }),
    close: () => keystone.pause(),
  };
});
