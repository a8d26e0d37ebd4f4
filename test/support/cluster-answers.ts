import { ApiClient } from './e2e-client.js';
import type { Cluster } from './e2e-cluster.js';

interface Listed {
  readonly id: string;
}

const lists = ['volumes', 'snapshots', 'backups', 'attachments', 'messages'] as const;

/** What one API answers to every question about everything there is; addresses of its own are left out. */
export const answersOf = async (
  cluster: Cluster,
  name: string,
): Promise<Readonly<Record<string, unknown>>> => {
  const node = cluster.node(name);
  const api = new ApiClient(node);
  const answers: Record<string, unknown> = {};
  const ask = async (path: string): Promise<unknown> => {
    const { status, text } = await api.ask(path);
    const body = JSON.parse(text.replaceAll(node.url, 'http://api')) as unknown;
    answers[path] = { status, body };
    return body;
  };
  for (const list of lists) {
    const path = list === 'messages' ? '/messages' : `/${list}/detail?all_tenants=1`;
    const rows = ((await ask(path)) as Readonly<Record<string, readonly Listed[] | undefined>>)[list];
    for (const { id } of rows ?? []) await ask(`/${list}/${id}`);
  }
  await ask(`/os-quota-sets/${api.projectId}?usage=True`);
  await ask('/limits');
  return answers;
};
