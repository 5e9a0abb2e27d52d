import pc from 'picocolors';
import type { Config } from '../../lib/config';
import type { SimulatedOrganization } from './simulated-organization';

/** The parts of a running organization that a client needs. */
type Reachable = Pick<SimulatedOrganization, 'endpoint' | 'token' | 'environmentOf'>;

/** How to reach a running organization from another terminal: first as the management account, which deploys. */
export function reachText(
  organization: Reachable,
  {
    organization: { managementAccount, delegatedAdministrator },
    homeRegion,
  }: Pick<Config, 'organization' | 'homeRegion'>,
): string {
  const environment = (account: string) => Object.entries(organization.environmentOf(account, homeRegion));
  const administrator = environment(delegatedAdministrator).filter(([name]) => name === 'AWS_ACCESS_KEY_ID');
  return [
    '',
    pc.bold('The organization keeps running. In another terminal, as its management account:'),
    ...exports(environment(managementAccount)),
    '  npx cdk diff',
    '  npx cdk deploy --all --require-approval never',
    pc.bold('then, as its delegated administrator:'),
    ...exports(administrator),
    '  aws guardduty list-detectors',
    'For any other account, the access key is AKIA followed by the account id.',
    `The whole state: curl -H 'x-simulator-token: ${organization.token}' ${organization.endpoint}/_simulator/state`,
    'All calls: the same request to /_simulator/calls',
    'Stop it with Ctrl-C.',
  ].join('\n');
}

function exports(environment: readonly (readonly [string, string])[]): string[] {
  return environment.map(([name, value]) => `  export ${name}=${value}`);
}
