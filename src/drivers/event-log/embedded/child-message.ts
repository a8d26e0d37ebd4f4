/** What the child tells its parent, once, over the IPC channel. */
export type ChildMessage =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'in-use' }
  | { readonly kind: 'failed'; readonly message: string };

/** Exit code of a child that was refused because its directory is in use. */
export const EXIT_IN_USE = 75;
