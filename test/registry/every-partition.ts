import type { App } from 'aws-cdk-lib';
import type { RolloutFileInput } from '../../lib/config';
import { offersApiDestinations, type PartitionName, partitionFacts, regionsOf } from '../../lib/regions';
import { appOf } from '../lib/stacks/synthesized';

const PARTITIONS = ['aws', 'aws-us-gov', 'aws-cn'] as const;

/** A rollout over all regions of each partition, with an export and every kind of target that its home region offers. */
export function everyPartition(): { readonly partition: PartitionName; readonly app: App }[] {
  return PARTITIONS.map((partition) => ({ partition, app: appOf(rolloutIn(partition)) }));
}

function rolloutIn(partition: PartitionName): Partial<RolloutFileInput> {
  const names = regionsOf(partition).map(({ name }) => name);
  const home = names.find(offersApiDestinations) ?? names[0] ?? '';
  const secretArn = `arn:${partition}:secretsmanager:${home}:222222222222:secret:hook-AbCdEf`;
  const targets = {
    mail: { sns: { emails: ['soc@example.com'] } },
    inbox: { sqs: {} },
    tickets: { opsItem: {} },
    ...(partitionFacts(partition).chat && {
      channel: { chat: { slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' } } },
    }),
    ...(offersApiDestinations(home) && {
      hook: { apiDestination: { webhook: { secretArn, endpoint: 'https://soc.example.com/in' } } },
    }),
  };
  const findings = { targets, routes: [{ name: 'all', targets: Object.keys(targets) }], export: {} };
  return { partition, homeRegion: home, regions: 'all', findings };
}
