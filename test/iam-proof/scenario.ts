import { requestHandler, type Simulation } from '@muster/simulator';
import { type Aws, connect } from '../../lambda/aws/clients';
import { controllerOf } from '../../lambda/controllers/controllers';
import { delegationController } from '../../lambda/controllers/delegation';
import { detectiveController } from '../../lambda/controllers/detective';
import { directoryController } from '../../lambda/controllers/directory';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { invitationsController } from '../../lambda/controllers/invitations';
import { policiesController } from '../../lambda/controllers/policies';
import { type Desired, registrationOf } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import type { Action } from '../../lambda/reconcile/plan';
import { reconcile } from '../../lambda/reconcile/reconcile';
import type { Report } from '../../lambda/reconcile/report';
import { watched } from '../../lambda/reconcile/watch';
import { rulesAtHome, rulesOfManagement, rulesOfRegion } from '../../lib/rollout/own-rules';
import { MANAGEMENT, SECURITY } from '../accounts';
import { group, invited, outside, PARTNER, rolledOut } from '../lambda/controllers/invitations/outside';
import {
  delegation,
  detective,
  directory,
  guardDuty,
  LISTING,
  makeListingBucket,
  policies,
  settle,
  start,
  startDelegated,
} from '../lambda/organization-under-test';
import { HUB, makeOwnRules } from '../lambda/own-rules';
import { makeRulesAndLists } from '../lambda/rules-and-lists';
import { CONTROLLERS, credentialsOf, type DeployedRole, invokerOf, type Name, REGION } from './deployed-roles';

const SHOP = '333333333333';
/** a region without a detector and a graph */
const ELSEWHERE = 'us-west-2';

/** accounts outside the organization: one that administers the other */
const [ADMINISTERING, THEIRS] = ['900000000002', '900000000003'] as const;

/** One account in an OU, and an override for that OU, so that OUs are looked up. */
const ACCOUNTS = [{ id: SHOP }, { id: '444444444444' }, { id: '555555555555', ou: 'Laboratory' }];
const LABORATORY = [
  { match: { ous: ['Laboratory'], accounts: [], regional: false, path: 'overrides[0]' }, plans: {}, exclude: true },
];

/** The outcome of a run with a role's own credentials. */
export interface Outcome {
  /** every action IAM allowed the role */
  readonly used: readonly string[];
  readonly reports: readonly Report[];
}

/**
 * Runs a controller with the credentials of its role in states that need all its permissions: nothing there yet,
 * resources that have to be changed or resumed, missing service-linked roles.
 * @throws RolloutError if a permission is missing
 */
export async function run(name: Name, role: DeployedRole): Promise<Outcome> {
  const { simulation, connected } = await begin(name, role);
  const acted = await ACTS[name](simulation, connected);
  const reports = [...acted, ...(await watchedPass(simulation, name, connected()))];
  return { used: simulation.authorization.usedBy(role.arn), reports };
}

/** What each controller does after a scheduled pass: it looks after its rules, and leaves a mark. */
const WITH_OWN_RULES: Readonly<Record<Name, () => Desired>> = {
  delegation: () => delegation({ ownRules: rulesOfManagement(HUB, false) }),
  directory: () => directory({ ownRules: rulesAtHome(HUB) }),
  guardduty: () => guardDuty({ listing: LISTING, ownRules: rulesOfRegion(HUB, REGION) }),
  detective: () => detective({ listing: LISTING }),
  invitations: () => invited({ listing: LISTING }),
  policies: () => policies(),
};

async function watchedPass(simulation: Simulation, name: Name, aws: Aws): Promise<Report[]> {
  const desired = WITH_OWN_RULES[name]();
  await makeOwnRules(simulation, 'ownRules' in desired ? desired.ownRules : [], CONTROLLERS[name].account);
  const reported = await reconcile(controllerOf(desired, aws), desired);
  return [await watched(aws, registrationOf(desired), desired, reported, { repairing: true })];
}

/** The ports of a run with a role's credentials. */
type Connected = () => Aws;

/** An organization in which a controller has much to do, and the ports with its role's credentials. */
export async function begin(
  name: Name,
  role: DeployedRole,
): Promise<{ simulation: Simulation; aws: Aws; connected: Connected }> {
  const simulation = await SCENES[name]();
  await install(simulation, name, role);
  const credentials = credentialsOf(simulation, name, role);
  const connected = () => connect({ credentials, requestHandler: requestHandler(simulation), maxAttempts: 1 });
  return { simulation, aws: connected(), connected };
}

/** Puts the role with its policies into an organization. */
export async function install(simulation: Simulation, name: Name, { arn, documents }: DeployedRole): Promise<void> {
  const invoke = invokerOf(simulation, CONTROLLERS[name].account);
  const RoleName = arn.split('/').at(-1);
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await invoke('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument });
  await permit(simulation, name, { arn, documents });
}

/** Gives a role that is there these policies. */
export async function permit(simulation: Simulation, name: Name, { arn, documents }: DeployedRole): Promise<void> {
  const RoleName = arn.split('/').at(-1);
  for (const [at, document] of documents.entries()) {
    const policy = { RoleName, PolicyName: `policy-${at}`, PolicyDocument: JSON.stringify(document) };
    await invokerOf(simulation, CONTROLLERS[name].account)('iam', 'PutRolePolicy', policy);
  }
}

const SCENES: Readonly<Record<Name, () => Promise<Simulation>>> = {
  delegation: () => start({ guardduty: [{ account: MANAGEMENT, region: REGION, status: 'DISABLED' }] }),
  directory: async () => {
    const simulation = await startDelegated({ accounts: ACCOUNTS });
    await makeListingBucket(simulation);
    return simulation;
  },
  guardduty: async () => {
    // one account is held by another administrator: what AWS refuses is noted on the detector
    const [OTHER, HELD] = ['888888888888', '666666666666'];
    const simulation = await startDelegated({
      accounts: [...ACCOUNTS, { id: HELD }],
      outsideAccounts: [{ id: OTHER }],
      guardduty: [
        { account: '444444444444', region: REGION },
        { account: OTHER, region: REGION },
        { account: HELD, region: REGION, administrator: OTHER },
      ],
    });
    await makeListingBucket(simulation);
    await makeRulesAndLists(simulation, SECURITY, REGION);
    await forgetServices(simulation, 'AmazonGuardDuty', 'AmazonGuardDutyMalwareProtection');
    return simulation;
  },
  detective: async () => {
    const simulation = await startDelegated({ accounts: ACCOUNTS });
    await makeListingBucket(simulation);
    await forgetServices(simulation, 'Detective');
    return simulation;
  },
  invitations: async () => {
    // one account has members of its own: AWS refuses it for good, which is noted on the detector
    const guardduty = [{ account: THEIRS, region: REGION, administrator: ADMINISTERING }];
    const outsideAccounts = [outside(), outside(ADMINISTERING), { id: THEIRS }];
    const simulation = await rolledOut({ outsideAccounts, guardduty }, REGION);
    await makeListingBucket(simulation);
    return simulation;
  },
  policies: () => startDelegated({ accounts: ACCOUNTS }),
};

/** Deletes the service-linked roles of services in the administrator's account. */
async function forgetServices(simulation: Simulation, ...names: string[]): Promise<void> {
  for (const name of names)
    await invokerOf(simulation, SECURITY)('iam', 'DeleteServiceLinkedRole', { RoleName: `AWSServiceRoleFor${name}` });
}

/** The passes of each controller. Regions begin without a listing of the accounts; later there is one. */
const ACTS: Readonly<Record<Name, (simulation: Simulation, connected: Connected) => Promise<Report[]>>> = {
  delegation: async (simulation, connected) => [
    await converge(simulation, delegationController(connected()), delegation()),
  ],
  // an override ends: policies of single accounts are detached, the root gets one; then a plan of all changes
  policies: async (simulation, connected) => {
    const [own] = policies().settings;
    const laboratory = own ? [{ ...own, overrides: LABORATORY }] : [];
    const first = await converge(simulation, policiesController(connected()), policies({ settings: laboratory }));
    const second = await converge(simulation, policiesController(connected()), policies());
    const wider = policies({}, guardDuty({ plans: { S3_DATA_EVENTS: { autoEnable: 'ALL', additional: {} } } }));
    return [first, second, await converge(simulation, policiesController(connected()), wider)];
  },
  directory: async (simulation, connected) => {
    const desired = directory({ units: ['Laboratory'] });
    const listed = await converge(simulation, directoryController(connected()), desired);
    return [listed, await reconcile(directoryController(connected()), desired, { leaving: true })];
  },
  guardduty: async (simulation, connected) => {
    const aws = connected();
    await aws.guardDuty(ELSEWHERE).createDetector('ONE_HOUR', {});
    // the guard would refuse to switch a plan off for all of so few accounts
    const guard = { maxRemovedShare: 1, minimum: 10 };
    const desired = guardDuty({ overrides: LABORATORY, listing: LISTING, guard });
    const first = await converge(simulation, guardDutyController(aws), {
      ...desired,
      ...newAccountsOnly('EKS_AUDIT_LOGS'),
    });
    await suspend(simulation, SHOP);
    await settle(simulation, directoryController, SECURITY, directory());
    const second = await converge(simulation, guardDutyController(connected()), {
      ...desired,
      ...newAccountsOnly('S3_DATA_EVENTS'),
    });
    return [first, second];
  },
  detective: async (simulation, connected) => {
    const aws = connected();
    await aws.detective(ELSEWHERE).createGraph();
    // AWS knows the data volume of members only after GuardDuty has enrolled them
    const listing = LISTING;
    const first = await converge(simulation, detectiveController(aws), detective({ overrides: LABORATORY, listing }));
    await settle(simulation, guardDutyController, SECURITY, guardDuty());
    await settle(simulation, directoryController, SECURITY, directory());
    return [first, await converge(simulation, detectiveController(connected()), detective({ listing }))];
  },
  invitations: async (simulation, connected) => {
    const aws = connected();
    const listing = LISTING;
    // a wrong address is corrected; then the member is suspended, and another plan is configured
    const wrong = invited({ groups: [group({ [PARTNER]: 'nobody@example.com' })], listing });
    const first = await converge(simulation, invitationsController(aws), wrong);
    const second = await converge(simulation, invitationsController(aws), invited());
    await suspend(simulation, PARTNER);
    const more = invited({ plans: { LAMBDA_NETWORK_LOGS: { autoEnable: 'ALL', additional: {} } } });
    const third = await converge(simulation, invitationsController(aws), more);
    const held = group({ [ADMINISTERING]: `${ADMINISTERING}@example.com` }, { services: ['guardduty'] });
    const fourth = await converge(simulation, invitationsController(aws), { ...more, groups: [...more.groups, held] });
    // the accounts are not listed any more: the controller has to look whether it joined the organization
    await settle(simulation, directoryController, SECURITY, directory());
    const emptied = invited({ groups: [], listing });
    return [first, second, third, fourth, await converge(simulation, invitationsController(connected()), emptied)];
  },
};

/** One plan off and auto-enable NEW, so that members' detectors have to be changed one by one. */
const newAccountsOnly = (plan: string) =>
  ({ autoEnable: 'NEW', plans: { [plan]: { autoEnable: 'NONE', additional: {} } } }) as const;

async function suspend(simulation: Simulation, account: string): Promise<void> {
  const invoke = invokerOf(simulation, SECURITY);
  const { DetectorIds } = await invoke<{ DetectorIds?: string[] }>('guardduty', 'ListDetectors', {});
  await invoke('guardduty', 'StopMonitoringMembers', { DetectorId: DetectorIds?.[0], AccountIds: [account] });
}

/** Runs passes, a minute of simulated time apart, until another one would change nothing. */
export async function converge<D extends Desired, O, A extends Action>(
  simulation: Simulation,
  controller: Controller<D, O, A>,
  desired: D,
): Promise<Report> {
  for (let passes = 1; ; passes += 1) {
    const report = await reconcile(controller, desired);
    const unfinished = report.remaining.length > 0 || report.pending.some(({ soon }) => soon);
    if (!unfinished || passes === 10) return report;
    await simulation.clock.advance(60);
  }
}
