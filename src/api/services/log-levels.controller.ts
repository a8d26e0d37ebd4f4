import { Controller, Inject } from '@nestjs/common';
import { invalidInput } from '../http/faults/http-fault.js';
import { Body, Route } from '../http/routing/decorators.js';
import { LOG_LEVELS, logLevelWords, type LoggingService, type LogLevels } from './log-levels.js';
import { getLogLevels, setLogLevel } from './log-levels.schemas.js';

interface LogBody {
  readonly binary?: string | null;
  readonly server?: string | null;
  readonly prefix?: string | null;
  readonly level?: string | null;
}

const isMeant = ({ binary, server }: LogBody, service: LoggingService): boolean =>
  (!binary || binary === '*' || binary === service.binary) &&
  (!server || server === service.host || service.host.startsWith(`${server}@`));

/** How much is logged, of the process that answers (spec 5.4). */
@Controller()
export class LogLevelsController {
  constructor(@Inject(LOG_LEVELS) private readonly log: LogLevels) {}

  @Route({
    method: 'PUT',
    path: 'os-services/get-log',
    since: '3.32',
    status: 200,
    policy: 'volume_extension:services:update',
    body: getLogLevels,
  })
  get(@Body() body: LogBody): object {
    const found = this.log.services.filter((service) => isMeant(body, service));
    const levels = this.log.levels(body.prefix ?? '');
    return { log_levels: found.map(({ host, binary }) => ({ host, binary, levels })) };
  }

  @Route({
    method: 'PUT',
    path: 'os-services/set-log',
    since: '3.32',
    status: 202,
    policy: 'volume_extension:services:update',
    body: setLogLevel,
    empty: 'html',
  })
  set(@Body() body: LogBody): void {
    const asked = body.level ?? '';
    const level = logLevelWords.find((word) => word === asked.toUpperCase());
    if (level === undefined) throw invalidInput(`${asked} is not a valid log level.`);
    if (this.log.services.some((service) => isMeant(body, service))) this.log.set(body.prefix ?? '', level);
  }
}
