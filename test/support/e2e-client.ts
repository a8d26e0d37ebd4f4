/** The project of the tests; noauth takes any that looks like one. */
export const project = 'f00dfeed00000000000000000000cafe';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON; undefined when it is none. */
  readonly body: unknown;
}

export interface AskOptions {
  readonly method?: string;
  /** Sent as JSON, or as it is when it is a text. */
  readonly body?: unknown;
  readonly microversion?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** A tiny client of the API: one project, administrator by noauth, newest microversion unless told otherwise. */
export class ApiClient {
  readonly projectId: string;
  readonly #server: { readonly url: string };

  constructor(server: { readonly url: string }, projectId: string = project) {
    this.#server = server;
    this.projectId = projectId;
  }

  /** `path` begins behind the project, such as `/backups`. */
  async ask(
    path: string,
    { method = 'GET', body, microversion = '3.71', headers = {} }: AskOptions = {},
  ): Promise<Answer> {
    const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${this.#server.url}/v3/${this.projectId}${path}`, {
      method,
      body: sent,
      headers: {
        'X-Auth-Token': `admin:${this.projectId}`,
        'OpenStack-API-Version': `volume ${microversion}`,
        ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
  }

  /** An answer whose body has not been read yet. */
  async open(
    path: string,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<Response> {
    const token = { 'X-Auth-Token': `admin:${this.projectId}` };
    const answer = await fetch(`${this.#server.url}/v3/${this.projectId}${path}`, {
      headers: { ...token, ...headers },
      signal: signal ?? null,
    });
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  /** The JSON of an answer that has to be a success. */
  async json<T>(path: string, options: AskOptions = {}): Promise<T> {
    const { status, text, body } = await this.ask(path, options);
    if (status >= 300) throw new Error(`${options.method ?? 'GET'} ${path}: ${status} ${text}`);
    return body as T;
  }

  get<T>(path: string): Promise<T> {
    return this.json<T>(path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.json<T>(path, { method: 'POST', body });
  }

  async delete(path: string): Promise<void> {
    await this.json(path, { method: 'DELETE' });
  }
}
