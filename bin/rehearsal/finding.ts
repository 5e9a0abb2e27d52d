import pc from 'picocolors';
import type { Report } from '../../lambda/reconcile/report';
import type { Rollout } from '../../lib/rollout';
import type { Delivery } from '../../simulator/services/events/state';
import type { NameOf } from './coverage';
import type { SimulatedOrganization } from './simulated-organization';

const TYPE = 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS';
const SEVERITY = 8;

/** How long the finding may take from the member to the home region, in real milliseconds. */
const PATIENCE = 30_000;
const LOOK_EVERY = 500;

interface Hop extends Delivery {
  readonly region: string;
}

/**
 * Lets a severe finding arise in a member account of a far region and follows it to the home region.
 * @returns whether the last rule of the home region delivered it
 */
export async function followFinding(
  organization: SimulatedOrganization,
  { administrator, homeRegion }: Rollout,
  reports: readonly Report[],
  nameOf: NameOf,
  say: (text: string) => void,
): Promise<boolean> {
  const place = farMember(reports, administrator, homeRegion);
  if (!place) {
    say('  no member account is covered in a region away from home');
    return false;
  }
  await organization.raiseFinding(place.account, place.region, { type: TYPE, severity: SEVERITY });
  say(`  ${place.account} ${nameOf(place.account)} in ${place.region}: ${TYPE}, severity ${SEVERITY}`);
  const hops = await hopsOf(organization, administrator, homeRegion);
  for (const hop of hops) say(line(hop));
  return hops.some(({ region, outcome }) => region === homeRegion && outcome === 'delivered');
}

/** A covered member away from home, on the other side of the world where the rollout goes there. */
function farMember(reports: readonly Report[], administrator: string, homeRegion: string) {
  const places = reports
    .filter(({ service, region }) => service === 'guardduty' && region !== homeRegion)
    .flatMap(({ region, covered }) => {
      const account = covered.filter((id) => id !== administrator).at(-1);
      return account ? [{ region, account }] : [];
    });
  return places.find(({ region }) => region.startsWith('ap-')) ?? places.at(0);
}

/** The deliveries of the newest finding in the administrator's account, once it has been delivered at home. */
async function hopsOf(organization: SimulatedOrganization, administrator: string, homeRegion: string): Promise<Hop[]> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const hops = await deliveriesIn(organization, administrator);
    const arrived = hops.some(({ region, outcome }) => region === homeRegion && outcome === 'delivered');
    if (arrived || performance.now() > until) return hops;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

interface State {
  readonly accounts: Readonly<
    Record<string, Readonly<Record<string, { readonly events?: { readonly deliveries?: readonly Delivery[] } }>>>
  >;
}

async function deliveriesIn(organization: SimulatedOrganization, account: string): Promise<Hop[]> {
  const { accounts } = (await organization.state()) as State;
  return Object.entries(accounts[account] ?? {})
    .flatMap(([region, { events }]) => (events?.deliveries ?? []).map((delivery) => ({ ...delivery, region })))
    .filter(({ detailType }) => detailType === 'GuardDuty Finding')
    .sort((a, b) => a.at.localeCompare(b.at));
}

function line({ region, bus, rule, target, outcome, error }: Hop): string {
  const told = outcome === 'delivered' ? pc.green(outcome) : pc.red([outcome, error].filter(Boolean).join(': '));
  return `  ${region.padEnd(16)} bus ${bus} → rule ${rule} → ${target} ${told}`;
}
