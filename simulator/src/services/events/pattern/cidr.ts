import { BlockList, isIP } from 'node:net';

/** Whether an address is in a network; IPv4 addresses are never in IPv6 networks, nor vice versa. */
export function cidrContains(network: string, bits: number, address: string): boolean {
  const family = isIP(network) === 4 ? 'ipv4' : 'ipv6';
  if (isIP(address) !== isIP(network)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return list.check(address, family);
}
