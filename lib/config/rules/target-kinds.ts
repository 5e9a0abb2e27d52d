import { offersApiDestinations, partitionFacts } from '../../regions';
import type { Breach, Rule } from './rule';

/** Reports kinds of target that the home region or its partition does not support: CloudFormation would refuse the whole hub. */
export const targetKindsAreOffered: Rule = ({ partition, homeRegion, findings }) => {
  if (!partition || !homeRegion) return [];
  const missing = {
    ...(!partitionFacts(partition).chat && { chat: `CloudFormation has no chat channels in partition ${partition}` }),
    ...(!offersApiDestinations(homeRegion) && {
      apiDestination: `EventBridge has no API destinations in the home region ${homeRegion}`,
    }),
  };
  return Object.entries(findings?.targets ?? {}).flatMap(([name, target]) =>
    Object.entries(missing).flatMap(([kind, message]): Breach[] => {
      if (target[kind as keyof typeof missing] === undefined) return [];
      return [{ level: 'error', path: ['findings', 'targets', name, kind], message }];
    }),
  );
};
