import { BlockList, isIPv4 } from 'node:net';
import { valuesAt } from '../findings/criteria';
import type { Finding } from '../findings/finding';
import type { Detector } from '../state';
import { holds } from './content';
import { KINDS, type List } from './list';

const REMOTE = [
  ['remoteIpDetails', 'ipAddressV4'],
  ['remoteIpDetails', 'ipAddressV6'],
  ['portProbeDetails', 'remoteIpDetails', 'ipAddressV4'],
  ['portProbeDetails', 'remoteIpDetails', 'ipAddressV6'],
];
const DOMAIN = [['domain'], ['domainDetails', 'domain']];

/** Addresses to which lists do not apply: they "apply only to traffic destined for publicly routable IP addresses". */
const NOT_ROUTED = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
] as const)
  NOT_ROUTED.addSubnet(network, prefix);

/** The list that prevents a finding, because it trusts all hosts of the finding. */
export function trusting(finding: Finding, owner: Detector): List | undefined {
  return listsInUse(owner, true).find((list) => {
    const hosts = hostsOf(finding, list);
    return hosts.length > 0 && hosts.every((host) => list.entries && holds(list.entries, host));
  });
}

/** A finding with the names of the threat lists that contain its hosts. */
export function withThreatLists(finding: Finding, owner: Detector): Finding {
  const names = listsInUse(owner, false)
    .filter((list) => hostsOf(finding, list).some((host) => list.entries && holds(list.entries, host)))
    .map(({ name }) => name);
  if (names.length === 0) return finding;
  const { service } = finding;
  const threatIntelligenceDetails = names.map((threatListName) => ({ threatListName, threatNames: [] }));
  return {
    ...finding,
    service: {
      ...service,
      additionalInfo: { ...(service.additionalInfo as object | undefined), threatListName: names[0] },
      evidence: { ...(service.evidence as object | undefined), threatIntelligenceDetails },
    },
  };
}

function listsInUse({ lists }: Detector, trusted: boolean): List[] {
  return [...(lists?.values() ?? [])].filter(({ kind, entries }) => entries && KINDS[kind].trusts === trusted);
}

/**
 * The hosts in a finding that a list of that kind applies to. IP lists do not apply to DNS findings, and no list applies to
 * Runtime Monitoring.
 */
function hostsOf({ type, service }: Finding, { kind }: List): string[] {
  if (type.includes(':Runtime/')) return [];
  const { entities } = KINDS[kind];
  const actions = Object.entries((service.action ?? {}) as Record<string, unknown>).filter(([, action]) =>
    Boolean(action && typeof action === 'object'),
  );
  const seen = actions.filter(([name]) => entities || name !== 'dnsRequestAction').map(([, action]) => action);
  const at = (paths: readonly string[][]) => seen.flatMap((action) => paths.flatMap((path) => valuesAt(action, path)));
  const addresses = at(REMOTE).map(String).filter(isRouted);
  return [...addresses, ...(entities ? at(DOMAIN).map(String) : [])];
}

function isRouted(address: string): boolean {
  return !(isIPv4(address) && NOT_ROUTED.check(address));
}
