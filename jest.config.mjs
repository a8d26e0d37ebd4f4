/** One configuration for every test: unit specs stand beside the code, the rest lies in test/. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  // They take minutes and have a command of their own.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/clients/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Without options of its own it takes those of .swcrc, so the tests compile as the build does.
  transform: { '^.+\\.ts$': '@swc/jest' },
  maxWorkers: 2,
  // No test is about time; a machine that does other things must not fail one.
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.mjs'],
};
