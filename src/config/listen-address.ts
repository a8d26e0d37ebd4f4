import { BlockList, isIP } from 'node:net';
import { RefusedValue, type Option } from './option.js';

export interface ListenAddress {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether only this machine can reach the address. A name other than localhost may lead anywhere. */
export const isLoopback = ({ host }: ListenAddress): boolean => {
  const family = isIP(host);
  if (family === 0) return host === 'localhost';
  return loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
};

const ADDRESS = /^(?:\[(?<v6>[^\]]+)\]|(?<host>[A-Za-z0-9.-]+)):(?<port>\d{1,5})$/;

const parse = (given: unknown): ListenAddress => {
  const { v6, host, port } = ADDRESS.exec(String(given))?.groups ?? {};
  if ((v6 !== undefined && isIP(v6) !== 6) || Number(port ?? 'none') > 65_535 || port === undefined) {
    throw new RefusedValue('not an address like 127.0.0.1:8776 or [::1]:8776');
  }
  return { host: v6 ?? host ?? '', port: Number(port) };
};

export const listenAddress = (preset: string, doc: string): Option<ListenAddress> => ({
  type: 'address:port',
  default: parse(preset),
  defaultText: `\`${preset}\``,
  doc,
  parse,
});
