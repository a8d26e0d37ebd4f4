import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RunBackupSchedule } from '../../commands/run-backup-schedule/run-backup-schedule.command.js';
import { UpdateBackupSchedule } from '../../commands/update-backup-schedule/update-backup-schedule.command.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { Action, Context, PathParam } from '../http/routing/decorators.js';
import { disable, enable, runNow } from './backup-schedules.schemas.js';
import { runView } from './backup-schedules.view.js';

@Controller()
export class ScheduleActionsController {
  constructor(private readonly commands: CommandBus) {}

  @Action({
    on: 'backup-schedules',
    name: 'run_now',
    status: 202,
    policy: 'backup:run_schedule',
    body: runNow,
  })
  async runNow(@PathParam() id: string, @Context() context: RequestContext): Promise<object> {
    const run = await this.commands.execute(new RunBackupSchedule(commandContext(context), id));
    return { run: runView(run) };
  }

  @Action({
    on: 'backup-schedules',
    name: 'enable',
    status: 202,
    policy: 'backup:update_schedule',
    body: enable,
  })
  enable(@PathParam() id: string, @Context() context: RequestContext): Promise<void> {
    return this.#switch(id, context, true);
  }

  @Action({
    on: 'backup-schedules',
    name: 'disable',
    status: 202,
    policy: 'backup:update_schedule',
    body: disable,
  })
  disable(@PathParam() id: string, @Context() context: RequestContext): Promise<void> {
    return this.#switch(id, context, false);
  }

  async #switch(id: string, context: RequestContext, enabled: boolean): Promise<void> {
    await this.commands.execute(new UpdateBackupSchedule(commandContext(context), id, { enabled }));
  }
}
