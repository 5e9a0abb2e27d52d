import pc from 'picocolors';
import type { Report } from '../../lambda/reconcile/report';
import type { Rollout } from '../../lib/rollout';
import type { RouteRule } from '../../lib/routes';
import type { Account } from '../../simulator/organization/organization';
import type { Delivery } from '../../simulator/services/events/state';
import { EXAMPLES } from './finding-examples';
import { rulesFor } from './finding-routes';
import { type HomeState, type Received, received } from './received';
import type { SimulatedOrganization } from './simulated-organization';

/** What the organization file says of an account. */
export type AccountEntry = Pick<Account, 'id' | 'name' | 'email'> & {
  readonly ou: string;
  readonly tags: Readonly<Record<string, string>>;
};

/** How long findings may take from the member to their readers, in real milliseconds. */
const PATIENCE = 60_000;
const LOOK_EVERY = 500;
/** Of each message so much is shown. */
const LINES = 6;
const WIDTH = 150;

type Regions = Readonly<
  Record<string, HomeState & { readonly events?: { readonly deliveries?: readonly Delivery[] } }>
>;

/** A finding that arose, and what its routes are to do with it. */
interface Raised {
  readonly id: string;
  readonly severity: number;
  readonly rules: readonly RouteRule[];
}

/**
 * Lets findings of several severities arise in member accounts, follows them home, and shows what their readers get.
 * @returns whether every target of every route that takes one of them received it
 */
export async function followFindings(
  organization: SimulatedOrganization,
  desired: Rollout,
  reports: readonly Report[],
  accountOf: (id: string) => AccountEntry | undefined,
  say: (text: string) => void,
): Promise<boolean> {
  const raised: Raised[] = [];
  for (const [at, example] of EXAMPLES.entries()) {
    const place = memberCovered(reports, desired, at);
    const account = place && accountOf(place.account);
    if (!place || !account) {
      say('  no member account is covered in a region away from home');
      return false;
    }
    const { finding } = (await organization.raiseFinding(place.account, place.region, example)) as {
      finding: { id: string };
    };
    raised.push({ id: finding.id, severity: example.severity, rules: rulesFor(desired.findings, finding, account) });
    say(`  ${account.id} ${account.name} in ${place.region}: ${example.type}, severity ${example.severity}`);
  }
  const regions = await arrived(organization, desired, raised);
  for (const hop of hopsIn(regions)) say(line(hop));
  for (const each of raised) {
    say(`\n  ${pc.bold(`what is told of severity ${each.severity}`)}`);
    for (const rule of each.rules) say(shown(rule, messageOf(regions, desired, rule, each)));
  }
  return raised.every((each) => isTold(regions, desired, each));
}

/** A covered member, each time another one; away from home, on the other side of the world where the rollout goes there. */
function memberCovered(reports: readonly Report[], { administrator, homeRegion }: Rollout, at: number) {
  const away = reports.filter(({ service, region }) => service === 'guardduty' && region !== homeRegion);
  const far = away.filter(({ region }) => region.startsWith('ap-'));
  const report = far[0] ?? away[0];
  const account = report?.covered.filter((id) => id !== administrator).at(-1 - at);
  return report && account ? { account, region: report.region } : undefined;
}

/** The administrator's account, once everybody has been told, or patience has ended. */
async function arrived(
  organization: SimulatedOrganization,
  desired: Rollout,
  raised: readonly Raised[],
): Promise<Regions> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const { accounts } = (await organization.state()) as { accounts: Readonly<Record<string, Regions>> };
    const regions = accounts[desired.administrator] ?? {};
    if (raised.every((each) => isTold(regions, desired, each)) || performance.now() > until) return regions;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

function isTold(regions: Regions, desired: Rollout, raised: Raised): boolean {
  return raised.rules.every((rule) => messageOf(regions, desired, rule, raised) !== undefined);
}

/** What the reader of a rule's target has; of those that nobody here can look into, that EventBridge delivered it. */
function messageOf(regions: Regions, { homeRegion }: Rollout, rule: RouteRule, { id }: Raised): Received | undefined {
  const home = regions[homeRegion] ?? {};
  const message = received(home, rule, id);
  if (message !== 'unseen') return message;
  const delivered = home.events?.deliveries?.some((each) => each.rule === rule.name && each.outcome === 'delivered');
  return delivered ? { headline: 'delivered', lines: [] } : undefined;
}

interface Hop extends Delivery {
  readonly region: string;
}

/** The way of the findings themselves, one line for each step. */
function hopsIn(regions: Regions): Hop[] {
  const all = Object.entries(regions)
    .flatMap(([region, { events }]) => (events?.deliveries ?? []).map((delivery) => ({ ...delivery, region })))
    .filter(({ detailType }) => detailType === 'GuardDuty Finding')
    .sort((a, b) => a.at.localeCompare(b.at));
  return all.filter(({ rule }, index) => all.findIndex((other) => other.rule === rule) === index);
}

function line({ region, bus, rule, target, outcome, error }: Hop): string {
  const told = outcome === 'delivered' ? pc.green(outcome) : pc.red([outcome, error].filter(Boolean).join(': '));
  return `  ${region.padEnd(16)} bus ${bus} → rule ${rule} → ${target} ${told}`;
}

function shown({ target, route }: RouteRule, message: Received | undefined): string {
  if (!message) return `  ${target} (route ${route}): ${pc.red('has received nothing')}`;
  const more = message.lines.length > LINES ? [pc.dim(`… ${message.lines.length - LINES} more lines`)] : [];
  const lines = [message.headline, ...message.lines.slice(0, LINES)].map((text) =>
    text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text,
  );
  return [`  ${pc.green(target)} (route ${route})`, ...[...lines, ...more].map((text) => `    │ ${text}`)].join('\n');
}
