import type { Delivery } from '@muster/simulator';
import pc from 'picocolors';
import { severityText } from '../../lambda/findings/render/finding-content';
import { severityOf } from '../../lambda/findings/severity';
import { en } from '../../lambda/findings/words/en';
import type { Report } from '../../lambda/reconcile/report';
import type { Rollout } from '../../lib/rollout';
import type { RouteRule } from '../../lib/rollout/routes';
import type { AccountEntry } from './account-entry';
import { EXAMPLES } from './finding-examples';
import { rulesFor } from './finding-routes';
import { type FindingNotifications, notificationsText } from './notifications';
import { type HomeState, type ReceivedMessage, receivedMessage } from './received-message';
import type { SimulatedOrganization } from './simulated-organization';

/** The longest time that findings take from the member to the targets, in real milliseconds. */
const PATIENCE = 60_000;
const POLL_MS = 500;

type Regions = Readonly<
  Record<string, HomeState & { readonly events?: { readonly deliveries?: readonly Delivery[] } }>
>;

/** A finding that was raised in one region or several, and the rules that deliver it. */
interface Raised {
  /** one for each region */
  readonly ids: readonly string[];
  readonly severity: string;
  readonly rules: readonly RouteRule[];
}

/**
 * Raises findings of several severities in member accounts, follows them to the home region, and shows what recipients get.
 * @returns whether every target of every route that takes a finding received it
 */
export async function followFindings(
  organization: SimulatedOrganization,
  desired: Rollout,
  reports: readonly Report[],
  accountOf: (id: string) => AccountEntry | undefined,
  say: (text: string) => void,
): Promise<boolean> {
  const raised: Raised[] = [];
  for (const [at, { finding, regions: count }] of EXAMPLES.entries()) {
    const place = memberCovered(reports, desired, at, count);
    const account = place && accountOf(place.account);
    if (!place || !account) {
      say('  no member account is covered in a region away from home');
      return false;
    }
    const { account: id, regions } = place;
    const arisen: { finding: { id: string } }[] = [];
    for (const region of regions)
      arisen.push((await organization.raiseFinding(id, region, finding)) as (typeof arisen)[number]);
    const severity = severityText(severityOf(finding.severity), en);
    const rules = rulesFor(desired.findings, arisen[0]?.finding, account);
    raised.push({ ids: arisen.map((each) => each.finding.id), severity, rules });
    say(`  ${severity.padEnd(14)}${finding.type}\n${''.padEnd(16)}${id} ${account.name}, ${regions.join(' and ')}`);
  }
  const regions = await arrived(organization, desired, raised);
  for (const hop of hopsIn(regions)) say(line(hop));
  say(`\n${notificationsText(raised.map((each) => notificationsOf(regions, desired, each)))}`);
  return raised.every((each) => isDelivered(regions, desired, each));
}

/** A covered member, a different one each time; outside the home region, in Asia Pacific if the rollout covers it. */
function memberCovered(reports: readonly Report[], { administrator, homeRegion }: Rollout, at: number, count: number) {
  const away = reports.filter(({ service, region }) => service === 'guardduty' && region !== homeRegion);
  const farthest = [...away.filter(({ region }) => region.startsWith('ap-')), ...away];
  const account = farthest[0]?.covered.filter((id) => id !== administrator).at(-1 - at);
  const covered = farthest.flatMap((report) => (account && report.covered.includes(account) ? [report.region] : []));
  const regions = [...new Set(covered)].slice(0, count);
  return account && regions.length > 0 ? { account, regions } : undefined;
}

/** The administrator's account when every finding is delivered, or when the time is up. */
async function arrived(
  organization: SimulatedOrganization,
  desired: Rollout,
  raised: readonly Raised[],
): Promise<Regions> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const { accounts } = (await organization.state()) as { accounts: Readonly<Record<string, Regions>> };
    const regions = accounts[desired.administrator] ?? {};
    if (raised.every((each) => isDelivered(regions, desired, each)) || performance.now() > until) return regions;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function isDelivered(regions: Regions, desired: Rollout, raised: Raised): boolean {
  return raised.rules.every((rule) => messageOf(regions, desired, rule, raised) !== undefined);
}

function notificationsOf(regions: Regions, desired: Rollout, raised: Raised): FindingNotifications {
  const messages = raised.rules.map((rule) => ({ rule, message: messageOf(regions, desired, rule, raised) }));
  return { severity: raised.severity, received: messages };
}

/** The message that a rule's target received; if the simulation cannot show it, that EventBridge delivered it. */
function messageOf(
  regions: Regions,
  { homeRegion }: Rollout,
  rule: RouteRule,
  { ids }: Raised,
): ReceivedMessage | undefined {
  const home = regions[homeRegion] ?? {};
  const message = receivedMessage(home, rule, ids);
  if (message !== 'unseen') return message;
  const delivered = home.events?.deliveries?.some((each) => each.rule === rule.name && each.outcome === 'delivered');
  return delivered ? { headline: 'delivered', lines: [] } : undefined;
}

interface Hop extends Delivery {
  readonly region: string;
}

/** The hops of the findings, one for each rule. */
function hopsIn(regions: Regions): Hop[] {
  const all = Object.entries(regions)
    .flatMap(([region, { events }]) => (events?.deliveries ?? []).map((delivery) => ({ ...delivery, region })))
    .filter(({ detailType }) => detailType === 'GuardDuty Finding')
    .sort((a, b) => a.at.localeCompare(b.at));
  return all.filter(({ rule }, index) => all.findIndex((other) => other.rule === rule) === index);
}

function line({ region, bus, rule, target, outcome, error }: Hop): string {
  const result = outcome === 'delivered' ? pc.green(outcome) : pc.red([outcome, error].filter(Boolean).join(': '));
  return `  ${region.padEnd(16)} bus ${bus} → rule ${rule} → ${target} ${result}`;
}
