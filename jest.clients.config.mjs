import base from './jest.config.mjs';

/** Every command of the command-line clients, with a real Keystone: minutes, so it has a command of its own. */
export default { ...base, roots: ['<rootDir>/test/clients'], testPathIgnorePatterns: ['/node_modules/'] };
