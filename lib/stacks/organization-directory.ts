import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { configuredCode } from '../constructs/configured-code';
import { Controller } from '../constructs/controllers/controller';
import { ControllerHost } from '../constructs/controllers/controller-host';
import { Repair } from '../constructs/controllers/repair';
import { EventForwarder } from '../constructs/forwarding/event-forwarder';
import { ListingBucket } from '../constructs/listing/listing-bucket';
import { ListingOnEvent } from '../constructs/listing/listing-on-event';
import { WakeRegions } from '../constructs/listing/wake-regions';
import { roleOfPass } from '../host-parts';
import { DIRECTORY_RULES } from '../names';
import type { Rollout } from '../rollout';
import { desiredIn } from '../rollout/detection';
import { hubOf, stackProps } from './stack-props';

export interface OrganizationDirectoryProps {
  readonly rollout: Rollout;
  /** the folder of the bundled handlers */
  readonly handlers: string;
}

/** Lists the accounts of the organization once for all regions. Deployed in the administrator's account, home region. */
export class OrganizationDirectory extends Stack {
  constructor(scope: Construct, id: string, { rollout, handlers }: OrganizationDirectoryProps) {
    const place = hubOf(rollout);
    const description = 'Lists the accounts of the organization once for all regions, and wakes these when it changes.';
    super(scope, id, stackProps(rollout, place, description));

    const host = new ControllerHost(this, 'Host', {
      name: 'directory',
      // the events from the queue do not contain the desired state
      code: configuredCode(this, handlers, 'directory', rollout.directory),
      place,
      schedule: rollout.listing.schedule,
      desired: [rollout.directory],
    });
    const { undelivered } = host;
    const directory = new Controller(this, { host, desired: rollout.directory });
    const writer = directory.pass.role?.roleArn ?? '';
    const bucket = new ListingBucket(this, 'Listing', {
      bucketName: rollout.directory.bucket,
      writer,
      marking: markersIn(rollout),
    });
    directory.resource.node.addDependency(bucket);
    new Repair(this, 'Repair', { host, controllers: [directory] });
    const { managementAccount } = rollout;
    new ListingOnEvent(this, 'OnEvent', { hub: place, directory, managementAccount, undelivered });
    const regions = rollout.detections.map(({ region }) => region);
    new WakeRegions(this, 'WakeRegions', { hub: place, regions, undelivered });
    const alarms = [...directory.alarms, this.alarmOnMissingListing(directory, rollout.listing.maxAgeMinutes)];
    new EventForwarder(this, 'Alarms', { place, hub: place, undelivered, alarms, ruleNames: DIRECTORY_RULES });
  }

  /** Raised if no pass has started for so long, in which case none can fail either. By then the regions list the accounts themselves. */
  private alarmOnMissingListing({ pass, resource }: Controller, maxAgeMinutes: number): Alarm {
    const alarm = new Alarm(this, 'NotListed', {
      alarmDescription: `The accounts of the organization have not been listed for ${maxAgeMinutes} minutes. Runbook: NotListed.`,
      metric: pass.metricInvocations({ period: Duration.minutes(maxAgeMinutes), statistic: 'Sum' }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.BREACHING,
    });
    // the deployment's own pass comes first
    alarm.node.addDependency(resource);
    return alarm;
  }
}

/** ARNs of the roles whose passes are heard of, by controller: they are made later, and found by their names. */
function markersIn(rollout: Rollout): ReadonlyMap<string, string> {
  const { partition, account } = hubOf(rollout);
  const services = new Set(rollout.detections.flatMap(desiredIn).map(({ service }) => service));
  return new Map(
    [...services].map((service) => [service, `arn:${partition}:iam::${account}:role/${roleOfPass(service)}`]),
  );
}
