import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CfnCustomResource,
  type CfnResource,
  type CustomResource,
  RemovalPolicy,
  Stack,
  Stage,
} from 'aws-cdk-lib';
import {
  CfnFilter,
  CfnIPSet,
  type CfnIPSetProps,
  CfnThreatEntitySet,
  CfnThreatIntelSet,
  CfnTrustedEntitySet,
} from 'aws-cdk-lib/aws-guardduty';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { readListFile } from '../../config/lists/file';
import type { ListKey } from '../../config/schema-lists';
import type { DesiredRulesAndLists, List } from '../../rollout/lists';

export interface RulesAndListsProps {
  readonly set: DesiredRulesAndLists;
  /** the controller's custom resource, which has the attribute `DetectorId` */
  readonly detector: CustomResource;
}

type ListProps = Omit<CfnIPSetProps, 'tags'>;

const RESOURCES: Readonly<Record<ListKey, (scope: Construct, id: string, props: ListProps) => CfnResource>> = {
  trustedIpLists: (scope, id, props) => new CfnIPSet(scope, id, props),
  threatIpLists: (scope, id, props) => new CfnThreatIntelSet(scope, id, props),
  trustedEntityLists: (scope, id, props) => new CfnTrustedEntitySet(scope, id, props),
  threatEntityLists: (scope, id, props) => new CfnThreatEntitySet(scope, id, props),
};

/** Suppression rules, trusted lists and threat lists, which the administrator sets in a region for all accounts. */
export class RulesAndLists extends Construct {
  constructor(scope: Construct, id: string, { set, detector }: RulesAndListsProps) {
    super(scope, id);
    const detectorId = detector.getAttString('DetectorId');
    for (const rule of set.suppressionRules) this.suppress(rule, detectorId);
    const lists = set.lists.map((list) => {
      const { file: _, ...settings } = list;
      return { ...settings, file: this.use(list, detectorId) };
    });
    // a change updates the custom resource too, which then returns the current detector: it may have been replaced since
    const fingerprint = digest(JSON.stringify([set.suppressionRules, lists])).slice(0, 16);
    (detector.node.defaultChild as CfnCustomResource).addPropertyOverride('ForEverybody', fingerprint);
  }

  private suppress(
    { name, description, criteria }: DesiredRulesAndLists['suppressionRules'][number],
    detectorId: string,
  ): void {
    const criterion = Object.entries(criteria).map(([attribute, condition]) => [attribute, capitalized(condition)]);
    const filter = new CfnFilter(this, `Rule-${name}`, {
      detectorId,
      name,
      action: 'ARCHIVE',
      ...(description !== undefined && { description }),
      findingCriteria: { criterion: Object.fromEntries(criterion) },
    });
    filter.applyRemovalPolicy(RemovalPolicy.DESTROY);
  }

  /** Names the file by the digest of its content, so that GuardDuty reads a changed file (F16). @returns the digest */
  private use(list: List, detectorId: string): string {
    const { sort, name, format } = list;
    // there is at most one trusted list: with another name it is the same list, updated in place
    const id = sort.startsWith('trusted') ? sort : `${sort}-${name}`;
    const { s3ObjectUrl, assetHash } = new Asset(this, `File-${id}`, { path: this.write(list) });
    const resource = RESOURCES[sort](this, id, {
      detectorId,
      name,
      format,
      location: s3ObjectUrl,
      activate: true,
      // refuses another account's bucket of that name
      expectedBucketOwner: Stack.of(this).account,
    });
    resource.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return assetHash;
  }

  /** Writes the file for GuardDuty into the cloud assembly. @returns its path */
  private write(list: List): string {
    const { content } = readListFile(list, list.sort);
    const folder = join(Stage.of(this)?.outdir ?? '', 'lists');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${digest(content)}.txt`);
    writeFileSync(file, content);
    return file;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `{ equals }` → `{ Equals }`, CloudFormation's spelling of conditions; without undefined values. */
function capitalized(condition: object): object {
  const given = Object.entries(condition).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]));
}
