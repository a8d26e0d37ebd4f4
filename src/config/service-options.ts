import { availableParallelism, hostname } from 'node:os';
import { choice, choices, integer, optionalText, text } from './option.js';
import { listenAddress } from './listen-address.js';
import { matching, notEmpty, oneUrlOf, regularExpression, unsupported } from './value-checks.js';

/** What a process can do; `all` is every role but the event log's. */
const ROLES = ['all', 'api', 'worker', 'manager', 'eventlog'] as const;

/** The service itself: where it listens, where its state lies, what it depends on. */
export const SERVICE_OPTIONS = {
  data_dir: text(
    './data',
    'Directory of everything the service keeps: events, read models, volumes, backups.',
    {
      check: notEmpty,
    },
  ),
  listen: listenAddress('127.0.0.1:8776', 'Where the REST API listens. Port 0 takes any free one.'),
  ssl_cert_file: optionalText(
    'Certificate of the REST API with its chain, PEM. With it the API speaks TLS only. Read again at SIGHUP.',
    { check: notEmpty, defaultText: 'none: plain HTTP' },
  ),
  ssl_key_file: optionalText(
    'Private key of `ssl_cert_file`, PEM, without a passphrase. Read again at SIGHUP.',
    {
      check: notEmpty,
    },
  ),
  public_endpoint: optionalText('URL that links in answers begin with, when a proxy stands before the API.', {
    check: oneUrlOf('http:', 'https:'),
    defaultText: 'the URL of the request',
  }),
  host: text(hostname(), 'Name of this host in services, in `host` of volumes and backups, and in events.', {
    check: matching(
      /^[^\s@#/]{1,255}$/,
      'not a host name: up to 255 characters, no blanks, no "@", "#" or "/"',
    ),
    defaultText: 'the name of the machine',
  }),
  roles: choices(
    ROLES,
    ['all'],
    'What this process does, see [roles](roles.md). `eventlog` is the embedded event log by itself, on `listen`, for several processes on one machine.',
  ),
  eventstore_url: optionalText('`esdb://…` or `esdb+discover://…` of an EventStoreDB or KurrentDB cluster.', {
    check: matching(/^esdb(\+discover)?:\/\/[^\s/]+/, 'neither esdb:// nor esdb+discover:// with a host'),
    defaultText: 'an event log of our own in `data_dir`',
    secret: true,
  }),
  redis_url: optionalText('`redis://…` or `rediss://…` of the server that hands jobs to workers.', {
    check: oneUrlOf('redis:', 'rediss:'),
    defaultText: 'a job queue inside the process',
    secret: true,
  }),
  amqp_url: optionalText('RabbitMQ server for notifications. Not supported yet.', {
    check: unsupported('sending notifications to RabbitMQ'),
    defaultText: 'no notifications',
    secret: true,
  }),
  project_id_regex: text('[0-9a-f-]+', 'What project ids in URLs look like, as a regular expression.', {
    check: regularExpression,
  }),
  osapi_max_limit: integer(1000, 'Rows in one answer of a list, at most.', { min: 1 }),
  osapi_rate_limit: integer(
    0,
    'Requests per minute of one user in one project, at most; more are answered 413 with Retry-After. 0 = no limit.',
    { min: 0 },
  ),
  osapi_max_request_body_size: integer(114_688, 'Bytes in the body of a request, at most.', { min: 1 }),
  worker_threads: integer(availableParallelism(), 'Threads that hash, compress and copy data.', {
    min: 1,
    max: 256,
    defaultText: 'one per processor',
  }),
  memory_budget_mib: integer(
    192,
    'MiB of buffers that the data path of one process uses, at most, whatever the size of volumes and objects.',
    { min: 32 },
  ),
  job_lock_seconds: integer(
    30,
    'Over Redis: seconds after which the job of a worker that gives no sign of life goes to another.',
    { min: 1 },
  ),
  manager_lease_seconds: integer(
    15,
    'Over EventStoreDB: seconds after which another manager takes over from one that gives no sign of life.',
    { min: 1 },
  ),
  report_interval: integer(10, 'Seconds between two reports of a process that it lives.', { min: 1 }),
  service_down_time: integer(
    60,
    'Seconds without a report after which a service counts as down, and another host takes its operations over.',
    { min: 1 },
  ),
  reconcile_interval: integer(60, 'Seconds between two looks at everything that is unfinished.', { min: 1 }),
  abandon_requests_after: integer(
    60,
    'Seconds after which a request that has not recorded its operation counts as dead, and what it holds is given back.',
    { min: 1 },
  ),
  log_level: choice(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
    'info',
    'The least important messages that are logged.',
  ),
};
