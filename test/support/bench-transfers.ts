import { AcceptTransfer } from '../../src/commands/accept-transfer/accept-transfer.command.js';
import {
  CreateTransfer,
  type OfferedTransfer,
} from '../../src/commands/create-transfer/create-transfer.command.js';
import { DeleteTransfer } from '../../src/commands/delete-transfer/delete-transfer.command.js';
import type { Requests } from './bench-requests.js';
import type { CommandBench } from './command-bench.js';

/** A volume with a snapshot. */
export const volumeWithSnapshot = async (bench: CommandBench, by: Requests): Promise<string> => {
  const { id } = await bench.execute(by.createVolume());
  await bench.settle();
  await bench.execute(by.createSnapshot(id));
  await bench.settle();
  return id;
};

export const offer = (
  bench: CommandBench,
  by: Requests,
  volume_id: string,
  no_snapshots = false,
): Promise<OfferedTransfer> =>
  bench.execute(new CreateTransfer(by.context, { volume_id, name: 'a gift', no_snapshots }));

export const accept = (by: Requests, { transfer, auth_key }: OfferedTransfer): AcceptTransfer =>
  new AcceptTransfer(by.context, transfer.id, auth_key);

export const takeBack = (by: Requests, { transfer }: OfferedTransfer): DeleteTransfer =>
  new DeleteTransfer(by.context, transfer.id);
