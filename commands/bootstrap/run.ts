import { loadConfig } from '../../lib/config';
import { type Rollout, rollout } from '../../lib/rollout';
import { stackPlaces } from '../../lib/stack-places';
import { EXIT } from '../exit-codes';
import type { BootstrapOptions } from './options';

/** Prints the CDK's bootstrap commands of a configuration, whole. It calls nothing. @returns the exit code */
export function runBootstrap({ config }: BootstrapOptions, say: (text: string) => void = console.log): number {
  say(bootstrapText(rollout(loadConfig(config))));
  return EXIT.ok;
}

/** The commands for both accounts, each after a comment that names the credentials it needs. */
function bootstrapText(desired: Rollout): string {
  const { managementAccount, administrator, detections } = desired;
  const optIn = detections.filter((detection) => detection.optIn).map(({ region }) => region);
  return [
    ...(optIn.length > 0 ? [`# Both accounts must have enabled the opt-in regions first: ${optIn.join(', ')}`] : []),
    `# with credentials of the management account ${managementAccount}`,
    commandFor(managementAccount, [], desired),
    `# with credentials of the administrator account ${administrator}`,
    // the deployment assumes the administrator's roles with credentials of the management account
    commandFor(administrator, ['--trust', managementAccount], desired),
  ].join('\n');
}

function commandFor(account: string, trust: readonly string[], desired: Rollout): string {
  const regions = new Set(stackPlaces(desired).flatMap((place) => (place.account === account ? [place.region] : [])));
  const environments = [...regions].sort().map((region) => `aws://${account}/${region}`);
  const policy = `arn:${desired.partition}:iam::aws:policy/AdministratorAccess`;
  const words = ['npx cdk bootstrap', ...environments, ...trust, '--cloudformation-execution-policies', policy];
  return words.join(' ');
}
