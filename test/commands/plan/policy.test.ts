import type { Simulation } from '@muster/simulator';
import { requestHandler } from '@muster/simulator';
import { policiesFor } from '../../../commands/plan/policy';
import { detectiveController } from '../../../lambda/controllers/detective';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import { loadConfig } from '../../../lib/config';
import { rollout } from '../../../lib/rollout';
import { MANAGEMENT, SECURITY } from '../../accounts';
import { invokerOf } from '../../iam-proof/deployed-roles';
import {
  listOnce,
  makeListingBucket,
  settleDirectly,
  start,
  startDelegated,
} from '../../lambda/organization-under-test';
import { makeRulesAndLists } from '../../lambda/rules-and-lists';
import { configuration, removeFiles, said } from './planned';

afterAll(removeFiles);

const ROLE = 'planner';
const SHOP = '333333333333';

type Policies = ReturnType<typeof policiesFor>;

/** A role with a policy, that the management account may assume. @returns its ARN */
async function role(simulation: Simulation, account: string, document: unknown): Promise<string> {
  const invoke = invokerOf(simulation, account);
  const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await invoke('iam', 'CreateRole', { RoleName: ROLE, AssumeRolePolicyDocument });
  await invoke('iam', 'PutRolePolicy', {
    RoleName: ROLE,
    PolicyName: 'plan',
    PolicyDocument: JSON.stringify(document),
  });
  return `arn:aws:iam::${account}:role/${ROLE}`;
}

const CHANGES = {
  regions: '[eu-west-1]',
  overrides: '\n  - match: { ous: [Shops] }\n    guardDuty: { protectionPlans: { S3_DATA_EVENTS: NONE } }',
};

/** Plans with roles that have the policies alone, in organizations in different states. */
async function plannedWith(
  policies: Policies,
): Promise<{ used: Record<'management' | 'administrator', string[]>; unread: string[] }> {
  const desired = rollout(loadConfig(configuration(CHANGES)));
  const used = { management: new Set<string>(), administrator: new Set<string>() };
  const unread: string[] = [];
  for (const simulation of await worlds(desired)) {
    const arns = {
      management: await role(simulation, MANAGEMENT, policies.management),
      administrator: await role(simulation, SECURITY, policies.administrator),
    };
    const { credentials } = simulation.principals.assume(arns.management, 'plan');
    const connection = { credentials, requestHandler: requestHandler(simulation), now: () => simulation.clock.now() };
    const { text } = await said(simulation, { administratorRole: ROLE, json: true }, connection);
    unread.push(...JSON.parse(text).unread.map(({ words }: { words: string }) => words));
    for (const who of ['management', 'administrator'] as const)
      for (const action of simulation.authorization.usedBy(arns[who])) used[who].add(action);
  }
  return {
    used: { management: [...used.management].sort(), administrator: [...used.administrator].sort() },
    unread,
  };
}

/** Delegated with an empty bucket of the listing, with a listing that lacks members, and deployed. */
async function worlds(desired: ReturnType<typeof rollout>): Promise<Simulation[]> {
  const accounts = [{ id: SHOP, ou: 'Shops' }];
  const [empty, listed, deployed] = [
    await startDelegated({ accounts }, desired.delegation),
    await startDelegated({ accounts }, desired.delegation),
    await startDelegated({ accounts }, desired.delegation),
  ];
  await makeListingBucket(empty);
  await makeRulesAndLists(empty, SECURITY, 'eu-west-1');
  await listOnce(listed);
  for (const { guardDuty, detective } of desired.detections) {
    await settleDirectly(deployed, guardDutyController, SECURITY, guardDuty);
    if (detective) await settleDirectly(deployed, detectiveController, SECURITY, detective);
  }
  return [empty, listed, deployed];
}

const grantedBy = ({ Statement }: Policies['management']) => Statement.flatMap(({ Action }) => Action).sort();

it('the policies that --print-policy prints are what a plan needs, and nothing else', async () => {
  configuration(CHANGES);
  const { text } = await said(await start(), { printPolicy: true, administratorRole: ROLE });
  const policies = JSON.parse(text) as Policies;
  const { unread, used } = await plannedWith(policies);
  expect(unread).toEqual([]);
  expect(used.management).toEqual(grantedBy(policies.management));
  expect(used.administrator).toEqual(grantedBy(policies.administrator));
});

it('a missing read is named, with the account and the region', async () => {
  const policies = policiesFor(rollout(loadConfig(configuration(CHANGES))), { administratorRole: ROLE });
  const { Statement } = policies.administrator;
  const less = Statement.map((each) => ({
    ...each,
    Action: each.Action.filter((action) => action !== 'guardduty:ListMembers'),
  }));
  const { unread } = await plannedWith({ ...policies, administrator: { ...policies.administrator, Statement: less } });
  expect(unread).toHaveLength(3);
  expect(unread[0]).toMatch(/GuardDuty members \(\w+\) in eu-west-1: .*guardduty:ListMembers/);
});
