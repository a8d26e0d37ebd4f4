import { KeystonePeople, type Credentials } from './keystone-people.js';
import { KeystoneServer } from './keystone-server.js';
import { TestService } from './e2e-service.js';

export interface KeystoneCloud {
  readonly keystone: KeystoneServer;
  readonly people: KeystonePeople;
  readonly service: TestService;
  readonly projects: { readonly lab: string; readonly other: string };
  /** A member of lab; nobody and reader are in lab too, other and boss in other, nova in service. */
  readonly member: Credentials;
  readonly tokens: Readonly<Record<'member' | 'reader' | 'nobody' | 'other' | 'boss' | 'nova', string>>;
  close(): Promise<void>;
}

/** A real Keystone with a user of every kind, and the service in front of which it stands, in its catalog. */
export const startKeystoneCloud = async (): Promise<KeystoneCloud> => {
  const keystone = await KeystoneServer.start();
  try {
    const people = await KeystonePeople.of(keystone.url);
    const own = await people.user('cinder', 'service', 'service');
    const projects = { lab: await people.project('lab'), other: await people.project('other') };
    const member = await people.user('member', 'lab', 'member');
    const tokenOf = async (name: string, project: string, role: string): Promise<string> =>
      people.token(await people.user(name, project, role));
    const tokens = {
      member: await people.token(member),
      reader: await tokenOf('reader', 'lab', 'reader'),
      nobody: await tokenOf('nobody', 'lab', 'guest'),
      other: await tokenOf('other', 'other', 'member'),
      boss: await tokenOf('boss', 'other', 'admin'),
      nova: await tokenOf('nova', 'service', 'service'),
    };
    const service = await TestService.start({
      auth: 'keystone',
      keystone_url: keystone.url,
      keystone_username: own.name,
      keystone_password: own.password,
      keystone_project: 'service',
      // A slow machine is not what these tests are about.
      keystone_timeout: 120,
      www_authenticate_uri: 'http://keystone.example:5000',
    });
    await people.publish(`${service.url}/v3/%(project_id)s`);
    const close = async (): Promise<void> => {
      await service.remove();
      await keystone.remove();
    };
    return { keystone, people, service, projects, member, tokens, close };
  } catch (error) {
    await keystone.remove();
    throw error;
  }
};
