import { BlockList, isIP } from 'node:net';

/** Whether an address is in a network; an IPv4 address never is in an IPv6 network, nor the other way round. */
export function cidrContains(network: string, bits: number, address: string): boolean {
  const family = isIP(network) === 4 ? 'ipv4' : 'ipv6';
  if (isIP(address) !== isIP(network)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return list.check(address, family);
}
